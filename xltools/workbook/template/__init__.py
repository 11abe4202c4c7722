"""The workbook that a clerk meets, built from a definition."""
