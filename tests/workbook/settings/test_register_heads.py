"""Heads in settings cells, and which columns would do."""

import pytest

from xltools.model.cell_edit import CellValue
from xltools.model.field import FieldDefinition, FieldKind, Owner
from xltools.model.register import SheetTable
from xltools.model.register_definition import SheetDefinition, SheetKind
from xltools.workbook.settings.register_heads import ANY_COLUMN, DUE_TIME, MOMENT, RegisterHeads, Wanted
from xltools.workbook.settings.settings_rows import SettingsRows

REGISTER = SheetDefinition(
    key="cases",
    title="登记",
    kind=SheetKind.REGISTER,
    fields=(
        FieldDefinition(name="product", header="产品 Model", kind=FieldKind.TEXT),
        FieldDefinition(name="report_date", header="日期", kind=FieldKind.DATE),
        FieldDefinition(name="promised_due_at", header="答应的时限", kind=FieldKind.DATETIME),
        FieldDefinition(name="solution_due_at", header="处理时限", kind=FieldKind.DATETIME, owner=Owner.TOOL),
        FieldDefinition(name="assigned_at", header="分派时间", kind=FieldKind.DATETIME, owner=Owner.TOOL),
    ),
)
TIMERS = SheetDefinition(
    key="timers",
    title="时限",
    kind=SheetKind.SETTINGS,
    fields=(FieldDefinition(name="due_at", header="到期栏目", kind=FieldKind.TEXT),),
)


def found(typed: CellValue, wanted: Wanted, unreadable: bool = False) -> tuple[str | None, int]:
    marks = {"due_at": frozenset({0})} if unreadable else {}
    rows = SettingsRows(SheetTable(TIMERS, "时限", 4, {"due_at": 1}, (5,), {}, {"due_at": [typed]}, marks), {}, [])
    return RegisterHeads(REGISTER).field(rows, 0, "due_at", wanted, ""), len(rows.findings)


@pytest.mark.parametrize(
    ("typed", "wanted", "name"),
    [
        ("处理时限", DUE_TIME, "solution_due_at"),
        ("答应的时限", DUE_TIME, None),  # a person's own column is never written
        ("分派时间", DUE_TIME, None),  # a stamp never moves
        ("日期", DUE_TIME, None),
        ("日期", MOMENT, "report_date"),
        ("产品 Model", MOMENT, None),
        ("产品model", ANY_COLUMN, "product"),
        ("产品", ANY_COLUMN, None),
        (None, ANY_COLUMN, ""),
    ],
)
def test_a_head_is_one_of_the_columns_that_would_do_or_told(typed: str, wanted: Wanted, name: str | None) -> None:
    assert found(typed, wanted) == (name, int(name is None))


def test_what_cannot_be_read_is_neither_a_head_nor_empty() -> None:
    assert found(None, ANY_COLUMN, unreadable=True) == (None, 0)
