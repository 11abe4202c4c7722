"""Which cases wait to be written, and what may be shown of them to everybody? (clients.md §4)

Invariant: nobody can be reached by what stands here, and no customer is named; rows are told by their place in the
register and by their number.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from xltools.language.one_line import cut_short
from xltools.language.speaking import text
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding
from xltools.model.finding_catalogue import remark
from xltools.model.register import Register, Value
from xltools.reports.dimensions import CLASS_FIELDS
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.masked_cells import masked_customers, masked_of_cases, masked_texts, staff_column
from xltools.rules.remarks import REMARK_FIELD
from xltools.rules.staff_labels import staff_labels

MAXIMUM_ROWS = 2_000
REMAINING_FIELD = "remaining"
_LONGEST_DESCRIPTION = 60
_WITHHELD = "…"
_BEHIND_THE_NUMBER = ("received_at", "customer_name", "problem_description")
_LAST = ("priority", "handler", "state", "next_due", REMAINING_FIELD, "overdue_mark", REMARK_FIELD)
# Widths in digits, and whether long texts wrap: together one page of A4 across.
_ROW_WIDTH, _OTHER_LAYOUT = 8, (11, True)
_LAYOUT = {
    "number": (17, False),
    "received_at": (18, False),
    "customer_name": (18, True),
    "problem_description": (36, True),
    "priority": (11, False),
    "handler": (15, True),
    "state": (11, False),
    "next_due": (23, True),
    REMAINING_FIELD: (16, False),
    "overdue_mark": (11, False),
    REMARK_FIELD: (44, True),
}


class CompanionColumn(NamedTuple):
    """A column of the list; ``width`` in digits of the default font, long texts wrap where ``wraps``."""

    field: str
    head: str
    width: float
    wraps: bool = False


class CompanionRow(NamedTuple):
    """A case that waits: one value for each column, and the word of column 超时标记 that colours it."""

    values: tuple[Value, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class CompanionTable:
    """What waits.

    Attributes:
        columns: Under the heads that the register has for them; what it has no column for is left out.
        rows: The cases, those whose number nobody has seen yet before all others.
        new: How many of all cases that wait have such a number.
        left_out: How many cases are not among the rows.
    """

    columns: tuple[CompanionColumn, ...]
    rows: Sequence[CompanionRow]
    new: int
    left_out: int


def companion_table(
    register: Register,
    view: CaseView,
    findings: Sequence[Finding],
    changed: Collection[int],
    unseen: Collection[int],
) -> CompanionTable:
    """What is shown of the cases that wait.

    Args:
        register: The register as it was read.
        view: Its cases as they should be.
        findings: What there is to say about it.
        changed: Sheet rows that something is to be written into.
        unseen: Sheet rows whose number stands in no cell yet.
    """
    wanted = [index for index, row in enumerate(view.table.rows) if row in changed or row in unseen]
    ordered = sorted(wanted, key=lambda index: (view.table.rows[index] not in unseen, view.table.rows[index]))
    shown = ordered[:MAXIMUM_ROWS]
    cases = _of_these(register, view, shown)
    columns = _columns(cases)
    contents = [_values(cases, findings, column.field) for column in columns]
    pairs = zip(zip(*contents, strict=True), cases.view.column("overdue_mark"), strict=True)
    rows = [CompanionRow(values, str(mark or "")) for values, mark in pairs]
    new = sum(view.table.rows[index] in unseen for index in wanted)
    return CompanionTable(columns, rows, new, len(ordered) - len(shown))


def _of_these(register: Register, view: CaseView, indexes: Sequence[int]) -> CasesAtHand:
    """Some of the cases, in this order, for the room that masks."""
    columns = {name: [column[index] for index in indexes] for name, column in view.columns.items()}
    table = replace(view.table.at(indexes), values=columns)
    these = CaseView(table, [view.numbers[index] for index in indexes], columns)
    return CasesAtHand(register, these, {}, [], {}, {}, staff_labels(register.policy), len(indexes))


def _columns(cases: CasesAtHand) -> tuple[CompanionColumn, ...]:
    fields = cases.view.table.definition.by_name
    names = [cases.definition.numbering.field, *_BEHIND_THE_NUMBER, *_classes(fields), *_LAST]
    layouts = ((name, *_LAYOUT.get(name, _OTHER_LAYOUT)) for name in names if name in fields)
    return (
        CompanionColumn("", text("companion.row"), _ROW_WIDTH),
        *(CompanionColumn(name, fields[name].header, width, wraps) for name, width, wraps in layouts),
    )


def _classes(fields: Collection[str]) -> list[str]:
    return [name for name in CLASS_FIELDS if name in fields][:1]


def _values(cases: CasesAtHand, findings: Sequence[Finding], name: str) -> Sequence[Value]:
    match name:
        case "":
            return cases.view.table.rows
        case "customer_name":
            return masked_customers(cases)
        case "problem_description":
            return [words and _shortened(words) for words in masked_texts(cases, name)]
        case "handler":
            return staff_column(cases, cases.view.column(name))
        case _ if name == REMARK_FIELD:
            return _remarks(cases, findings)
        case _ if name == cases.definition.numbering.field:
            return cases.view.numbers
        case _:
            return cases.view.column(name)


def _shortened(words: str) -> str:
    return cut_short(" ".join(words.split()), _LONGEST_DESCRIPTION)


def _remarks(cases: CasesAtHand, findings: Sequence[Finding]) -> list[str | None]:
    """What 校验提示 will say, without what somebody could be reached or told by."""
    table = cases.view.table
    by_row: dict[int, list[Finding]] = {row: [] for row in table.rows}
    for finding in _masked([each for each in findings if each.sheet == table.title and each.row in by_row], cases):
        by_row[finding.row].append(finding)
    return [remark(sorted(by_row[row], key=lambda each: table.columns.get(each.field, 0))) for row in table.rows]


def _masked(findings: Sequence[Finding], cases: CasesAtHand) -> list[Finding]:
    """The same with everything masked that the register fills in; our own sentences stay as they are."""
    table, params = cases.view.table, [dict(finding.params) for finding in findings]
    index_of = {row: index for index, row in enumerate(table.rows)}
    words = [(at, key, said) for at, each in enumerate(params) for key, said in each.items() if isinstance(said, str)]
    masked = masked_of_cases(cases, [said for *_, said in words], [index_of[findings[at].row] for at, *_ in words])
    for (at, key, _), said in zip(words, masked, strict=True):
        params[at][key] = said or ""
    for finding, each in zip(findings, params, strict=True):
        field = table.definition.by_name.get(finding.field)
        if field is not None and field.personal is not None and "value" in each:
            each["value"] = _WITHHELD
    return [finding._replace(params=each) for finding, each in zip(findings, params, strict=True)]
