"""What should somebody be told? One message, mostly about one case, that became due by this pass.

Invariant: a notice has a key that stays the same for the same occasion, so that it is told once and never again.
"""

from enum import StrEnum
from typing import NamedTuple

from xltools.language.speaking import in_every_language, text


class NoticeKind(StrEnum):
    """What became true."""

    ASSIGNED = "assigned"  # a case has a handler
    DUE_SOON = "due_soon"  # a limit is near
    ESCALATED = "escalated"  # a limit's escalation has come
    LIAISON = "liaison"  # a diagnosis concerns another department (ST-5)
    REOPENED = "reopened"  # a new round began (FR-11, FA-14)
    UPKEEP = "upkeep"  # keyword library or calendar wants looking after (FA-7)

    @classmethod
    def named(cls, word: str) -> "NoticeKind | None":
        """The kind that is called so in any language: whoever is told of many registers chooses kinds once for all.

        Capitals make no difference.
        """
        plain = word.casefold()
        called = ((kind, in_every_language(f"notices.kinds.{kind.value}")) for kind in cls)
        return next((kind for kind, words in called if plain in map(str.casefold, words)), None)

    @property
    def said(self) -> str:
        """What it is called in the spoken language."""
        return text(f"notices.kinds.{self.value}")


class Notice(NamedTuple):
    """One message.

    Attributes:
        kind: What became true.
        case_number: The case; "" where the register itself is meant.
        recipient: Name of the person, or the role where nobody has it; "" where the limit names nobody either.
        subject: What it is about: the limit's label, or what was handed over.
        reason: Why, in a sentence, without customer data.
        key: Tells this occasion from all others of the register.
        urgent: It belongs to the fast lane (FR-17): told at once, at night too.
    """

    kind: NoticeKind
    case_number: str
    recipient: str
    subject: str
    reason: str
    key: str
    urgent: bool = False
