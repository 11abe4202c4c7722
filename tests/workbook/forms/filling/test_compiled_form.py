import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.forms.filling.form_samples import (
    STEP_ROW,
    designed_form,
    filled,
    form,
    read,
    text_cell,
    texts,
    values,
)
from tests.workbook.small_packages import packed_members, parts_of, read_part, sheet, sheet_data, workbook, zipped
from xltools.errors import FormError
from xltools.model.form_values import FormCell, FormValues
from xltools.workbook.forms.filling.compiled_form import compile_form
from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.splicing.cell_text import unescaped_controls

STEPS = [
    {
        "序号": str(number),
        "步骤": f"第 {number} 步",
        "责任人": "李工",
        "附件": FormCell("照片.jpg", link=f"附件/照片 {number}.jpg"),
    }
    for number in (1, 2, 3)
]
HEAD = {
    "公司名称": "A&B <公司>",
    "反馈编号": "202405-001",
    "反馈日期": FormCell("2024-05-01 09:30", "2024-05-01"),
    "处理过程": "一\n二\n三",
    "评价": "满意",
}
SHEET, WIRES = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING = "xl/drawings/drawing1.xml"


def sheets_of(data: bytes) -> tuple[Worksheet, Worksheet]:
    one, two = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets
    return one, two


@pytest.fixture(scope="module")
def filled_form() -> bytes:
    return filled(designed_form(), values(HEAD, 步骤=STEPS))


def test_every_cell_says_what_it_should(filled_form: bytes) -> None:  # FR-12, ST-6
    shown, _ = sheets_of(filled_form)
    assert {place: str(text) for place, text in texts(shown).items()} == {
        "A1": "A&B <公司>处理单",
        "A3": "编号",
        "B3": "第 202405-001 号",
        "C3": "2024-05-01",
        "A4": "处理过程",
        "B4": "一\n二\n三",
        **{f"{column}6": head for column, head in zip("ABCD", ("序号", "步骤", "责任人", "附件"), strict=True)},
        **{f"A{STEP_ROW + index}": str(index + 1) for index in range(3)},
        **{f"B{STEP_ROW + index}": f"第 {index + 1} 步" for index in range(3)},
        **{f"C{STEP_ROW + index}": "李工" for index in range(3)},
        **{f"D{STEP_ROW + index}": "照片.jpg" for index in range(3)},
        "A10": "评价",
        "B10": "满意",
        "C10": '=B10&"分"',
        "D10": "=COUNTA(B7:B9)",
    }


def test_runs_keep_their_looks(filled_form: bytes) -> None:
    shown, _ = sheets_of(filled_form)
    runs = [(run.text, run.font.color.rgb) for run in shown["B3"].value if isinstance(run, TextBlock)]
    assert runs == [("202405-001", "FFFF0000"), (" 号", "FF0000FF")]


def test_parts_without_placeholders_keep_their_bytes(filled_form: bytes) -> None:
    before, after = packed_members(designed_form()), packed_members(filled_form)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {SHEET, WIRES, "xl/worksheets/sheet2.xml", "xl/workbook.xml", DRAWING}
    assert before.keys() == after.keys()


def test_styles_merges_and_heights_go_along_with_repeated_rows(filled_form: bytes) -> None:
    shown, _ = sheets_of(filled_form)
    assert {str(area) for area in shown.merged_cells.ranges} == {"A1:D1", "A4:A5", "B4:D5"}
    assert [shown.row_dimensions[row].height for row in (7, 8, 9)] == [24.0] * 3
    assert all(shown.cell(row, 2).alignment.wrap_text and shown.cell(row, 2).border.top.style for row in (7, 8, 9))


def test_what_stands_below_moves_down(filled_form: bytes) -> None:
    shown, second = sheets_of(filled_form)
    assert {str(rule.sqref) for rule in shown.conditional_formatting} == {"B7:B9", "B10"}
    assert [
        rule.formula for area in shown.conditional_formatting if str(area.sqref) == "B10" for rule in area.rules
    ] == [['$B$10="差"']]
    assert [str(each.sqref) for each in shown.data_validations.dataValidation] == ["A11"]
    assert shown.print_area == "'表单'!$A$1:$D$16"
    assert shown.print_title_rows == "$1:$2"
    assert [each.id for each in shown.row_breaks.brk] == [11]
    assert re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", read_part(filled_form, DRAWING)) == ["0", "11", "13"]
    assert second["A1"].value == "='表单'!B10"
    assert openpyxl.load_workbook(io.BytesIO(filled_form)).defined_names["评分"].attr_text == "'表单'!$B$10"


def test_heads_and_text_boxes_are_filled(filled_form: bytes) -> None:
    shown, _ = sheets_of(filled_form)
    assert (shown.oddFooter.left.text.strip(), shown.oddFooter.left.size) == ("202405-001", 9)
    assert shown.oddFooter.right.text == "A&&B <公司> 第 &P 页"
    assert "A&amp;B &lt;公司&gt;（章）" in read_part(filled_form, DRAWING)


def test_results_of_formulas_are_worked_out_anew(filled_form: bytes) -> None:
    assert 'fullCalcOnLoad="1"' in read_part(filled_form, "xl/workbook.xml")
    assert "{{" not in sheet_data(filled_form, SHEET)
    cached = openpyxl.load_workbook(io.BytesIO(filled_form), data_only=True)
    assert cached["统计"]["A1"].value is None


def test_attachments_are_links(filled_form: bytes) -> None:  # FR-12: attachments listed with links
    shown, _ = sheets_of(filled_form)
    assert [(link.ref, link.target) for row in shown["D7:D9"] for link in (row[0].hyperlink,)] == [
        (f"D{7 + index}", f"附件/照片%20{index + 1}.jpg") for index in range(3)
    ]


def test_a_table_without_rows_leaves_one_empty_row() -> None:
    shown, _ = sheets_of(
        filled(designed_form(), FormValues(values(HEAD).cells, {"步骤": []}, {"步骤": frozenset(STEPS[0])}))
    )
    assert [cell.value for cell in shown[STEP_ROW]] == [None] * 4
    assert shown.row_dimensions[STEP_ROW].height == 24.0
    assert shown["B8"].value == "满意"


def test_the_same_values_give_the_same_bytes() -> None:
    compiled, other = compile_form(designed_form(), "a"), compile_form(designed_form(), "b")
    first = compiled.filled(values(HEAD, 步骤=STEPS))
    compiled.filled(values({**HEAD, "处理过程": "长" * 5000}, 步骤=STEPS * 9))
    assert first == compiled.filled(values(HEAD, 步骤=STEPS)) == other.filled(values(HEAD, 步骤=STEPS))


def test_a_form_without_placeholders_is_kept_as_it_is() -> None:
    data = form(f'<row r="1">{text_cell("A1", "说明")}</row>')
    assert filled(data, values({})) == data


def test_several_sheets_are_filled() -> None:
    sheets = {name: sheet(f'<row r="1">{text_cell("A1", "{{a}}")}</row>') for name in ("一", "二")}
    book = openpyxl.load_workbook(io.BytesIO(filled(zipped(parts_of(sheets)), values({"a": "值"}))))
    assert [book[name]["A1"].value for name in ("一", "二")] == ["值", "值"]


def test_what_a_form_asks_for_is_told_once_each() -> None:
    asked = compile_form(designed_form(), "表.xlsx").placeholders
    assert len(asked) == len(set(asked))
    assert Placeholder("步骤", "责任人") in asked
    assert Placeholder("", "反馈日期", day_only=True) in asked


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@x",
        "-1",
        "]]>",
        "<c/>&amp;",
        "{{编号}}",
        "_x0041_",
        "0012",
        "😀👨‍👩‍👧",
        " a\n\n b ",
        "'x",
    ],
)
def test_a_value_is_text_whatever_it_says(text: str) -> None:
    data = filled(form(f'<row r="1">{text_cell("A1", "{{a}}")}</row>'), values({"a": text}))
    cell = read(data)["A1"]
    assert unescaped_controls(cell.value) == text
    assert cell.data_type == "s"
    assert "<f>" not in sheet_data(data)


def test_control_characters_are_taken_out() -> None:
    data = filled(form(f'<row r="1">{text_cell("A1", "{{a}}")}</row>'), values({"a": "前\x00\x1b[31m后\x7f\ufffe"}))
    assert read(data)["A1"].value == "前[31m后"


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (text_cell("B1", "{{处理结论}}"), "S!B1"),
        (text_cell("C1", "{{方按.责任人}}"), "S!C1"),
    ],
)
def test_an_unknown_name_is_refused_with_its_place(cells: str, place: str) -> None:
    with pytest.raises(FormError) as refused:
        filled(form(f'<row r="1">{cells}</row>'), values({"处理结果": ""}, 方案=[{"责任人": ""}]))
    assert {"表.xlsx", place} <= {*str(refused.value).replace(":", "").split()}


@pytest.mark.parametrize(
    "cells",
    [
        text_cell("A1", "{{a"),
        text_cell("A1", "a}}"),
        text_cell("A1", "{{a.x}}{{b.y}}"),
        text_cell("A1", "{{a.x}}") + text_cell("B1", "{{b.y}}"),
        text_cell("A1", "{{a.x}}") + '<c r="B1"><f>ROW()</f><v>1</v></c>',
    ],
)
def test_a_misdesigned_form_is_refused_when_it_is_compiled(cells: str) -> None:
    with pytest.raises(FormError) as refused:
        compile_form(form(f'<row r="1">{cells}</row>'), "表.xlsx")
    assert "S!" in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"no workbook", zipped({"a.txt": "x"})])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(FormError) as refused:
        compile_form(data, "表.xlsx")
    assert "表.xlsx" in str(refused.value)


def test_shared_strings_are_read_and_left_alone() -> None:
    data = workbook(
        '<row r="1"><c r="A1" s="2" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
        shared="<si><t>标签</t></si><si><r><t>{</t></r><r><t>{a}}</t></r></si>",
    )
    new = filled(data, values({"a": "值"}))
    assert read(new)["A1"].value == "值"
    assert read(new)["B1"].value == "标签"
    assert read_part(new, "xl/sharedStrings.xml") == read_part(data, "xl/sharedStrings.xml")


def test_other_spellings_of_a_sheet_are_filled_in_kind() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = (
        "<x:row><x:c t='inlineStr' s='2'><x:is><x:t>{{方案.名}}</x:t></x:is></x:c><x:c/></x:row>"
        "<x:row r='3'><x:c r='A3' t='inlineStr'><x:is><x:t><![CDATA[{{a}}]]></x:t></x:is></x:c></x:row>"
    )
    part = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    for text in (part, ("\ufeff" + part).encode("utf-16-le")):
        new = filled(zipped(parts_of({"S": text})), values({"a": "甲"}, 方案=[{"名": "一"}, {"名": "二"}]))
        assert texts(read(new)) == {"A1": "一", "A2": "二", "A4": "甲"}


@pytest.mark.libreoffice
def test_a_form_that_libreoffice_saved_is_filled_as_well(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice is installed (no soffice on the path)")
    path, target = tmp_path / "表.xlsx", tmp_path / "saved"
    path.write_bytes(designed_form())
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(path)]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, check=False, timeout=200)
    assert ended.returncode == 0, ended.stderr
    new = filled((target / path.name).read_bytes(), values(HEAD, 步骤=STEPS))
    shown, second = sheets_of(new)
    assert str(shown["A1"].value) == "A&B <公司>处理单"
    assert [str(shown.cell(row, 1).value) for row in range(7, 11)] == ["1", "2", "3", "评价"]
    assert shown.print_area == "'表单'!$A$1:$D$16"
    assert [str(each.sqref) for each in shown.data_validations.dataValidation] == ["A11"]
    assert str(second["A1"].value).endswith("B10")
    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        assert not any(b"{{" in archive.read(name) for name in archive.namelist() if "sharedStrings" not in name)
