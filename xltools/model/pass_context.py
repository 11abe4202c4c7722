"""What does a pass know beyond the workbook? The clock, the numbers given so far, the files at hand.

Invariant: rules get everything they need from here and from the register; they look at nothing themselves.
"""

from dataclasses import dataclass, field
from datetime import datetime

from xltools.model.case_memory import CaseMemory
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.proposed_measure import ProposedMeasure


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
    """

    now: datetime
    register_id: str
    issued: IssuedNumbers
    attachments: frozenset[str] = frozenset()
    memory: CaseMemory = field(default_factory=CaseMemory)
    measures: tuple[ProposedMeasure, ...] = ()
