"""Registers for tests, written as small tables: what a clerk typed in, findings and cells out.

In a table, ``@`` marks a real date or time, ``#`` a number; anything else is text as typed; an empty cell is empty.
"""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from xltools.model.cell_edit import CellEdit, CellValue
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.pass_context import PassContext, UnseenNumber
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.rules.difference import difference
from xltools.rules.pipeline import Decision, decide
from xltools.workbook.definition_files import read_definition, shipped_definition
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch
from xltools.workbook.reading import read_register
from xltools.workbook.template.template_building import build_template

NOW = datetime(2024, 5, 10, 14, 0)
SMALL = Path(__file__).with_name("small_register.toml")
GOOD = {
    "时间": "@2024-05-01 09:30",
    "渠道": "电话",
    "客户": "某公司",
    "联系方式": "13800005678",
    "描述": "开机十分钟后自动停机",
}


def small_definition() -> RegisterDefinition:
    return definition("small_register")


@cache
def template(name: str = "small_register") -> bytes:
    return build_template(definition(name))


@cache
def definition(name: str) -> RegisterDefinition:
    """A shipped register, or one whose definition lies beside this file."""
    own = SMALL.with_name(f"{name}.toml")
    return read_definition(own) if own.exists() else shipped_definition(name)


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a Markdown table, as mappings from head to text."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def value_of(text: str) -> CellValue:
    if text.startswith("@"):
        bare = text[1:]
        if ":" in bare and "-" not in bare:
            return time.fromisoformat(bare)
        return datetime.fromisoformat(bare) if ":" in bare else date.fromisoformat(bare)
    if text.startswith("#"):
        return float(text[1:])
    return text or None


def cases_of(table: str) -> list[dict[str, str]]:
    """Rows of a table, filled up with a good case's values where the table has no such column; each its own case."""
    return [
        {**GOOD, "描述": f"第{place}台开机十分钟后停机", **row} for place, row in enumerate(rows_of(table), start=1)
    ]


def with_rows(
    package: bytes, sheet_title: str, rows: list[dict[str, str]], heads: list[str], first_row: int = FIRST_DATA_ROW
) -> bytes:
    """The workbook with rows typed in below the heads."""
    edits = [
        CellEdit(sheet_title, first_row + number, heads.index(head) + 1, value_of(text))
        for number, row in enumerate(rows)
        for head, text in row.items()
        if text
    ]
    return patch(package, edits)


def heads_of(name: str, key: str) -> list[str]:
    sheet = definition(name).sheet(key)
    assert sheet is not None
    return [field.header for field in sheet.fields]


def workbook(cases: str | list[dict[str, str]] = "", name: str = "small_register", **sheets: str) -> bytes:
    """A register workbook with cases, and rows on further sheets by key."""
    package = template(name)
    register_sheet = definition(name).register_sheet
    if cases:
        rows = cases_of(cases) if isinstance(cases, str) else cases
        package = with_rows(package, register_sheet.title, rows, heads_of(name, register_sheet.key))
    for key, table in sheets.items():
        sheet = definition(name).sheet(key)
        assert sheet is not None
        package = with_rows(package, sheet.title, rows_of(table), heads_of(name, key), FIRST_DATA_ROW + len(sheet.rows))
    return package


def read(package: bytes, now: datetime = NOW, name: str = "small_register") -> Register:
    return read_register(open_package(package), now, definition(name))


def issued(register: Register, records: list[IssuedNumber] | None = None) -> IssuedNumbers:
    return IssuedNumbers(register.definition.numbering).with_new(records or ())


def decided(
    package: bytes,
    now: datetime = NOW,
    known: list[IssuedNumber] | None = None,
    name: str = "small_register",
    attachments: frozenset[str] = frozenset(),
    register_id: str = "台账.xlsx",
    unseen: dict[str, UnseenNumber] | None = None,
) -> tuple[Register, Decision, list[CellEdit]]:
    register = read(package, now, name)
    context = PassContext(now, register_id, issued(register, known), attachments, unseen=unseen or {})
    decision = decide(register, context)
    return register, decision, difference(register, decision)


def triples(decision: Decision) -> list[tuple[str, int, str]]:
    """Findings as (code, row, field); rows counted from 1 at the first data row; 0 for the whole sheet."""
    return [
        (finding.code.value, finding.row - HEAD_ROW if finding.row > HEAD_ROW else 0, finding.field)
        for finding in decision.findings
    ]


def findings(cases: str | list[dict[str, str]], **arguments: object) -> list[tuple[str, int, str]]:
    return triples(decided(workbook(cases), **arguments)[1])  # type: ignore[arg-type]


def case_cells(edits: list[CellEdit], name: str, head: str, key: str = "cases") -> dict[int, CellValue]:
    """What would be written under one head, by row counted from 1 at the first data row."""
    sheet = definition(name).sheet(key)
    assert sheet is not None
    column = heads_of(name, key).index(head) + 1
    return {edit.row - HEAD_ROW: edit.value for edit in edits if edit.sheet == sheet.title and edit.column == column}
