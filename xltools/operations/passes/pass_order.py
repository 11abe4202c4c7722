"""What is asked of a pass over a register, beyond the register and the moment?

Invariant: an order without anything said is what `xltools refresh` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xltools.model.archive_mark import ArchiveMark
from xltools.model.pass_context import Entry
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register_definition import RegisterDefinition

HOLD_SECONDS = 1.0


class Cause(StrEnum):
    """Why a pass is made; stands in the journal."""

    ASKED = "asked"  # somebody typed the command
    SAVED = "saved"  # somebody saved the register
    CLOCK = "clock"  # time went on
    RETRY = "retry"  # the register was open before
    IMPORT = "import"  # an export came in
    REPORT = "report"  # a report proposes measures
    ARCHIVE = "archive"  # cases were archived
    ADOPT = "adopt"  # a team's own workbook is met for the first time
    UPGRADE = "upgrade"  # sheets and columns are added that the definition has
    UNDO = "undo"  # what passes wrote is taken back


UNASKED = frozenset({Cause.SAVED, Cause.CLOCK, Cause.RETRY})  # nobody said a word


@dataclass(frozen=True, slots=True)
class PassOrder:
    """One order.

    Attributes:
        cause: Why.
        definition: What the register should be; by default what the workbook says that it is.
        hold_seconds: How long the lock is kept after the replacement.
        measures: What a report proposes; what sheet 改进项 does not have yet is entered there.
        archived: By number, where the latest archive copy of a case lies; its row tells.
        entries: Rows of an export; those that were entered before are passed over.
        answers: What customers answered, by an export; likewise.
        while_open: Where somebody has the register open, give numbers and tell people all the same; what is to be
            written waits until it is closed.
        only_if_due: Write only where more changed than the time that is left: for passes that the clock makes.
    """

    cause: Cause = Cause.ASKED
    definition: RegisterDefinition | None = None
    hold_seconds: float = HOLD_SECONDS
    measures: tuple[ProposedMeasure, ...] = ()
    entries: tuple[Entry, ...] = ()
    answers: tuple[Entry, ...] = ()
    while_open: bool = False
    only_if_due: bool = False
    archived: Mapping[str, ArchiveMark] = field(default_factory=dict)
