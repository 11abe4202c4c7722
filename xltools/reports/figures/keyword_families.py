"""Which keywords say the same in other words? 无法开机, 开不了机 and 不能开机 do.

A keyword is stripped of words that only deny, allow or grade (无法, 不能, 了, 太 …); those left with the same
characters, in any order, and alike in denying something are one family. Invariant: 开机 and 无法开机 never are.
"""

import re

from xltools.rules.keyword_search import NEGATIONS, plain

# What only denies (with the particle that belongs to the denial), what only allows or grades. Longer ones first.
_DENIALS = ("无法", "不能", "不会", "不可以", "不了", "不上", "不进", "不出", "不到", *NEGATIONS)
_GRADES = (
    "不太",
    "非常",
    "特别",
    "有点",
    "有些",
    "各种",
    "总是",
    "老是",
    "经常",
    "太",
    "很",
    "总",
    "了",
    "会",
    "的",
    "都",
    "一直",
)
_DENIED = re.compile("|".join(sorted(_DENIALS, key=len, reverse=True)))
_GRADED = re.compile("|".join(sorted(_GRADES, key=len, reverse=True)))
_BLANK = re.compile(r"\s+")


def family_key(keyword: str) -> str:
    """The same text for keywords of one family."""
    bare = _BLANK.sub("", plain(keyword))
    rest = _GRADED.sub("", bare)
    content = _DENIED.sub("", rest)
    if not content:
        return bare
    return ("-" if content != rest else "+") + "".join(sorted(set(content)))
