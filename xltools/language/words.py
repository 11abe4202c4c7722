"""Which words of a register do rules act on? Each in the language of the register; all others are a team's.

Invariant: rules name a word by its member here and never by its letters; a definition's lists hold the words of its
language (`xltools.language.texts`, file ``words.toml``).
"""

from enum import StrEnum

from xltools.language.speaking import text


class Word(StrEnum):
    """A value of a drop-down, by list and meaning."""

    YES = "yes_no.yes"  # also the value of a derived fact that holds
    NO = "yes_no.no"
    AGREED = "verdict.agreed"
    REFUSED = "verdict.refused"
    CONSENTED = "consent.given"
    UNDER_WAY = "progress.under_way"
    DONE = "progress.done"
    DROPPED = "progress.dropped"
    DONE_BY_CUSTOMER = "task_state.done_by_customer"
    NOT_NEEDED = "task_state.not_needed"
    CUSTOMER_CONTACT = "log_kind.customer_contact"
    PAUSE = "log_kind.pause"
    RESUME = "log_kind.resume"
    REMOTE_ASSISTANCE = "log_kind.remote_assistance"

    @property
    def said(self) -> str:
        """The word in the spoken language."""
        return text(f"words.{self.value}")


class Tab(StrEnum):
    """A sheet that every register has, whatever its definition."""

    GUIDE = "guide"
    LISTS = "lists"
    TODO = "todo"
    OVERVIEW = "overview"
    NOTICES = "notices"

    @property
    def said(self) -> str:
        """What its tab says."""
        return text(f"words.tabs.{self.value}")


def finished_words() -> frozenset[str]:
    """The words of lists ``progress`` and ``task_state`` that say that nothing remains to be done."""
    finished = (Word.DONE, Word.DROPPED, Word.DONE_BY_CUSTOMER, Word.NOT_NEEDED)
    return frozenset(word.said for word in finished)
