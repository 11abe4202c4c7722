r"""Which number formats show a date? The one invariant: text in quotes or brackets never makes a format a date.

ECMA-376 part 1, §18.8.30 (numFmt) and §18.8.31: `yyyy"年"`, `[Red]0`, `[$-804]`, `\\d`, `_d`, `*d`.
"""

import re

# 14-22 and 45-47 everywhere; 27-36 and 50-58 in Chinese, Japanese and Korean Excel. 46 is [h]:mm:ss, an elapsed time.
_BUILTIN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DATE_PART = re.compile(r"[ymdhs]", re.IGNORECASE)


def shows_date(format_id: int, code: str | None) -> bool:
    """Whether a number in this format reads as a date or a time of day.

    Args:
        format_id: The ``numFmtId``.
        code: Its code if the workbook defines one; that wins over what is built in.
    """
    if code is None:
        return format_id in _BUILTIN_DATES
    first_section = code.split(";")[0]
    if _ELAPSED.search(first_section):
        # [h]:mm shows a span of hours: a moment in it reads back as a duration, not as a date.
        return False
    return _DATE_PART.search(_LITERAL.sub("", first_section).lower().replace("general", "")) is not None
