"""What does a register hold, and what should it hold? Read and decided under one roof, for every verb; writes nothing.

Invariant: a pass sees one snapshot of the workbook and one moment, whatever happens to the file meanwhile.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xltools.language.speaking import speaking
from xltools.model.cell_edit import CellEdits
from xltools.model.finding import Finding, FindingCode
from xltools.model.generated_page import GeneratedPage
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.pass_context import PassContext, UnseenNumber
from xltools.model.register import Register
from xltools.operations.files.replacing import real_path
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.local_moment import local_moment
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.operations.passes.number_ledger import NumberLedger, Renaming, issued_for
from xltools.operations.passes.opening import (
    Opened,
    numbers_at,
    numbers_never_met,
    numbers_of,
    opened_register,
    register_at,
)
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.unseen_numbers import Unseen, unseen_numbers
from xltools.operations.progress import Stages, untold
from xltools.operations.rolling_over.late_numbers import late_renaming
from xltools.operations.rolling_over.unfinished import refuse_unfinished
from xltools.operations.workspace import Workspace, attachments_beside, workspace_of
from xltools.operations.workspace_zone import in_zone
from xltools.rules.difference import difference
from xltools.rules.next_event import next_event
from xltools.rules.number_following import unread
from xltools.rules.pipeline import Decision, decide
from xltools.workbook.generated.page_survey import Obstacle, blocked_pages, pages_to_write
from xltools.workbook.reading import read_register

PAGE_FINDINGS = {
    Obstacle.OCCUPIED: FindingCode.PAGE_OCCUPIED,
    Obstacle.OBJECTS: FindingCode.PAGE_WITH_OBJECTS,
    Obstacle.LOCKED: FindingCode.PAGE_LOCKED_OUT,
}
TOLD_BY_THE_CLOCK = frozenset({"remaining"})  # fields whose cells change merely because time goes on


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass read and decided.

    Attributes:
        opened: The workbook.
        register: What it holds.
        context: What was known beside it.
        decision: What it should hold.
        edits: The difference.
        pages: Sheets to be written anew.
        renaming: Under which name its numbers are remembered from now on, where that changes.
        unseen: Numbers that stand in nothing that somebody else saved, as they were remembered.
    """

    opened: Opened
    register: Register
    context: PassContext
    decision: Decision
    edits: CellEdits
    pages: tuple[GeneratedPage, ...]
    renaming: Renaming | None
    unseen: Unseen

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.edits or self.pages)

    @property
    def matters(self) -> bool:
        """Whether more is to be written or remembered than how much time is left."""
        if self.decision.memory or self.decision.issued or self.renaming is not None:
            return True
        names = self.register.fields_by_place()
        fields = (names.get((column.sheet, column.column)) for column in self.edits.columns if column.rows)
        return any(field is None or field.name not in TOLD_BY_THE_CLOCK for field in fields)

    def next_event(self) -> datetime | None:
        """When time alone next changes what is said of its cases, as far as limits tell."""
        return next_event(self.decision.standings, self.register.policy, self.context.now)

    def new_numbers(self) -> frozenset[str]:
        """The numbers that this pass gives."""
        given = self.context.issued.by_number
        return frozenset(record.number for record in self.decision.issued if record.number not in given)

    def still_unseen(self, left: str = "") -> Unseen:
        """The numbers that stand in no version that somebody else saved, with their rows now.

        Those of entries have no row before they are written: what stands there by then may be a clerk's.

        Args:
            left: Checksum of what this pass wrote; "" where it wrote nothing.
        """
        ours, given = self.opened.snapshot.sha256 == self.unseen.left, self.new_numbers()
        if ours and not given and not left:
            return self.unseen
        typed, before = set(numbers_of(self.register)), self.unseen.numbers
        if not ours:
            before = unread(before, typed)
        new = given - typed - (set() if left else set(self.decision.entered.values()))
        if not new and not before:
            return Unseen(left=left or self.unseen.left)
        cases = self.decision.cases
        rows = dict(zip(cases.numbers, cases.table.rows, strict=True))
        written = bool(left)
        numbers = {n: UnseenNumber(rows.get(n, each.row), each.written or written) for n, each in before.items()}
        numbers |= {number: UnseenNumber(rows[number], written) for number in new}
        return Unseen(numbers, left or self.unseen.left)

    def rows_without_their_number(self) -> frozenset[int]:
        """Sheet rows of the cases whose number does not stand in its cell."""
        typed, cases = self.register.cases.values[self.register.definition.numbering.field], self.decision.cases
        rows = zip(cases.table.rows, cases.numbers, typed, strict=False)  # entries have no row yet
        return frozenset(row for row, number, cell in rows if number is not None and number != cell)

    def case_rows(self) -> dict[str, dict[int, str]]:
        """Which case stands in the rows that are written, by tab and row: rows move, and the journal tells whose."""
        cases = self.decision.cases
        tables = [(cases.table.title, zip(cases.table.rows, cases.numbers, strict=True))]
        for table in self.register.tables.values():
            column = table.values.get("case_number", table.values.get("number"))
            if column is not None and table.definition is not self.register.definition.register_sheet:
                tables.append((table.title, zip(table.rows, column, strict=True)))  # type: ignore[arg-type]
        written: dict[str, set[int]] = {}
        for edits in self.edits.columns:
            written.setdefault(edits.sheet, set()).update(edits.rows)
        return {
            title: found
            for title, rows in tables
            if (found := {row: number for row, number in rows if number and row in written.get(title, ())})
        }


def read_and_decide(path: Path, now: datetime, progress: Stages = untold, order: PassOrder | None = None) -> Pass:
    """Read a register and decide about it.

    Args:
        path: The register; links are followed.
        now: The moment of the pass: aware, taken to the register's zone; or naive local time.
        progress: Told the stage that begins.
        order: What is asked for beyond that.

    Raises:
        XltoolsError: The workbook cannot be read, or is no register.
    """
    real, order = real_path(path), order or PassOrder()
    with no_bare_system_error(real), without_garbage_collection():
        return decided(opened_register(real, order), workspace_of(real), now, progress, order)


def decided(
    opened: Opened,
    workspace: Workspace,
    now: datetime,
    progress: Stages = untold,
    order: PassOrder | None = None,
) -> Pass:
    """Decide about a register that was opened; errors as for `read_and_decide`."""
    with speaking(opened.definition.language):
        return _decided(opened, workspace, now, progress, order or PassOrder())


def _decided(opened: Opened, workspace: Workspace, now: datetime, progress: Stages, order: PassOrder) -> Pass:
    progress("reading")
    path, scheme = opened.snapshot.path, opened.definition.numbering
    with ThreadPoolExecutor(max_workers=1) as background:  # the reader lets other threads run while it parses
        remembering = background.submit(NumberLedger(workspace, scheme).read)
        recalling = background.submit(CaseMemoryFile(workspace, scheme).read)
        register = read_register(opened.package, now.replace(tzinfo=None), opened.definition)
    progress("checking")
    register_id = workspace.register_id(path)
    issued, renaming = _issued(opened, workspace, register, remembering.result(), now)
    files = attachments_beside(path, register.policy.settings.get("attachments_folder", ""))
    name = renaming.old if renaming is not None and not workspace.holds(renaming.old) else register_id
    unseen = unseen_numbers(workspace, name)
    met = {record.register for record in issued.by_number.values()}
    first = register_id not in met and None in register.cases.values[scheme.field]
    elsewhere = numbers_never_met(workspace, met | {register_id}, opened.definition, now) if first else frozenset()
    entries, answers = order.entries, order.answers
    if entries or answers:
        known, numbers = EntryMemory(workspace, register_id, name), numbers_of(register)
        entries = known.new(entries, numbers, opened.snapshot.sha256, issued)
        answers = known.new(answers, numbers, opened.snapshot.sha256, issued)
    zone = register.policy.settings.get("time_zone", "")
    context = PassContext(
        local_moment(in_zone(now, zone) if zone else now),
        register_id,
        issued,
        files,
        recalling.result(),
        order.measures,
        entries,
        unseen.numbers,
        elsewhere,
        order.archived,
        answers,
    )
    decision = decide(register, context)
    decision = replace(decision, findings=(*decision.findings, *_blocked(opened, decision)))
    pages = pages_to_write(opened.package, decision.pages)
    return Pass(opened, register, context, decision, difference(register, decision), pages, renaming, unseen)


def _issued(
    opened: Opened, workspace: Workspace, register: Register, records: Mapping[str, IssuedNumber], now: datetime
) -> tuple[IssuedNumbers, Renaming | None]:
    """The numbers given so far as they concern the register, and the renaming to be remembered, if there is one."""
    path, definition = opened.snapshot.path, opened.definition
    register_id = workspace.register_id(path)
    if all(record.register != register_id for record in records.values()):
        refuse_unfinished(register, path, lambda other: register_at(other, now))
    issued, renaming = issued_for(
        NumberLedger(workspace, definition.numbering),
        register_id,
        numbers_of(register),
        len(register.cases.rows),
        records,
        lambda other: numbers_at(workspace.root / other, definition, now),
    )
    late = late_renaming(register, path, workspace, issued, lambda other: numbers_at(other, definition, now))
    if renaming is None and late is not None:
        return IssuedNumbers(definition.numbering, late.applied(records)), late
    return issued, renaming


def _blocked(opened: Opened, decision: Decision) -> list[Finding]:
    """The sheets that cannot be written anew."""
    return [
        Finding(PAGE_FINDINGS[each.obstacle], each.title, 0, 0, "", "", {"value": each.title})
        for each in blocked_pages(opened.package, decision.pages)
    ]
