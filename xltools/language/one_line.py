"""How are words from outside put into a line? Anybody can write into a file, a lock or an answer what he likes.

Invariant: nothing in the line ends it, moves the cursor, changes colours or hides what follows.
"""


def one_line(words: str) -> str:
    """The words with single blanks between them, and a blank for every sign that is not printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def cut_short(line: str, most: int) -> str:
    """The line in so many signs, the last of them an ellipsis where something is left out."""
    return line if len(line) <= most else f"{line[: most - 1]}…"
