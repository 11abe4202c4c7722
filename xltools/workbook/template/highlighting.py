"""Which cells light up by themselves? Faults, overdue and urgent cases, closed ones; as plain expression rules.

Invariant: colour repeats what a cell of the row says in words, so nothing is lost in print or for the colour-blind. The
earlier a rule, the more it matters.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.field import Owner
from xltools.model.overdue_mark import Mark
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.model.sheet_keys import TIMERS_SHEET
from xltools.workbook.layout import HEAD_ROW
from xltools.workbook.template import palette as looks
from xltools.workbook.template.template_grid import column_range, data_range, row_cell
from xltools.workbook.template.template_styles import TemplateStyles

_MARKED_FIELDS = ("overdue_mark", "next_due", "remaining")


class Highlight(NamedTuple):
    """A conditional format: where, when (for the first row; Excel moves it along), and how it looks."""

    ranges: tuple[str, ...]
    formula: str
    look: dict[str, Any]


def highlights(definition: RegisterDefinition, sheet: SheetDefinition) -> tuple[Highlight, ...]:
    """The rules of a sheet; one sleeps where its fields are absent."""
    everywhere = (data_range(sheet),)
    rules = list(_faults(sheet, everywhere))
    closed = _closed(definition, sheet)
    if closed:
        rules.append(Highlight(everywhere, f"={closed}", looks.CLOSED))
    rules += _marks(sheet)
    rules += _missed(definition, sheet)
    if "priority" in sheet.by_name and sheet is definition.register_sheet and definition.urgent:
        urgent = _one_of(row_cell(sheet, "priority"), definition.urgent)
        rules.append(Highlight((column_range(sheet, "priority"),), f"={urgent}", looks.URGENT))
    return tuple(rules)


def add_highlights(
    worksheet: Worksheet, styles: TemplateStyles, definition: RegisterDefinition, sheet: SheetDefinition
) -> None:
    """Write a sheet's rules."""
    for ranges, formula, look in highlights(definition, sheet):
        options = {"type": "formula", "criteria": formula, "format": styles.rule(look)}
        if len(ranges) > 1:
            options["multi_range"] = " ".join(ranges)
        worksheet.conditional_format(ranges[0], options)


def _faults(sheet: SheetDefinition, everywhere: tuple[str, ...]) -> Iterator[Highlight]:
    """A cell is faulty when its row's check remark names its head between marks."""
    if "check_remark" in sheet.by_name:
        remark = row_cell(sheet, "check_remark")
        opening, closing = text("findings.marks.opening").strip(), text("findings.marks.closing").strip()
        named = f'FIND("{opening}"&A${HEAD_ROW}&"{closing}",{remark})'
        yield Highlight(everywhere, f"=ISNUMBER({named})", looks.FAULTY)


def _marks(sheet: SheetDefinition) -> Iterator[Highlight]:
    if "overdue_mark" not in sheet.by_name:
        return
    mark = row_cell(sheet, "overdue_mark")
    ranges = tuple(column_range(sheet, name) for name in _MARKED_FIELDS if name in sheet.by_name)
    yield Highlight(ranges, f"={_begins(mark, Mark.OVERDUE.said)}", looks.OVERDUE)
    yield Highlight(ranges, f"={_begins(mark, Mark.DUE_SOON.said)}", looks.DUE_SOON)


def _missed(definition: RegisterDefinition, sheet: SheetDefinition) -> Iterator[Highlight]:
    """A due time lights up when it is past and what it is the limit of has not happened.

    Which column is the limit of which comes from the default rows of sheet 时限.
    """
    timers = definition.sheet(TIMERS_SHEET)
    if timers is None or sheet is not definition.register_sheet:
        return
    names = {field.header: field.name for field in sheet.fields}
    ends = {row["due_at"]: row.get("ends_at") for row in timers.rows if row.get("due_at") in names}
    for due_head, end_head in ends.items():
        due = names[str(due_head)]
        if sheet.by_name[due].owner is not Owner.TOOL or end_head not in names:
            continue
        cell, done = row_cell(sheet, due), row_cell(sheet, names[str(end_head)])
        closed = _closed(definition, sheet)
        conditions = [f"ISNUMBER({cell})", f"{cell}<NOW()", f'{done}=""', *([f"NOT({closed})"] if closed else [])]
        if "overdue_mark" in sheet.by_name:
            conditions.append(f"NOT({_begins(row_cell(sheet, 'overdue_mark'), Mark.PAUSED.said)})")
        formula = f"=AND({','.join(conditions)})"
        yield Highlight((column_range(sheet, due),), formula, looks.OVERDUE)


def _closed(definition: RegisterDefinition, sheet: SheetDefinition) -> str:
    """Whether the row's case is closed; "" where the sheet or the register knows no states."""
    known = "state" in sheet.by_name and definition.closed_states
    return _one_of(row_cell(sheet, "state"), definition.closed_states) if known else ""


def _one_of(cell: str, values: tuple[str, ...]) -> str:
    """An array constant would be shorter, but conditional formats refuse it."""
    tests = [f'{cell}="{value}"' for value in values]
    return f"OR({','.join(tests)})"


def _begins(cell: str, word: str) -> str:
    return f'LEFT({cell},{len(word)})="{word}"'
