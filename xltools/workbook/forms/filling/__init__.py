"""Forms that a team designed in a spreadsheet, filled with what a register says about a case."""
