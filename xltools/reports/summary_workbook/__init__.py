"""The report as a workbook: planned where everything stands, then drawn sheet by sheet from top to bottom."""
