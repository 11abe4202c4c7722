"""A block as data: places, room for long texts, pictures."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tests.reports.form_pdf.made_forms import only_sheet, png
from xltools.reports.form_pdf.grid_data import grid_data
from xltools.reports.form_pdf.page_cutting import cut


def data_of(draw: Callable[[Workbook], object], number: int = 0) -> dict[str, Any]:
    sheet = only_sheet(draw)
    files = dict.fromkeys(sheet.pictures, "p.png")
    return json.loads(json.dumps(grid_data(sheet, cut(sheet).blocks[number], files)))  # type: ignore[no-any-return]


def cell_at(data: dict[str, Any], x: int, y: int) -> dict[str, Any]:
    (cell,) = [cell for cell in data["cells"] if (cell["x"], cell["y"]) == (x, y)]
    return cell  # type: ignore[no-any-return]


def text_of(data: dict[str, Any]) -> list[str]:
    return ["".join(run["text"] for run in cell["runs"]) for cell in data["cells"] if "runs" in cell]


def test_a_merged_area_is_one_cell_over_visible_rows_and_columns() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C3", "合并", book.add_format({"bg_color": "#EEEEEE"}))
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})

    data = data_of(draw)
    assert len(data["cells"]) == 1
    cell = cell_at(data, 0, 0)
    assert (cell["across"], cell["down"], cell["ground"]) == (2, 2, "EEEEEE")
    assert text_of(data) == ["合并"]


def test_an_area_that_goes_on_behind_a_page_break_shows_its_text_once() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A4", "合并")
        sheet.set_h_pagebreaks([2])

    assert (text_of(data_of(draw, 0)), text_of(data_of(draw, 1))) == (["合并"], [])
    assert cell_at(data_of(draw, 1), 0, 0)["down"] == 2


def test_a_long_text_runs_over_empty_neighbours_only() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "很长的不换行文字一直流到右边去")
        sheet.write("C1", "挡住")
        sheet.write("D2", "很长的不换行文字一直流到左边去", book.add_format({"align": "right"}))
        sheet.write("A3", "很长的换行文字留在自己格里", book.add_format({"text_wrap": True}))

    data = data_of(draw)
    width = data["widths"][0]
    right, left = cell_at(data, 0, 0)["spread"], cell_at(data, 3, 1)["spread"]
    assert (right["before"], left["before"]) == (0, 3 * width)
    assert right["width"] == pytest.approx(2 * width - 4)
    assert left["width"] == pytest.approx(4 * width - 4)
    assert "spread" not in cell_at(data, 0, 2)


def test_a_high_row_may_go_on_on_the_next_page() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        wrap = book.add_format({"text_wrap": True})
        sheet.set_row(0, 409)
        sheet.write("A1", "短", wrap)
        sheet.write("A2", "短", wrap)
        sheet.set_row(2, 20)
        sheet.write("A3", "长" * 2000, wrap)

    data = data_of(draw)
    assert [row["breaks"] for row in data["rows"]] == [True, False, True]
    assert [row["height"] for row in data["rows"]] == pytest.approx([409, 15, 20], abs=0.3)


def test_a_picture_hangs_from_its_row_at_its_distance_from_the_left() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("D9", "末")
        sheet.insert_image("B3", "logo.png", {"image_data": BytesIO(png()), "x_offset": 4})
        sheet.print_area("A2:D9")

    data = data_of(draw)
    (picture,) = data["rows"][1]["pictures"]
    assert (picture["x"], picture["y"]) == pytest.approx((data["widths"][0] + 3, 0))


def test_a_picture_outside_the_print_area_is_not_printed() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("D9", "末")
        sheet.insert_image("A1", "logo.png", {"image_data": BytesIO(png())})
        sheet.print_area("A2:D9")

    assert not any(row["pictures"] for row in data_of(draw)["rows"])


def test_turned_and_centred_texts() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for column, degrees in enumerate((90, -45, 270)):
            sheet.write(0, column, "转", book.add_format({"rotation": degrees}))
        across = book.add_format({"center_across": True})
        sheet.write("A2", "跨列居中", across)
        sheet.write_blank("B2", None, across)

    data = data_of(draw)
    assert [cell_at(data, column, 0).get("turn") for column in range(3)] == [-90, 45, None]
    assert cell_at(data, 2, 0)["stacked"]
    assert (cell_at(data, 0, 1)["across"], cell_at(data, 0, 1)["side"]) == (2, "center")


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), max_size=6),
    st.sets(st.integers(0, 7), max_size=3),
    st.tuples(st.integers(0, 7), st.integers(0, 3)),
    st.sets(st.integers(1, 8), max_size=2),
)
def test_places_never_overlap_and_no_text_is_lost(
    areas: list[tuple[int, int, int, int]], hidden: set[int], titles: tuple[int, int], breaks: set[int]
) -> None:
    taken: set[tuple[int, int]] = set()
    shown: set[str] = set()

    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for row, column, down, across in areas:
            units = {(y, x) for y in range(row, row + down + 1) for x in range(column, column + across + 1)}
            if len(units) > 1 and not units & taken:
                taken.update(units)
                sheet.merge_range(row, column, row + down, column + across, f"{row}-{column}")
                if not {y for y, _ in units} <= hidden:
                    shown.add(f"{row}-{column}")
        sheet.write(11, 6, "末")
        for row in hidden:
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.repeat_rows(titles[0], titles[0] + titles[1])
        sheet.set_h_pagebreaks(sorted(breaks))

    sheet = only_sheet(draw)
    found: set[str] = set()
    for block in cut(sheet).blocks:
        data = grid_data(sheet, block, {})
        units = [
            (x, y)
            for cell in data["cells"]
            for x in range(cell["x"], cell["x"] + cell["across"])
            for y in range(cell["y"], cell["y"] + cell["down"])
        ]
        assert len(units) == len(set(units))
        first, last = data["titles"]
        for cell in data["cells"]:
            inside = range(cell["y"], cell["y"] + cell["down"])
            assert not any(edge in inside[1:] for edge in (first, last) if first < last)
        found.update(text_of(data))
    assert found == shown | {"末"}
