"""In which capitals does a name stand in a text? “Anna Schmidt” is meant by SCHMIDT as well.

A full name counts in any capitals and with any blanks between its words. A single word in any but small letters alone,
unless it was typed so: else Mr Will would be found in “it will not start”.

Invariant: the spelling that was typed is always found; a word in small letters never is unless it was typed so.
"""

import re

_LETTER = "A-Za-z\u00c0-\u024f"


def spellings(name: str) -> str:
    """A pattern for all spellings of a name; a Chinese one, which has no capitals, has only its own."""
    if has_one_spelling(name):
        return re.escape(name)
    any_capitals = f"(?i:{_parted(name)}|{_parted(name.upper())})"  # 「Weiß」 is WEISS
    if len(name.split()) > 1 or name.islower():
        return any_capitals
    return f"(?!{re.escape(name.lower())}(?![{_LETTER}])){any_capitals}"


def has_one_spelling(name: str) -> bool:
    """Whether nothing in it is a small or a capital letter."""
    return name.lower() == name.upper()


def apart(pattern: str) -> str:
    """The pattern where no letter touches it: 「Li」 is not meant in 「Limited」."""
    return f"(?<![{_LETTER}]){pattern}(?![{_LETTER}])"


def _parted(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))
