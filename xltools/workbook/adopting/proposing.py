"""How would a team's own workbook become a register? Its table found, its columns matched, its numbers continued.

Invariant: only looks; the same workbook gives the same proposal.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from xltools.errors import AdoptionError
from xltools.language.speaking import DEFAULT_LANGUAGE, speaking
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldKind, Owner
from xltools.model.register_definition import DateOrder
from xltools.workbook.adopting.column_evidence import ColumnEvidence
from xltools.workbook.adopting.column_matching import Match, is_reckoned, match_columns
from xltools.workbook.adopting.date_styles import proven_order
from xltools.workbook.adopting.field_patterns import kind_of, list_values, own_kind
from xltools.workbook.adopting.head_words import is_declarable, meanings, names_people
from xltools.workbook.adopting.number_patterns import NEW_PATTERN, NumberingProposal, number_pattern
from xltools.workbook.adopting.own_parts import made_anew, own_columns, own_tabs
from xltools.workbook.adopting.proposal import NUMBER, RECEIVED, Additions, ColumnProposal, Proposal, column_of
from xltools.workbook.adopting.questions import Seen, questions
from xltools.workbook.adopting.required_columns import required_fields
from xltools.workbook.adopting.sheet_choice import choose_sheet
from xltools.workbook.adopting.table_finding import FoundTable
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.heads import WrittenHead, plain_head, written_heads
from xltools.workbook.packaging.package import Package
from xltools.workbook.typed_values import moment_of

_HAN = re.compile(r"[\u3400-\u9fff]")


def propose(package: Package, name: str, sheet: str | None = None) -> Proposal:
    """See what is in a workbook.

    Args:
        package: The workbook, which is no register yet.
        name: What its definition is to be called: small letters, digits and underscores.
        sheet: The tab with the cases; by default the one whose heads are known best.

    Raises:
        AdoptionError: There is no table of cases, or none of its columns can be taken.
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    chosen = choose_sheet(package, WorkbookCells(package), sheet)
    table = chosen.table
    language = "zh-CN" if any(_HAN.search(head.alone) for head in table.heads) else "en"
    titles = tuple(each.name for each in package.sheets)
    with speaking(language):
        used = _used_rows(table)
        columns, matches = _columns(table, used.rows)
        if not used.rows or not any(column.field for column in columns):
            raise AdoptionError(
                f"sheet {table.look.cells.title}: no column can be taken; all of them hold formulas, or have heads "
                "that stand there twice or are too long. Rename these, or name another sheet with --sheet."
            )
        numbering = _numbering(table, columns)._replace(ahead=used.ahead)
        styles = [column.evidence.styles for column in columns]
        order, is_open = proven_order(styles, DateOrder.YEAR_FIRST, usual=language == DEFAULT_LANGUAGE)
        added = own_columns(language, {column.field for column in columns}, _row_heads(table))
        tabs = own_tabs(language, titles, table.look.cells.title)
        seen = Seen(language, table, columns, matches, numbering, is_open, added, tabs)
        return Proposal(
            name=name,
            title=table.caption or table.look.cells.title,
            language=language,
            date_order=order,
            sheet=table.look.cells.title,
            head_row=table.head_row,
            head_rows=table.head_rows,
            first_row=table.head_row + 1,
            last_row=used.rows[-1],
            cases=len(used.rows),
            footer=table.end.footer,
            columns=columns,
            numbering=numbering,
            additions=Additions(
                tuple(column.head for column in added), (*made_anew(), *(tab.title for tab in tabs[1:]))
            ),
            questions=questions(seen),
            passed_over=chosen.passed_over,
            taken_titles=titles,
            row_heads=_row_heads(table),
        )


def _row_heads(table: FoundTable) -> tuple[str, ...]:
    return (*(head.alone for head in table.heads if head.alone), *table.beside)


class _UsedRows(NamedTuple):
    """The rows of cases, and how many others hold nothing but a number."""

    rows: list[int]
    ahead: int


def _used_rows(table: FoundTable) -> _UsedRows:
    filled = _filled_rows(table, frozenset())
    matches = match_columns(table.heads, _evidence(table, filled))
    numbers = frozenset(column for column, match in matches.items() if match.field == NUMBER)
    rows = _filled_rows(table, numbers)
    return _UsedRows(rows, len(filled) - len(rows)) if rows else _UsedRows(filled, 0)


def _columns(table: FoundTable, rows: Sequence[int]) -> tuple[tuple[ColumnProposal, ...], Mapping[int, Match]]:
    evidence = _evidence(table, rows)
    matches = match_columns(table.heads, evidence)
    counts = Counter([*(plain_head(head.qualified) for head in table.heads), *map(plain_head, table.beside)])
    before = written_heads(table.look.cells.rows, table.head_row, table.head_rows)[: table.left - 1]
    seen = {plain_head(head.qualified) for head in before}  # the reader would find these first
    columns = []
    for number, each in evidence.items():
        head = table.heads[number - 1]
        if not head.alone:
            continue
        first = plain_head(head.qualified) not in seen
        seen.add(plain_head(head.qualified))
        declared = _is_declared(table, head, counts, matches[number], first=first) and not is_reckoned(each)
        columns.append(_column(table, number, each, matches[number], declared=declared))
    required = required_fields(tuple(columns))
    return tuple(replace(column, required=column.field in required) for column in columns), matches


def _is_declared(table: FoundTable, head: WrittenHead, counts: Mapping[str, int], match: Match, *, first: bool) -> bool:
    """A head that stands there twice is declared only where the first of them is a known field."""
    written = declared_head(table, head)
    if not is_declarable(written):
        return False
    return counts[plain_head(head.qualified)] == 1 or (first and bool(match.field))


def _column(
    table: FoundTable, number: int, evidence: ColumnEvidence, match: Match, *, declared: bool
) -> ColumnProposal:
    head = table.heads[number - 1]
    people = names_people(head)
    field = match.field or f"own_{number:02d}"
    kind = kind_of(field, evidence) if match.field else own_kind(evidence, people)
    values = list_values(evidence, known=bool(match.field)) if kind is FieldKind.CHOICE else ()
    with speaking("en"):
        why = match.why() if declared else "formulas" if is_reckoned(evidence) else "a head that cannot be told apart"
    return ColumnProposal(
        column=number,
        letter=column_letters(number),
        head=declared_head(table, head),
        field=field if declared else "",
        kind=kind,
        owner=Owner.TOOL if match.field == NUMBER else Owner.PERSON,
        required=False,
        list_values=values,
        evidence=evidence,
        confidence=match.sure if declared else 0.0,
        why=why,
    )


def declared_head(table: FoundTable, head: WrittenHead) -> str:
    """A head as the definition writes it: on one line, with its group where another column is called the same."""
    same = sum(plain_head(each.alone) == plain_head(head.alone) for each in table.heads)
    written = head.qualified if same > 1 else head.alone
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", " ".join(written.split()))


def _filled_rows(table: FoundTable, but: frozenset[int]) -> list[int]:
    """The rows that hold anything but formulas, these columns apart."""
    cells, between = table.look.cells, frozenset(table.end.between)
    span = [at for at in range(table.left, table.right + 1) if at not in but]
    return [
        row
        for row in range(table.head_row + 1, table.end.last_row + 1)
        if row not in between
        and any(cells.rows[row - 1][at - 1] != "" and (row, at) not in cells.formulas for at in span)
    ]


def _evidence(table: FoundTable, used: Sequence[int]) -> dict[int, ColumnEvidence]:
    """What stands in the columns, of these rows."""
    formulas = table.look.cells.formulas
    first, last, span = table.head_row + 1, table.end.last_row, range(table.left, table.right + 1)
    found = {}
    for at in span:
        cells: Sequence[ReadValue] = [table.look.cells.rows[row - 1][at - 1] for row in used]
        offered = next(
            (each.values for each in table.look.drop_downs if each.values and each.is_offered(at, first, last)), ()
        )
        reckoned = sum((row, at) in formulas for row in used)
        found[at] = ColumnEvidence(cells, reckoned, offered, table.look.widths.get(at, 0.0))
    return found


def _numbering(table: FoundTable, columns: tuple[ColumnProposal, ...]) -> NumberingProposal:
    numbers, received = column_of(columns, NUMBER), column_of(columns, RECEIVED)
    if numbers is None:
        reckoned = (
            column.head
            for column in columns
            if is_reckoned(column.evidence)
            and any(meaning.field == NUMBER for meaning in meanings(table.heads[column.column - 1]))
        )
        return NumberingProposal(NEW_PATTERN, False, reckoned=next(reckoned, ""))
    cells = numbers.evidence.cells
    days = list(map(_day, received.evidence.cells)) if received else [None] * len(cells)
    return number_pattern(cells, days)


def _day(cell: ReadValue) -> date | None:
    moment = moment_of(cell)
    return moment.date() if isinstance(moment, datetime) else None
