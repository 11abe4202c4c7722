"""What is remembered of the cases that go on? Their numbers, where they stand, and which exports brought them.

Invariant: what is remembered by number follows by itself; a number belongs to the register in which its case stands.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple

from xltools.model.issued_numbers import IssuedNumber
from xltools.operations.passes.number_ledger import NumberLedger, Renaming
from xltools.operations.passes.unseen_numbers import Unseen, keep_unseen, unseen_numbers
from xltools.operations.rolling_over.parting import Parting
from xltools.operations.workspace import Workspace
from xltools.workbook.reshaping.row_shift import RowShift


class Registers(NamedTuple):
    """The names under which the two are remembered."""

    old: str
    new: str


class Checksums(NamedTuple):
    """SHA-256 of what stands under the two names."""

    old: str
    new: str


def carry_unseen(
    workspace: Workspace, registers: Registers, parting: Parting, title: str, checksums: Checksums
) -> None:
    """Let the numbers that nobody has saved yet be looked for where their cases stand now.

    Args:
        workspace: Where it is remembered.
        registers: The two.
        parting: Which rows went where.
        title: The tab of the register sheet.
        checksums: Of what was left there.

    Raises:
        LedgerError, ReadOnlyWorkbookError: The lists cannot be read or written.
    """
    unseen = unseen_numbers(workspace, registers.old)
    for register, sha256, numbers, gone in (
        (registers.new, checksums.new, unseen.numbers.keys() & parting.numbers, parting.staying),
        (registers.old, checksums.old, unseen.numbers.keys() - parting.numbers, parting.moving),
    ):
        shift = RowShift.removing(gone.get(title, ()))
        known = {number: unseen.numbers[number] for number in sorted(numbers)}
        moved = {number: each._replace(row=shift.nearest(each.row)) for number, each in known.items()}
        keep_unseen(workspace, register, Unseen(moved, sha256))


def carry_numbers(
    ledger: NumberLedger, registers: Registers, numbers: Set[str], records: Mapping[str, IssuedNumber]
) -> frozenset[str]:
    """Let the numbers of the cases that went on belong to the next register; gives those that did not yet.

    Args:
        ledger: The workspace's memory of numbers.
        registers: The two.
        numbers: Those of the cases that went on.
        records: What the ledger remembers.

    Raises:
        LedgerError: It cannot be written.
    """
    owned = {number for number, record in records.items() if record.register == registers.old}
    carried = frozenset(owned & numbers)
    if carried:
        ledger.rename(Renaming(registers.old, registers.new, tuple(sorted(owned - carried))))
    return carried
