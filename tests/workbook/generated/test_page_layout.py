"""Tables stand one below the other, and the first table's heads always in the same row."""

from tests.workbook.generated.page_samples import COLUMNS, page, page_with
from xltools.language.speaking import text
from xltools.model.generated_page import GeneratedPage, PageColumn, PageRow, PageTable
from xltools.workbook.generated.page_layout import (
    FIRST_HEAD_ROW,
    MARK_ROW,
    OWNERSHIP_MARK,
    PageGrid,
    Purpose,
    page_grid,
)


def texts(grid: PageGrid) -> dict[tuple[int, int], object]:
    return {(cell.row, cell.column): cell.value for cell in grid.cells if cell.value is not None}


def test_the_heads_of_the_first_table_stand_in_their_row() -> None:
    found = texts(page_grid(page(remark="还有")))
    assert [found[FIRST_HEAD_ROW, place] for place in range(1, 5)] == [column.head for column in COLUMNS]
    assert found[MARK_ROW, 1] == text(OWNERSHIP_MARK)
    assert found[FIRST_HEAD_ROW + 1, 1] == "202405-001"
    assert found[FIRST_HEAD_ROW + 3, 1] == "还有"


def test_tables_follow_after_a_gap_and_share_the_widest_columns() -> None:
    second = PageTable("又", (PageColumn("甲", 30), PageColumn("乙", 5)), [PageRow(("a", 1))])
    grid = page_grid(page()._replace(tables=(*page().tables, second)))
    assert grid.widths == (30, 8, 17, 20)
    rows = {value: row for (row, _), value in texts(grid).items()}
    assert rows["又"] - rows["202405-002"] == 2
    assert (rows["甲"], rows["a"]) == (rows["又"] + 1, rows["又"] + 2)
    assert len(grid.heights) == rows["a"]


def test_rows_grow_with_texts_that_wrap_and_only_with_those() -> None:
    long = "很长的说明" * 10
    short, wrapped, plain = (
        page_grid(page_with(*values)).heights[-1] for values in ((), (None, None, None, long), (long,))
    )
    assert wrapped > 2 * short
    assert plain == short


def test_cells_come_in_order_and_each_place_once() -> None:
    places = [(cell.row, cell.column) for cell in page_grid(page()).cells]
    assert places == sorted(set(places))


def test_empty_texts_are_no_values() -> None:
    assert all(cell.value != "" for cell in page_grid(page_with("", 0)).cells)
    assert 0 in texts(page_grid(page_with("", 0))).values()


def test_a_page_without_tables_has_its_heading_and_mark() -> None:
    grid = page_grid(GeneratedPage("待办", "待办", "刷新后由工具填写", ()))
    assert list(texts(grid).values()) == ["待办", "刷新后由工具填写", text(OWNERSHIP_MARK)]
    assert {cell.role.purpose for cell in grid.cells} == {Purpose.HEADING, Purpose.NOTE}


def test_a_page_that_is_written_once_does_not_say_that_it_is_written_again() -> None:
    page = GeneratedPage("结转", "结转", "", ())
    marks = [texts(page_grid(each))[MARK_ROW, 1] for each in (page, page._replace(once=True))]
    assert marks[0] == text(OWNERSHIP_MARK) != marks[1]
