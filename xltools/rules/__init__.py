"""Pure decisions over a case table: no clock, no disk, no workbook format."""
