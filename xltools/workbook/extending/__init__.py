"""Columns and sheets that a definition has and a workbook lacks: added, and everything else keeps its bytes."""
