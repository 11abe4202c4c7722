"""How would a team's own workbook become a register? Its table found, its columns matched, its numbers continued.

Invariant: only looks; the same workbook gives the same proposal.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xltools.errors import AdoptionError
from xltools.language.speaking import speaking
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldKind, Owner
from xltools.model.register_definition import DateOrder
from xltools.workbook.adopting.column_evidence import ColumnEvidence
from xltools.workbook.adopting.column_matching import Match, is_reckoned, match_columns
from xltools.workbook.adopting.date_styles import proven_order
from xltools.workbook.adopting.field_patterns import kind_of, list_values, own_kind
from xltools.workbook.adopting.head_words import is_declarable, names_people
from xltools.workbook.adopting.number_patterns import NEW_PATTERN, NumberingProposal, number_pattern
from xltools.workbook.adopting.own_parts import made_anew, obstacles, own_columns, own_tabs
from xltools.workbook.adopting.proposal import NUMBER, RECEIVED, Additions, ColumnProposal, Proposal, column_of
from xltools.workbook.adopting.questions import Seen, questions
from xltools.workbook.adopting.sheet_choice import choose_sheet
from xltools.workbook.adopting.table_finding import FoundTable
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.heads import WrittenHead, plain_head, written_heads
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package
from xltools.workbook.typed_values import moment_of

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEARLY_ALWAYS = 0.98


def propose(package: Package, name: str, sheet: str | None = None) -> Proposal:
    """See what is in a workbook.

    Args:
        package: The workbook.
        name: What its definition is to be called.
        sheet: The tab with the cases; by default the one whose heads are known best.

    Raises:
        AdoptionError: There is no table of cases, the workbook is a register already, or the name won't do.
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    if not _NAME.fullmatch(name):
        raise AdoptionError(f"{name!r} cannot be a definition's name. Use small letters, digits and _ only.")
    if (template := package.custom_properties().get(TEMPLATE_PROPERTY)) is not None:
        raise AdoptionError(f"the workbook is a register already, of template {template[:60]}. Use it as it is.")
    chosen = choose_sheet(package, WorkbookCells(package), sheet)
    table = chosen.table
    language = "zh-CN" if any(_HAN.search(head.alone) for head in table.heads) else "en"
    titles = tuple(each.name for each in package.sheets)
    with speaking(language):
        columns, matches = _columns(table)
        numbering = _numbering(columns)
        order, is_open = proven_order([column.evidence.styles for column in columns], DateOrder.YEAR_FIRST)
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
            last_row=table.end.last_row,
            cases=len(columns[0].evidence.cells) if columns else 0,
            footer=table.end.footer,
            columns=columns,
            numbering=numbering,
            additions=Additions(
                tuple(column.head for column in added), (*made_anew(), *(tab.title for tab in tabs[1:]))
            ),
            questions=questions(seen),
            obstacles=obstacles(titles),
            passed_over=chosen.passed_over,
            taken_titles=titles,
            row_heads=_row_heads(table),
        )


def _row_heads(table: FoundTable) -> tuple[str, ...]:
    return (*(head.alone for head in table.heads if head.alone), *table.beside)


def _columns(table: FoundTable) -> tuple[tuple[ColumnProposal, ...], Mapping[int, Match]]:
    evidence = _evidence(table)
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
    return tuple(columns), matches


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
    why = match.why if declared else "formulas" if is_reckoned(evidence) else "a head that cannot be told apart"
    return ColumnProposal(
        column=number,
        letter=column_letters(number),
        head=declared_head(table, head),
        field=field if declared else "",
        kind=kind,
        owner=Owner.TOOL if match.field == NUMBER else Owner.PERSON,
        required=match.field != NUMBER and evidence.share >= _NEARLY_ALWAYS and evidence.filled > 0,
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


def _evidence(table: FoundTable) -> dict[int, ColumnEvidence]:
    """What stands in the columns, of the rows that hold anything but formulas."""
    formulas = table.look.cells.formulas
    first, last = table.head_row + 1, table.end.last_row
    span = range(table.left, table.right + 1)
    used = [
        row
        for row in range(first, last + 1)
        if any(table.look.cells.rows[row - 1][at - 1] != "" and (row, at) not in formulas for at in span)
    ]
    found = {}
    for at in span:
        cells: Sequence[ReadValue] = [table.look.cells.rows[row - 1][at - 1] for row in used]
        offered = next(
            (each.values for each in table.look.drop_downs if each.values and each.is_offered(at, first, last)), ()
        )
        reckoned = sum((row, at) in formulas for row in used)
        found[at] = ColumnEvidence(cells, reckoned, offered, table.look.widths.get(at, 0.0))
    return found


def _numbering(columns: tuple[ColumnProposal, ...]) -> NumberingProposal:
    numbers, received = column_of(columns, NUMBER), column_of(columns, RECEIVED)
    if numbers is None:
        return NumberingProposal(NEW_PATTERN, False)
    cells = numbers.evidence.cells
    days = list(map(_day, received.evidence.cells)) if received else [None] * len(cells)
    return number_pattern(cells, days)


def _day(cell: ReadValue) -> date | None:
    moment = moment_of(cell)
    return moment.date() if isinstance(moment, datetime) else None
