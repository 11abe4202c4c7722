"""What is a report's file called? By its period and title, in signs that every system takes.

Invariant: the name stays within its folder, whatever the title holds.
"""

import re

from xltools.model.period import Period

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # Windows; the others forbid fewer
_LONGEST = 80


def report_name(period: Period, title: str) -> str:
    """The name without an extension: ``2026-10 客户反馈管理分析报告``."""
    plain = " ".join(_FORBIDDEN.sub(" ", title).split())[:_LONGEST].rstrip(" .")
    return f"{period.key} {plain}".strip()
