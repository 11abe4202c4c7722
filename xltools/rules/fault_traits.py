"""Of which models does a text speak, and which fault codes does it name?

Invariant: two spellings of one model, or of one code, give the same trait; a model's name is never taken for a code.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.model.policy import listed_values
from xltools.rules.keyword_search import plain
from xltools.rules.whole_words import begins_word, between_words

_DIGIT = re.compile(r"\d")
_IN_MODEL = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")
_NO_CODE = frozenset(
    {"ac", "am", "dc", "ios", "ip", "mp", "no", "pm", "qq", "sn", "tel", "usb", "v", "ver", "win", "x"}
)


class _Codes(NamedTuple):
    """How codes of faults are written: letters and digits, or a label and digits."""

    code: re.Pattern[str]
    labelled: re.Pattern[str]


@cache
def _codes(language: str) -> _Codes:
    """Where blanks part words, no blank stands within a code: 「for 5 days」 names none."""
    with speaking(language):
        labels, joining = text("wording.fault_codes.labels"), text("wording.fault_codes.joining")
        begins, blank = begins_word(), "" if between_words() else " "
    return _Codes(
        re.compile(rf"(?<![a-z0-9.\-])([a-z]{{1,4}})[{blank}\-\u2010-\u2015]?(\d{{1,5}})(?![a-z0-9]|\.\d|-[a-z0-9])"),
        re.compile(rf"{begins}(?:{labels})(?:[\s:：#=]|{joining}){{0,3}}(\d{{1,5}})(?!\d)"),
    )


@lru_cache(maxsize=65_536)
def plain_model(name: str) -> str:
    """A model as it is compared: capitals, full-width forms, blanks and hyphens make no difference."""
    return _IN_MODEL.sub("", unicodedata.normalize("NFKC", name)).lower()


def models_in(cell: object) -> frozenset[str]:
    """The models of a cell, as they are compared; several are parted by 、 or by a comma or semicolon."""
    return frozenset(filter(None, map(plain_model, listed_values(str(cell))))) if cell else frozenset()


def fault_codes(typed: str, models: Collection[str]) -> frozenset[str]:
    """The codes of faults in a text: 「E-002」, 「e 002」 and 「Ｅ２」 are all ``e2``, 「故障码 012」 is ``12``.

    Args:
        typed: What was typed.
        models: As `plain_model` has them; their names are no codes. Neither are voltages, versions and the like.
    """
    told, codes = plain(typed), _codes(spoken_language())
    if _DIGIT.search(told) is None:
        return frozenset()
    found = {
        f"{match[1]}{int(match[2])}"
        for match in codes.code.finditer(told)
        if match[1] not in _NO_CODE and plain_model(match[0]) not in models
    }
    return frozenset(found.union(str(int(digits)) for digits in codes.labelled.findall(told)))


def of_other_faults(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two texts name codes of one kind, such as 「E-002」 and 「E-014」, and none in common."""
    kinds, others = ({code.rstrip("0123456789") for code in codes} for codes in (one, other))
    return not kinds.isdisjoint(others) and set(one).isdisjoint(other)
