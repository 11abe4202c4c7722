"""Of which models does a text speak, and which fault codes does it name?

Invariant: two spellings of one model, or of one code, give the same trait; a model's name is never taken for a code.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from xltools.model.policy import listed_values
from xltools.rules.keyword_search import plain

_DIGIT = re.compile(r"\d")
_IN_MODEL = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")
_CODE = re.compile(r"(?<![a-z0-9.\-])([a-z]{1,4})[ \-\u2010-\u2015]?(\d{1,5})(?![a-z0-9]|\.\d|-[a-z0-9])")
_NO_CODE = frozenset(
    {"ac", "am", "dc", "ios", "ip", "mp", "no", "pm", "qq", "sn", "tel", "usb", "v", "ver", "win", "x"}
)
_LABELLED = re.compile(r"(?:代码|故障码|错误码|报警码|故障号|错误号|报警号|error|err)[\s:：#=为是]{0,3}(\d{1,5})(?!\d)")


@lru_cache(maxsize=65_536)
def plain_model(name: str) -> str:
    """A model as it is compared: capitals, full-width forms, blanks and hyphens make no difference."""
    return _IN_MODEL.sub("", unicodedata.normalize("NFKC", name)).lower()


def models_in(cell: object) -> frozenset[str]:
    """The models of a cell, as they are compared; several are parted by 、 or by a comma or semicolon."""
    return frozenset(filter(None, map(plain_model, listed_values(str(cell))))) if cell else frozenset()


def fault_codes(text: str, models: Collection[str]) -> frozenset[str]:
    """The codes of faults in a text: 「E-002」, 「e 002」 and 「Ｅ２」 are all ``e2``, 「故障码 012」 is ``12``.

    Args:
        text: What was typed.
        models: As `plain_model` has them; their names are no codes. Neither are voltages, versions and the like.
    """
    text = plain(text)
    if _DIGIT.search(text) is None:
        return frozenset()
    found = {
        f"{match[1]}{int(match[2])}"
        for match in _CODE.finditer(text)
        if match[1] not in _NO_CODE and plain_model(match[0]) not in models
    }
    return frozenset(found.union(str(int(digits)) for digits in _LABELLED.findall(text)))


def of_other_faults(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two texts name codes of one kind, such as 「E-002」 and 「E-014」, and none in common."""
    kinds, others = ({code.rstrip("0123456789") for code in codes} for codes in (one, other))
    return not kinds.isdisjoint(others) and set(one).isdisjoint(other)
