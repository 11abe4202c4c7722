"""Cells of a settings sheet, and what of them the ordinary checks have said already."""

import pytest

from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.register import SheetTable, Value
from xltools.model.register_definition import SheetDefinition, SheetKind
from xltools.workbook.settings.settings_rows import SettingsRows, allowed_words

SHEET = SheetDefinition(
    key="policy",
    title="规则",
    kind=SheetKind.SETTINGS,
    fields=(
        FieldDefinition(name="word", header="词", kind=FieldKind.CHOICE, choices="words"),
        FieldDefinition(name="amount", header="数", kind=FieldKind.NUMBER, minimum=0, maximum=10),
        FieldDefinition(name="free", header="任意数", kind=FieldKind.NUMBER),
    ),
    rows=({"word": "甲", "amount": 7},),
)


def rows_of(unreadable: dict[str, frozenset[int]] | None = None, **values: Value) -> SettingsRows:
    columns = {name: [value] for name, value in values.items()}
    numbers = {name: place for place, name in enumerate(columns, start=1)}
    table = SheetTable(SHEET, "规则", 4, numbers, (5,), {}, columns, unreadable or {})
    return SettingsRows(table, {"words": ("甲", "乙", "丙")}, [])


@pytest.mark.parametrize(
    ("typed", "word", "told"),
    [
        ("甲", "甲", 0),
        (None, None, 0),
        ("丙", None, 1),  # in the drop-down, but the tool does not know it
        ("丁", None, 0),  # not in the drop-down: the ordinary checks say so
    ],
)
def test_words_that_the_tool_knows(typed: str | None, word: str | None, told: int) -> None:
    rows = rows_of(word=typed)
    assert (rows.word(0, "word", ("甲", "乙"), ""), len(rows.findings)) == (word, told)


@pytest.mark.parametrize(("typed", "number"), [(0.0, 0.0), (10.0, 10.0), (10.5, None), (-1.0, None), (None, None)])
def test_numbers_lie_between_their_declared_bounds(typed: float | None, number: float | None) -> None:
    assert rows_of(amount=typed).number(0, "amount") == number
    assert rows_of(free=typed).number(0, "free") == typed


def test_an_unreadable_cell_is_neither_text_nor_empty() -> None:
    rows = rows_of({"word": frozenset({0})}, word="2024-05-01", amount=None)
    assert (rows.text(0, "word"), rows.is_empty(0, "word"), rows.is_empty(0, "amount")) == ("", False, True)
    assert (rows.is_unreadable(0, "amount", "word"), rows.is_unreadable(0, "amount")) == (True, False)


def test_a_sheet_that_lost_a_column_is_the_shipped_one() -> None:
    rows = rows_of(word="乙")
    assert rows.or_shipped(("word",), "") is rows
    shipped = rows.or_shipped(("word", "amount", "never declared"), "")
    assert [(shipped.row(index), shipped.text(index, "word")) for index in shipped.indexes()] == [(0, "甲")]
    assert shipped.number(0, "amount") == 7
    assert [(finding.sheet, finding.row) for finding in rows.findings] == [("规则", 0)]


def test_a_long_list_is_not_read_out() -> None:
    assert len(allowed_words("无", tuple(map(str, range(1000))))) < 100
    assert "乙类" in allowed_words("乙", ("甲类", "乙类"))
