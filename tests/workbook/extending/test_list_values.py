"""Values that a list has not are told; only who asks for them gets them: a supervisor may have taken them out."""

import pytest

from tests.registers import small_definition, template
from tests.workbook.extending.team_books import opened
from xltools.model.cell_edit import CellEdit
from xltools.workbook.extending.extending import extended
from xltools.workbook.extending.extension import Extended
from xltools.workbook.layout import LAST_LIST_ROW, list_columns
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch

TAB, HEAD, HEAD_ROW = "选项", "渠道", 4
SHIPPED = list_columns(small_definition())[HEAD].values
COLUMN = [*list_columns(small_definition())].index(HEAD) + 1
END = HEAD_ROW + len(SHIPPED)


def grown(*typed: tuple[int, str | None], add_values: bool = False) -> tuple[bytes, Extended]:
    """A register with other cells in one of its lists, and what comes of it."""
    data = patch(template(), [CellEdit(TAB, row, COLUMN, value) for row, value in typed])
    return data, extended(open_package(data), small_definition(), add_values=add_values)


def listed(data: bytes) -> list[object]:
    (column,) = opened(data)[TAB].iter_cols(COLUMN, COLUMN, HEAD_ROW + 1)
    return [cell.value for cell in column if cell.value is not None]


@pytest.mark.parametrize("add_values", [True, False])
@pytest.mark.parametrize("typed", [(), ((END + 1, "展会"),), ((END, f" {SHIPPED[-1]}"),)])
def test_a_list_that_has_all_values_is_left_alone(typed: tuple[tuple[int, str]], add_values: bool) -> None:
    data, new = grown(*typed, add_values=add_values)
    assert (new.data, new.extension.is_empty, new.extension.values_left) == (data, True, ())


def test_what_is_lacking_is_told_and_not_brought_unasked() -> None:
    data, new = grown((END, "展会"))
    assert new.data == data
    (left,) = new.extension.values_left
    assert (left.head, left.values, left.row, left.column, left.has_room) == (HEAD, SHIPPED[-1:], END + 1, COLUMN, True)


def test_what_is_asked_for_comes_behind_what_the_supervisor_has() -> None:
    _, new = grown((END, "展会"), add_values=True)
    assert listed(new.data) == [*SHIPPED[:-1], "展会", SHIPPED[-1]]
    assert ([each.values for each in new.extension.values], new.extension.values_left) == ([SHIPPED[-1:]], ())
    again = extended(open_package(new.data), small_definition(), add_values=True)
    assert again.data == new.data


@pytest.mark.parametrize("typed", [((END - 1, None),), ((END, "展会"), (LAST_LIST_ROW, "最后一个"))])
def test_a_list_with_gaps_is_told_only(typed: tuple[tuple[int, str | None]]) -> None:
    """Its drop-down would not offer a value that comes behind them."""
    data, new = grown(*typed, add_values=True)
    assert new.data == data
    assert [each.has_room for each in new.extension.values_left] == [False]
