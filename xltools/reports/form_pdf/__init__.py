"""A filled form as PDF: what Excel would print of the workbook, laid out by typst with this machine's fonts."""
