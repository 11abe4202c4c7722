"""What is in a team's own workbook, and which definition would make it a register?"""
