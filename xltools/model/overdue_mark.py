"""Which words does column 超时标记 use? Written by the rules, coloured by the templates, sorted by page 待办.

Invariant: each word begins as no other does, so that a rule of a sheet can tell them apart by their beginnings.
"""

from enum import StrEnum


class Mark(StrEnum):
    """How a case stands with its limits."""

    OVERDUE = "超时"  # open, and late now
    DUE_SOON = "临期"
    PAUSED = "暂停"
    BREACHED = "曾超时"  # done, but late
