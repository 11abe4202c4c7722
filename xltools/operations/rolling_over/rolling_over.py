"""How does a year end? The next register is made from the old one's bytes, then the open cases are cut from that.

Invariant: at every moment each case stands in the old register, or in the next one, or for the moment between the two
writes in both; then nothing but the same command touches the next one. A crash leaves what that command completes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from xltools.errors import RolloverError, XltoolsError
from xltools.language.speaking import speaking
from xltools.model.case_view import CaseView
from xltools.model.register import Register
from xltools.operations.files.replacing import (
    read_snapshot,
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.journaling.journal import Journal, NoteKind, standing_checksum
from xltools.operations.journaling.journal_reading import Wanted, journal_entries
from xltools.operations.passes.attending import attend
from xltools.operations.passes.deciding import Pass, decided
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.progress import Stages, untold
from xltools.operations.rolling_over.carried_memory import Checksums, Registers, carry_numbers, carry_unseen
from xltools.operations.rolling_over.next_file import begin, begun, refuse_if_changed_since, withdraw
from xltools.operations.rolling_over.next_name import next_path, next_year
from xltools.operations.rolling_over.parting import Parting, parted
from xltools.operations.rolling_over.two_workbooks import (
    Names,
    next_workbook,
    page_title,
    remaining_workbook,
    told_to_go_on,
)
from xltools.operations.workspace import Workspace, workspace_of
from xltools.rules.rolled_over import SUCCESSOR, pointer
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register


@dataclass(frozen=True, slots=True)
class RolloverOrder:
    """What is asked for.

    Attributes:
        year: The year that the next register is for; None for the one that the clock tells.
        name: Its file name; "" for the old one's with that year.
        dry_run: Write nothing at all.
        hold_seconds: How long the lock is kept after the replacement.
    """

    year: int | None = None
    name: str = ""
    dry_run: bool = False
    hold_seconds: float = HOLD_SECONDS


class RolledOver(NamedTuple):
    """What was done, or would be.

    Attributes:
        old: The register.
        new: The next one.
        parting: Which rows went where.
        page: Whether the old register lists what went on.
        resumed: Whether an earlier run had begun it.
        written: Whether the workbooks were changed.
        page_title: What the page that lists them is called.
        later: What a refresh has still to write, because somebody opened the file meanwhile; a sentence for each.
    """

    old: Path
    new: Path
    parting: Parting
    page: bool
    resumed: bool
    written: bool
    page_title: str
    later: tuple[str, ...] = ()


def roll_over(path: Path, now: datetime, order: RolloverOrder | None = None, progress: Stages = untold) -> RolledOver:
    """Begin the next register with the open cases of this one.

    Args:
        path: The register; links are followed.
        now: The moment.
        order: What the next one is called, and whether to write.
        progress: Told the stage that begins.

    Raises:
        RolloverError: It went on already, keeps no states, or another file has the next one's name.
        PatchRefusedError: Something in the workbook counts on rows that would go.
        XltoolsError: The file cannot be read, is open elsewhere or read-only. In all cases the register holds all its
            cases, and no other one was begun.
    """
    real, asked = real_path(path), order or RolloverOrder()
    with no_bare_system_error(real), without_garbage_collection():
        workspace, opened = workspace_of(real), opened_register(real, PassOrder())
        with speaking(opened.definition.language):
            if asked.dry_run:
                return _Rollover(workspace, decided(opened, workspace, now, progress), asked).told()
            refuse_if_not_replaceable(real)
            refresh(real, now, progress, PassOrder(hold_seconds=0))  # what is not numbered yet is numbered here
            with NumberLedger(workspace, opened.definition.numbering).held(real):
                Journal(workspace).settle(partial(standing_checksum, workspace), now.replace(tzinfo=None))
                done = decided(opened_register(real, PassOrder()), workspace, now, progress)
                result = _Rollover(workspace, done, asked).written(progress)
    attended = [attend(each, now, Cause.ASKED, hold_seconds=0) for each in (result.new, result.old)]
    return result._replace(later=tuple(each.sentence for each in attended if each.sentence))


class _Rollover:
    """One register and its next one."""

    def __init__(self, workspace: Workspace, done: Pass, order: RolloverOrder) -> None:
        """Find out what is to be done.

        Raises:
            RolloverError: Nothing tells closed cases from open ones, or the next one cannot have its name.
        """
        self._workspace, self._done, self._order = workspace, done, order
        self._old = done.opened.snapshot.path
        if not done.register.definition.closed_states:
            raise RolloverError(f"{self._old.name} keeps no states, so nothing tells which of its cases are open.")
        self._successor = pointer(done.register, SUCCESSOR)
        year = order.year or next_year(done.context.now)
        self._new = next_path(self._old, year, Path(self._successor).name or order.name)
        self._names = Names(self._old.name, self._new.name)
        self._registers = Registers(done.context.register_id, workspace.register_id(self._new))
        self._parting = parted(done.register, done.decision.cases)

    def told(self) -> RolledOver:
        """What would be done."""
        if self._successor:
            raise self._already()
        standing = begun(self._new, self._old.name, self._read)
        _, _, page = self._workbooks(standing)
        return RolledOver(self._old, self._new, self._parting, page, standing is not None, False, page_title())

    def written(self, progress: Stages) -> RolledOver:
        """Write both workbooks, and what is remembered of them."""
        if self._successor:
            return self._completed()
        standing = begun(self._new, self._old.name, self._read)
        progress("parting")
        new, old, page = self._workbooks(standing)
        progress("writing")
        snapshot = self._done.opened.snapshot
        refuse_if_not_replaceable(self._old)
        refuse_if_changed(snapshot)
        if standing is None:
            begin(self._new, new, self._old)
        try:
            self._cut(old)
        except XltoolsError:
            if standing is None:
                withdraw(self._new, new)
            raise
        self._remember(old)
        return RolledOver(self._old, self._new, self._parting, page, standing is not None, True, page_title())

    def _workbooks(self, standing: Register | None) -> tuple[bytes, bytes, bool]:
        """The next register, what is left of the old one, and whether that tells on page 结转 what went on."""
        package, register, now = self._done.opened.package, self._done.register, self._done.context.now
        new = next_workbook(package, register, self._parting, self._names)
        if standing is not None:
            refuse_if_changed_since(self._read(new), standing, register, self._parting, self._new.name)
        old, page = remaining_workbook(package, register, self._parting, self._names, now)
        return new, old, page

    def _cut(self, data: bytes) -> None:
        """Replace the old register; before that, exports that it entered are known to the next one, come what may."""
        done, backups = self._done, self._workspace.backups / self._registers.old
        snapshot, now = done.opened.snapshot, done.context.now
        EntryMemory(self._workspace, self._registers.old).hand_over(
            self._registers.new, self._numbers(), snapshot.sha256, done.context.issued, now
        )
        replace_workbook(snapshot, data, now, backups=backups, hold_seconds=self._order.hold_seconds)

    def _remember(self, old: bytes) -> None:
        parting, title = self._parting, self._done.register.cases.title
        checksums = Checksums(hashlib.sha256(old).hexdigest(), read_snapshot(self._new).sha256)
        carry_unseen(self._workspace, self._registers, parting, title, checksums)
        ledger = NumberLedger(self._workspace, self._done.opened.definition.numbering)
        carry_numbers(ledger, self._registers, parting.numbers, ledger.read())
        self._tell(parting)

    def _tell(self, parting: Parting) -> None:
        cases = sorted(parting.numbers, key=self._done.context.issued.scheme.sort_key)
        facts = {"to": self._registers.new, "went_on": len(parting.cases), "left": parting.left, "cases": cases}
        Journal(self._workspace).note(NoteKind.ROLLED_OVER, self._registers.old, self._done.context.now, **facts)

    def _completed(self) -> RolledOver:
        """Both workbooks stand, and the refresh before saw to the numbers; a crash may have kept the journal silent.

        Raises:
            RolloverError: Nothing is left to be done.
        """
        standing = begun(self._new, self._old.name, self._read)
        if standing is None or self._is_told():
            raise self._already()
        cases = standing.cases
        numbers = cast("Sequence[str | None]", cases.values[standing.definition.numbering.field])
        listed = told_to_go_on(self._done.opened.package) & set(numbers)
        carried = listed or set(numbers) - set(self._numbers())
        there = parted(standing, CaseView(cases, numbers, cases.values))
        went_on = tuple(case for case in there.cases if case.number in carried)
        parting = Parting(went_on, self._parting.left + len(self._parting.cases), there.moving, there.staying)
        self._tell(parting)
        return RolledOver(self._old, self._new, parting, True, True, True, page_title())

    def _is_told(self) -> bool:
        """Whether the journal knows that this one went on there."""
        entries = journal_entries(self._workspace, Wanted(self._registers.old.__eq__))
        notes = (each for each in entries if each.kind == NoteKind.ROLLED_OVER)
        return any(each.facts().get("to") == self._registers.new for each in notes)

    def _already(self) -> RolloverError:
        return RolloverError(
            f"{self._old.name} went on in {self._successor} already. New cases belong there; what is entered here all "
            "the same stays here, and each refresh tells it."
        )

    def _numbers(self) -> list[str]:
        """The numbers that stand in the old register."""
        return [number for number in self._done.decision.cases.numbers if number is not None]

    def _read(self, data: bytes) -> Register:
        return read_register(open_package(data), self._done.context.now, self._done.opened.definition)
