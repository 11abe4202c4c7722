"""What should somebody be told? One message, mostly about one case, that became due by this pass.

Invariant: a notice has a key that stays the same for the same occasion, so that it is told once and never again.
"""

from enum import StrEnum
from typing import NamedTuple


class NoticeKind(StrEnum):
    """What became true."""

    ASSIGNED = "分派"  # a case has a handler
    DUE_SOON = "临期"  # a limit is near
    ESCALATED = "升级"  # a limit's escalation has come
    LIAISON = "转接口人"  # a diagnosis concerns another department (ST-5)
    REOPENED = "二次处理"  # a new round began (FR-11, FA-14)
    UPKEEP = "维护"  # keyword library or calendar wants looking after (FA-7)


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
