"""How are cells named? Column letters and row numbers as spreadsheets show them, both from 1.

Invariant: each column has one name in letters, and each name in letters is one column's.
"""

from functools import cache


@cache
def column_letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB`` (ECMA-376 part 1, 18.18.7)."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """``A`` → ``1``, ``AB`` → ``28``; case does not matter."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """Row 17, column 11 → ``K17``."""
    return f"{column_letters(column)}{row}"
