"""What of a text reaches the page? All that can be seen; nothing that could steer how the rest is shown.

Invariant: a clean text has no control characters but line breaks, no direction overrides and no halves of surrogates.
"""

import re

from xltools.language.speaking import text

_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_UNBROKEN = re.compile("[\x21-\x7e\u00a0-\u2e7f]+")  # runs in which a line does not break, roughly: Latin and digits
_LONGEST_WORD = 24  # characters; a longer one may be broken anywhere behind so many
_BREAK_HERE = "\u200b"  # zero width space


def clean(words: str) -> str:
    """The text as it is shown: line feeds for breaks, tabs a space, half a character 「□」, long words breakable."""
    words = _BREAKS.sub("\n", words).replace("\t", " ")
    words = _HALVES.sub("□", _STEERING.sub("", words))
    return _UNBROKEN.sub(lambda word: _breakable(word[0]), words) if len(words) > _LONGEST_WORD else words


def widest_word(words: str) -> int:
    """The widest piece of the text in which no line breaks, in digits; a Chinese sign with its comma counts four."""
    longest = max((len(word) for run in _UNBROKEN.findall(words) for word in run.split(_BREAK_HERE)), default=0)
    chinese = 0 if words.isascii() else min(2 * len(words), 4)
    return max(longest, chinese)


def head_parts(head: str) -> list[str]:
    """A column's head in the pieces that it may be broken into: what it is, and its unit in brackets."""
    name, bracket, unit = clean(head).partition(text("signs.opening_bracket"))
    return [part for part in (name, (bracket + unit).strip()) if part]


def _breakable(word: str) -> str:
    return _BREAK_HERE.join(word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD))
