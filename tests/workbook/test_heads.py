"""Columns are found by what their heads say, wherever they stand."""

from tests.registers import small_definition
from xltools.model.finding import FindingCode
from xltools.model.register_definition import SheetDefinition, SheetKind
from xltools.workbook.heads import find_heads, plain_head, written_heads

SHEET = small_definition().sheet("log")
assert SHEET is not None
HEADS = ["编号", "时间", "校验提示", "内容"]


def test_heads_may_stand_in_any_row_and_order() -> None:
    rows = [
        [""] * 6,
        ["过程记录 2024", "", "", "", "", ""],
        ["", "内容", "我的备注", "时间", "编号", "校验提示"],
        ["x"] * 6,
    ]
    heads = find_heads(SHEET, "过程", rows)
    assert heads.row == 3
    assert heads.columns == {"content": 2, "logged_at": 4, "case_number": 5, "check_remark": 6}
    assert heads.findings == []


def test_width_blanks_and_line_breaks_do_not_matter() -> None:
    assert plain_head("联系\n方式 ") == plain_head("联系方式")
    assert plain_head("ＩＤ") == plain_head("id")
    assert find_heads(SHEET, "过程", [["编 号", "时间\n", "　校验提示", "内容"]]).columns.keys() == SHEET.by_name.keys()


def test_a_renamed_head_is_named_with_the_nearest() -> None:
    heads = find_heads(SHEET, "过程", [["编号", "时间", "校验提示", "主要内容"]])
    (finding,) = heads.findings
    assert (finding.code, finding.field, finding.row, finding.column) == (FindingCode.HEADER_MISSING, "content", 1, 4)
    assert "主要内容" in str(finding.params["nearest"])


def test_of_doubled_heads_the_leftmost_counts_and_it_is_said() -> None:
    heads = find_heads(SHEET, "过程", [["编号", "时间", "校验提示", "内容", "内容"]])
    (finding,) = heads.findings
    assert (finding.code, finding.field, finding.params["count"]) == (FindingCode.HEADER_DOUBLED, "content", 2)
    assert heads.columns["content"] == 4


def test_a_sheet_without_heads_has_none() -> None:
    assert find_heads(SHEET, "过程", [["a", "b"], ["c", "d"]]).row == 0
    assert find_heads(SHEET, "过程", []).row == 0


def test_a_value_that_looks_like_one_head_is_no_head_row() -> None:
    rows = [["时间", "x", "y", "z"], HEADS]
    assert find_heads(SHEET, "过程", rows).row == 2


def test_a_group_tells_equal_heads_of_two_lines_apart() -> None:
    rows = [["台账", "", "", "", ""], ["编号", "客户", "", "处理", ""], ["", "名称", "时间", "时间", "备注"]]
    heads = written_heads(rows, 3, 2)
    assert [head.alone for head in heads] == ["编号", "名称", "时间", "时间", "备注"]
    assert [head.qualified for head in heads] == ["编号", "客户·名称", "客户·时间", "处理·时间", "处理·备注"]
    assert [head.alone for head in written_heads(rows, 3, 1)] == ["", "名称", "时间", "时间", "备注"]


def test_a_qualified_head_goes_before_the_lower_line_alone() -> None:
    grouped = SHEET.by_name["logged_at"].model_copy(update={"header": "处理·时间"})
    fields = [grouped if each.name == "logged_at" else each for each in SHEET.fields]
    sheet = SheetDefinition(key="log", title="过程", kind=SheetKind.LOG, fields=tuple(fields), head_rows=2)
    rows = [["编号", "客户", "", "处理", "校验提示"], ["", "内容", "时间", "时间", ""]]
    heads = find_heads(sheet, "过程", rows)
    assert heads.columns == {"case_number": 1, "content": 2, "logged_at": 4, "check_remark": 5}
    assert (heads.row, heads.findings) == (2, [])
