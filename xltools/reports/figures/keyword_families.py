"""Which keywords say the same in other words? 无法开机 and 开不了机 do, “won't start” and “does not start” do.

A keyword is stripped of words that only deny, allow or grade (无法, 不能, 了, 太 …; not, very …), whatever language its
register is kept in; those left with the same tokens, in any order, and alike in denying something are one family. A
Chinese sign is a token, and so is a word of letters. Invariant: 开机 and 无法开机 never are one.
"""

import re
from functools import cache

from xltools.language.speaking import in_every_language
from xltools.rules.keyword_search import plain

_LETTER = r"[a-z0-9à-ɏ'’]"
_BLANK_BETWEEN_WORDS = re.compile(rf"(?<={_LETTER})\s+(?={_LETTER})")
_BLANK = re.compile(r"\s+")
_TOKEN = re.compile(rf"{_LETTER}+|\S")


def family_key(keyword: str) -> str:
    """The same text for keywords of one family."""
    bare = _BLANK.sub("", _BLANK_BETWEEN_WORDS.sub("\x00", plain(keyword))).replace("\x00", " ")
    rest = _any_of("figures.families.grades").sub("", bare)
    content = _any_of("figures.families.denials", "wording.keywords.negations").sub("", rest)
    tokens = sorted(set(_TOKEN.findall(content)))
    if not tokens:
        return bare
    return ("-" if content != rest else "+") + " ".join(tokens)


@cache
def _any_of(*keys: str) -> re.Pattern[str]:
    """Finds the words of all languages, the longer ones first; words of letters only where they stand alone."""
    words = {word for key in keys for said in in_every_language(key) for word in said.split("|")}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_alone(word) if re.match(_LETTER, word) else re.escape(word) for word in ordered))


def _alone(word: str) -> str:
    said = re.escape(word).replace("'", "['’]?")
    return rf"(?<!{_LETTER}){said}(?!{_LETTER})"
