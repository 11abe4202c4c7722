"""Which words does column 超时标记 use? Written by the rules, coloured by the templates, sorted by page 待办.

Invariant: no word begins as another of its language, so that a rule of a sheet can tell them apart by their beginnings.
"""

from enum import StrEnum

from xltools.language.speaking import text


class Mark(StrEnum):
    """How a case stands with its limits."""

    OVERDUE = "overdue"  # open, and late now
    DUE_SOON = "due_soon"
    PAUSED = "paused"
    BREACHED = "breached"  # done, but late

    @classmethod
    def named(cls, word: object) -> "Mark | None":
        """The mark that is called so in the spoken language."""
        return next((mark for mark in cls if mark.said == word), None)

    @property
    def said(self) -> str:
        """The word in the spoken language."""
        return text(f"words.overdue_mark.{self.value}")
