"""What does a pass know beyond the workbook? The clock, the numbers given so far, the files at hand.

Invariant: rules get everything they need from here and from the register; they look at nothing themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from xltools.model.archive_mark import ArchiveMark
from xltools.model.case_memory import CaseMemory
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Value


class Entry(NamedTuple):
    """One row to be entered below the last one of a sheet. (FA-1)

    Attributes:
        key: Tells this row of its source from all others, whenever the source is read.
        values: By field name, as declared kinds; fields of people's only.
    """

    key: str
    values: Mapping[str, Value]


class UnseenNumber(NamedTuple):
    """A number that was given and that nobody else has saved yet.

    Attributes:
        row: The sheet row that it was given to.
        written: It stood in a version that we wrote, so that somebody may have read it.
    """

    row: int
    written: bool = False


@dataclass(frozen=True, slots=True)
class PassContext:
    """Everything a pass is given.

    Attributes:
        now: The moment of the pass, naive local time, whole seconds.
        register_id: The register's name within its workspace.
        issued: Numbers given so far under the register's scheme.
        attachments: Names of the files in the attachments folder, as ``plain_file_name`` spells them.
        memory: What earlier passes decided about the cases.
        measures: What a report proposes for sheet 改进项.
        entries: Rows of exports, to be entered as new cases (FA-1).
        unseen: Numbers that were given and stand in no version that somebody else saved.
        elsewhere: Numbers that stand in registers of the workspace that were never met.
        archived: By number, the latest archive copy of cases that were archived just now.
        answers: What customers answered, to be entered on sheet 回访答复 (FR-10, FA-14, ST-10).
    """

    now: datetime
    register_id: str
    issued: IssuedNumbers
    attachments: frozenset[str] = frozenset()
    memory: CaseMemory = field(default_factory=CaseMemory)
    measures: tuple[ProposedMeasure, ...] = ()
    entries: tuple[Entry, ...] = ()
    unseen: Mapping[str, UnseenNumber] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    archived: Mapping[str, ArchiveMark] = field(default_factory=dict)
    answers: tuple[Entry, ...] = ()
