"""A team's own workbook becomes a register."""
