"""One case's rows, to be read without the register: as a small workbook and as CSV."""
