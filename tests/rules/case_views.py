"""Case views and policies for tests of rules, written as small tables of field names; nothing of the xlsx format.

Cells are written as in `tests.registers`; a cell that begins with ``?`` is filled but could not be read.
"""

from datetime import date

from tests.registers import definition, rows_of, value_of
from xltools.model.case_view import CaseView
from xltools.model.field import Owner
from xltools.model.finding import Finding
from xltools.model.policy import AssignmentRule, Keyword, Person, Policy
from xltools.model.register import SheetTable

FIRST_ROW, HEAD_ROW = 5, 4


def table_of(table: str, name: str, key: str = "") -> SheetTable:
    """The rows of one sheet, the register sheet if no key is given; only the columns of the table are there."""
    register = definition(name)
    sheet = (register.sheet(key) if key else None) or register.register_sheet
    rows = rows_of(table)
    heads = [line.strip() for line in table.strip().splitlines()[0].strip().strip("|").split("|")]
    owners = {field.name: field.owner for field in sheet.fields}
    cells = {head: [value_of(row[head].removeprefix("?")) for row in rows] for head in heads}
    unreadable = {head: frozenset(i for i, row in enumerate(rows) if row[head].startswith("?")) for head in heads}
    return SheetTable(
        definition=sheet,
        title=sheet.title,
        head_row=HEAD_ROW,
        columns={head: place for place, head in enumerate(heads, start=1)},
        rows=range(FIRST_ROW, FIRST_ROW + len(rows)),
        cells={head: column for head, column in cells.items() if owners[head] is not Owner.PERSON},
        values={
            head: [None if index in unreadable[head] else value for index, value in enumerate(column)]
            for head, column in cells.items()
        },
        unreadable=unreadable,
    )


def view_of(table: str, name: str = "feedback_report") -> CaseView:
    cases = table_of(table, name)
    numbers = [None if value is None else str(value) for value in cases.values.get("number", [None] * len(cases.rows))]
    return CaseView(cases, numbers, cases.values)


def policy_of(
    name: str = "feedback_report",
    keywords: str = "",
    assignment: str = "",
    people: str = "",
    matrix: dict[tuple[str, str], str] | None = None,
    settings: dict[str, str] | None = None,
    keywords_updated_on: date | None = None,
) -> Policy:
    """The lists as shipped, and what the tables say; a column that a table lacks has its default."""
    lists = definition(name).lists
    return Policy(
        lists={key: each.values for key, each in lists.items() if not each.parent},
        dependent_lists={key: each.by_parent for key, each in lists.items() if each.parent},
        vague_words=(),
        settings=settings or {},
        codes={},
        voided_numbers=frozenset(),
        keywords=keywords_of(keywords),
        assignment=tuple(
            AssignmentRule(row["category"], row.get("subcategory", ""), row["role"], row.get("department", ""), place)
            for place, row in enumerate(rows_of(assignment) if assignment else (), start=FIRST_ROW)
        ),
        people=tuple(map(_person, rows_of(people) if people else ())),
        priority_matrix=matrix,
        keywords_updated_on=keywords_updated_on,
    )


def keywords_of(table: str) -> tuple[Keyword, ...]:
    return tuple(
        Keyword(
            row["keyword"],
            tuple(filter(None, row.get("excludes", "").split("、"))),
            row.get("first", ""),
            row.get("second", ""),
            float(row.get("weight", 1)),
            place,
        )
        for place, row in enumerate(rows_of(table) if table else (), start=FIRST_ROW)
    )


def _person(row: dict[str, str]) -> Person:
    return Person(
        name=row["name"],
        role=row["role"],
        department=row.get("department", ""),
        absent_from=_day(row.get("from", "")),
        absent_until=_day(row.get("until", "")),
        deputy=row.get("deputy", ""),
        maximum_load=int(row["limit"]) if row.get("limit") else None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def triples_of(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Findings as (code, row, field); rows counted from 1 at the first data row, 0 for the head."""
    return [(each.code.value, max(each.row - HEAD_ROW, 0), each.field) for each in findings]
