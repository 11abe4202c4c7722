"""How is a column named? Letters as spreadsheets show them; A = 1."""

from functools import cache


@cache
def column_letters(column: int) -> str:
    """``1`` → ``A``, ``27`` → ``AA`` (ECMA-376 part 1, 18.18.62)."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def column_number(letters: str) -> int:
    """``A`` → ``1``, ``AA`` → ``27``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
