import pytest

from tests.workbook.forms.filling.form_samples import filled, form, read, text_cell, texts, values
from tests.workbook.small_packages import workbook
from xltools.workbook.forms.filling.band_copies import MAX_ROW_HEIGHT

LONG = "\n".join(f"{number:02d} 已到现场检查并更换轴承" for number in range(100))


def test_a_row_grows_with_its_text() -> None:
    data = form(f'<row r="1" ht="20" customHeight="1">{text_cell("A1", "{{处理过程}}")}</row>')
    short, long = (read(filled(data, values({"处理过程": text}))) for text in ("一行", "\n".join("一二三四五")))
    assert short.row_dimensions[1].height == 20.0
    assert 5 * 13 <= long.row_dimensions[1].height <= 5 * 20


def test_a_row_that_is_high_enough_keeps_its_height() -> None:
    data = form(f'<row r="1" ht="200" customHeight="1">{text_cell("A1", "{{处理过程}}")}</row>')
    assert read(filled(data, values({"处理过程": "一\n二\n三"}))).row_dimensions[1].height == 200.0


def test_larger_letters_need_higher_rows() -> None:
    big = text_cell("A1", "{{a}}").replace("<t>", '<r><rPr><sz val="22"/></rPr><t>').replace("</t>", "</t></r>")
    small = form(f'<row r="1">{text_cell("A1", "{{a}}")}</row>')
    heights = [
        read(filled(data, values({"a": "一\n二\n三"}))).row_dimensions[1].height
        for data in (small, form(f'<row r="1">{big}</row>'))
    ]
    assert heights[1] == pytest.approx(heights[0] * 2)


def test_what_a_merged_area_lacks_is_added_to_its_last_row() -> None:
    rows = f'<row r="1" ht="30">{text_cell("A1", "{{a}}")}</row><row r="2" ht="30"/><row r="3" ht="30"/>'
    after = '<mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>'
    sheet = read(filled(form(rows, after=after), values({"a": "\n".join("一二三四五六七八九十")})))
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[:2] == [30.0, 30.0]
    assert sum(heights) >= 10 * 13


def test_an_empty_value_needs_no_room() -> None:
    data = form(f'<row r="1" ht="20">{text_cell("A1", "{{a}}")}</row>')
    sheet = read(filled(data, values({"a": ""})))
    assert sheet["A1"].value is None
    assert sheet.row_dimensions[1].height == 20.0


def test_a_text_that_no_row_can_show_goes_on_in_further_rows() -> None:
    rows = (
        f'<row r="1" ht="60">{text_cell("A1", "处理过程")}{text_cell("B1", "{{处理过程}}")}'
        f'{text_cell("C1", "{{编号}}")}</row><row r="2">{text_cell("A2", "备注")}</row>'
    )
    sheet = read(filled(form(rows), values({"处理过程": LONG, "编号": "7"})))
    shown = texts(sheet)
    column = [str(shown[f"B{row}"]) for row in range(1, sheet.max_row)]
    assert "\n".join(column) == LONG  # paragraphs are not torn, and none is lost
    assert [shown[f"A{row}"] for row in range(1, sheet.max_row + 1)] == [
        "处理过程",
        *["处理过程（续）"] * (len(column) - 1),
        "备注",
    ]
    assert [place for place in shown if place.startswith("C")] == ["C1"]
    assert len(column) > 2
    assert all(sheet.row_dimensions[row].height <= 270 for row in range(1, sheet.max_row))


def test_a_block_of_rows_goes_on_with_its_merged_areas() -> None:
    rows = f'<row r="1">{text_cell("A1", "过程")}{text_cell("B1", "{{a}}")}</row><row r="2"/>'
    rows += f'<row r="3">{text_cell("A3", "完")}</row>'
    after = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:D2"/></mergeCells>'
    sheet = read(filled(form(rows, after=after), values({"a": LONG})))
    shown = texts(sheet)
    starts = range(1, sheet.max_row, 2)
    assert {str(area) for area in sheet.merged_cells.ranges} == {
        area for row in starts for area in (f"A{row}:A{row + 1}", f"B{row}:D{row + 1}")
    }
    assert "\n".join(str(shown[f"B{row}"]) for row in starts) == LONG
    assert shown[f"A{sheet.max_row}"] == "完"


def test_one_endless_paragraph_is_cut_between_lines() -> None:
    text = "长" * 40_000
    sheet = read(filled(form(f'<row r="1">{text_cell("A1", "{{a}}")}</row>'), values({"a": text})))
    pieces = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1)]
    assert "".join(pieces) == text
    assert all(len(piece) <= 32_767 for piece in pieces)
    assert all(sheet.row_dimensions[row].height <= MAX_ROW_HEIGHT for row in range(1, sheet.max_row + 1))


def test_a_table_goes_on_under_its_own_first_cell() -> None:
    rows = f'<row r="1">{text_cell("A1", "{{方案.序号}}")}{text_cell("B1", "{{方案.内容}}")}</row>'
    plans = [{"序号": "1", "内容": LONG}, {"序号": "2", "内容": "短"}]
    sheet = read(filled(form(rows), values({}, 方案=plans)))
    firsts = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert (firsts[0], firsts[-1], set(firsts[1:-1])) == ("1", "2", {"1（续）"})


def test_a_cell_that_does_not_wrap_does_so_where_its_text_needs_it() -> None:
    data = form(f'<row r="1">{text_cell("A1", "{{a}}", 0)}{text_cell("B1", "{{b}}", 0)}</row>')
    sheet = read(filled(data, values({"a": "很长的文字" * 9, "b": "短"})))
    assert sheet["A1"].alignment.wrap_text is True
    assert not sheet["B1"].alignment.wrap_text
    assert sheet.row_dimensions[1].height > 40


def test_a_hidden_column_makes_no_rows() -> None:
    cols = '<cols><col min="1" max="1" width="9" hidden="1"/></cols>'
    data = workbook(f'<row r="1" ht="20">{text_cell("A1", "{{a}}")}</row>', before=cols)
    sheet = read(filled(data, values({"a": "长" * 400})))
    assert (sheet.max_row, sheet.row_dimensions[1].height, sheet["A1"].value) == (1, 20.0, "长" * 400)
