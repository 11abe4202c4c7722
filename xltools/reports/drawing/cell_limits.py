"""What can a cell hold? Text that XML can hold and no longer than a cell takes; days since 1900.

Invariant: what cannot be kept is left out or cut visibly, never refused.
"""

from functools import lru_cache

from xltools.language.speaking import text
from xltools.workbook.splicing.cell_text import MAX_CHARACTERS, character_count, holdable

FIRST_YEAR = 1900  # days before it have no number, and are written as texts (ECMA-376 part 1, 18.17.4.1)
MOST_LINKS = 65_000  # on a sheet; Excel drops more than 65,530 when it opens the file (specifications and limits)


def clean_text(words: str) -> str:
    """The text without what XML cannot hold, and no longer than a cell."""
    words = _holdable(words)
    if len(words) * 2 <= MAX_CHARACTERS or character_count(words) <= MAX_CHARACTERS:
        return words
    mark = text("summary_workbook.cut")
    return cut(words, MAX_CHARACTERS - len(mark)) + mark


_holdable = lru_cache(maxsize=4096)(holdable)


def cut(words: str, units: int) -> str:
    """The longest beginning of the text that takes no more than so many UTF-16 units."""
    if character_count(words) <= units:
        return words
    return words.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
