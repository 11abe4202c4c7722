"""The workbook that leads to the folders of the archive."""
