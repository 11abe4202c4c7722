"""What does each settings sheet say? One module a topic; `xltools.workbook.settings_sheets` puts them together."""
