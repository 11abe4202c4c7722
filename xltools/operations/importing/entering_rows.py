"""How do the rows of an export get into a register? Read, placed, judged, and entered in one refresh. (FA-1, FR-10)

New cases for a register that went on at a year's end go into the next one; answers stay where they are brought.

Invariant: nothing is entered twice, however often the same rows come; what is not entered is handed back with reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xltools.errors import DefinitionError, UnsafeWorkbookError
from xltools.language.speaking import speaking
from xltools.model.register import Register, SheetTable
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.files.replacing import real_path
from xltools.operations.importing.destinations import destination_of, heads_of_exports
from xltools.operations.importing.export import Export, RawExport
from xltools.operations.importing.export_reading import export_of
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.judging import judged, known_keys
from xltools.operations.importing.mapping import (
    CHANNEL,
    ColumnPlan,
    column_plan,
    refuse_without_description,
)
from xltools.operations.importing.next_register import next_register
from xltools.operations.importing.typed_entries import typed_entries
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.passes.pass_order import HOLD_SECONDS, PassOrder
from xltools.operations.passes.refresh import RefreshResult, check, refresh
from xltools.operations.workspace_file import FILE_NAME, IMPORTS
from xltools.reports.returned_rows import ReturnedRow
from xltools.rules.added_rows import first_free_row
from xltools.workbook.cell_rows import MAXIMUM_ROWS
from xltools.workbook.reading import read_register


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """One export on its way into a register.

    Attributes:
        name: The name of the file that the rows came in at first.
        raws: Its sheets.
        settings: What ``xltools.toml`` says of such files, if anything.
        channel: The channel that the rows came by; "" where the settings or the file tell it.
        dry_run: Judge only.
        hold_seconds: How long the register's lock is kept after a write.
        passed: Registers that the rows were brought for and that went on in another one.
        known: Keys of the rows that one of these entered.
    """

    name: str
    raws: Sequence[RawExport]
    settings: ImportSettings | None = None
    channel: str = ""
    dry_run: bool = False
    hold_seconds: float = HOLD_SECONDS
    passed: frozenset[Path] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows.

    Attributes:
        register: Where they belong; the register in which the one that was named went on, if it did.
        export: The file, taken apart.
        plan: How it was read.
        entered: How many rows became cases or answers, or would.
        known: How many were entered before.
        returned: Rows that were not entered, with reasons.
        received_now: Whether the moment of the import stands for the time of receipt, which the file does not have.
        of_answers: Whether the rows are customers' answers to a survey.
        result: The refresh that entered them; None where there was nothing to enter.
    """

    register: Path
    export: Export
    plan: ColumnPlan
    entered: int
    known: int
    returned: tuple[ReturnedRow, ...]
    received_now: bool
    of_answers: bool = False
    result: RefreshResult | None = None


def enter_export(path: Path, order: ExportOrder, now: datetime) -> Imported:
    """Enter the rows of an export that are new and understood below the last ones of their sheet.

    Args:
        path: The register.
        order: The export.
        now: The moment of the import.

    Raises:
        UnusableExportError: The file does not say enough, or too much.
        DefinitionError: The settings name what the register does not have.
        XltoolsError: The register cannot be worked on now; nothing was entered.
    """
    real = real_path(path)
    if not order.dry_run:
        refuse_if_open(real)  # before anything is judged: a register may be open all day
    with no_bare_system_error(real):
        opened = opened_register(real, PassOrder())
        register = read_register(opened.package, now.replace(tzinfo=None), opened.definition)
    with speaking(register.definition.language):
        return _into(path, real, register, order, now)


def _into(path: Path, real: Path, register: Register, order: ExportOrder, now: datetime) -> Imported:
    export = export_of(order.raws, order.name, *heads_of_exports(register.definition, order.settings))
    destination = destination_of(export, register, order.settings)
    table = register.tables[destination.key]
    plan = column_plan(export, table, order.settings, order.channel, destination.heads)
    if not destination.of_answers:
        refuse_without_description(export, plan, register.definition, path.name)
    _refuse_unknown_words(register, table, plan, order)
    typed = typed_entries(export, plan, table, now.date(), register.definition.date_order)
    following = None if destination.of_answers else next_register(real, register, now)
    if following is not None and following not in order.passed:
        known = order.known | known_keys(real, typed, destination, now)
        return enter_export(following, replace(order, passed=order.passed | {real}, known=known), now)
    _refuse_too_many(table, len(export.rows))
    new = [each for each in typed if each.entry.key not in order.known]
    rows = judged(real, new, plan, destination, now)
    result = None
    if rows.accepted:
        entering = destination.order(rows.accepted, order.hold_seconds)
        result = (check if order.dry_run else refresh)(real, now, order=entering)
    entered = len(result.entered) if result is not None else 0
    late = len(rows.accepted) - entered  # somebody else may have entered them in between
    before = len(typed) - len(new) + rows.known + late
    moment = destination.moment
    received_now = entered > 0 and moment in table.columns and moment not in {*plan.fields, *plan.defaults}
    of_answers = destination.of_answers
    return Imported(path, export, plan, entered, before, rows.returned, received_now, of_answers, result)


def _refuse_unknown_words(register: Register, table: SheetTable, plan: ColumnPlan, order: ExportOrder) -> None:
    """A default that the register's list does not have would spoil every row."""
    fields, policy = table.definition.by_name, register.policy
    for name, said in plan.defaults.items():
        field = fields[name]
        allowed = policy.lists.get(field.choices or "", ())
        if allowed and said not in allowed:
            source = "--channel" if name == CHANNEL and order.channel else f"{FILE_NAME} {IMPORTS}"
            raise DefinitionError(source, field.header, f"{said} is not in the list; there are: {', '.join(allowed)}")


def _refuse_too_many(table: SheetTable, rows: int) -> None:
    if first_free_row(table) + rows > MAXIMUM_ROWS:
        raise UnsafeWorkbookError(
            f"the register would have more than {MAXIMUM_ROWS:,} rows", "Start a new one, for instance by year."
        )
