"""How are words of the spoken language found in a text? Some languages part them by blanks, others do not.

Invariant: where words are parted, no word is found inside another.
"""

from xltools.language.speaking import text

_BEGINS = r"(?<![^\W_])"
_ENDS = r"(?![^\W_])"


def between_words() -> str:
    """What parts two words: a blank, or "" in Chinese."""
    return text("wording.between_words")


def any_word(words: str) -> str:
    """A pattern for any of the words, which are parted by ``|`` and may be patterns themselves."""
    return f"{_BEGINS}(?:{words}){_ENDS}" if between_words() else f"(?:{words})"


def begins_word() -> str:
    """A pattern for the place where a word may begin: anywhere in a language that does not part its words."""
    return _BEGINS if between_words() else ""
