"""Which words does column 超时标记 use? Written by the rules, coloured by the templates, sorted by page 待办.

Invariant: no word begins as another of its language, so that a rule of a sheet can tell them apart by their beginnings.
"""

from enum import StrEnum
from functools import cache

from xltools.language.speaking import speaking, spoken_language, text


class Mark(StrEnum):
    """How a case stands with its limits."""

    OVERDUE = "overdue"  # open, and late now
    DUE_SOON = "due_soon"
    PAUSED = "paused"
    BREACHED = "breached"  # done, but late

    @classmethod
    def named(cls, word: object) -> "Mark | None":
        """The mark that is called so in the spoken language."""
        return _by_word(spoken_language()).get(word)

    @property
    def said(self) -> str:
        """The word in the spoken language."""
        return text(f"words.overdue_mark.{self.value}")


@cache
def _by_word(language: str) -> dict[object, Mark]:
    with speaking(language):
        return {mark.said: mark for mark in Mark}
