"""All rules together: remarks in the row, findings with addresses, the second pass without edits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import GOOD, NOW, case_cells, decided, definition, template, workbook
from xltools.model.finding_catalogue import CATALOGUE
from xltools.workbook.definition_files import shipped_definitions
from xltools.workbook.patching import patch

CELLS = st.sampled_from(
    [
        "",
        "电话",
        "产品坏了",
        "9:40",
        "#12.5",
        "@2024-05-01 09:30",
        "服务类",
        "功能故障",
        "=1+1",
        "202405-001",
        " ",
        "x.png",
    ]
)
HEADS = [*GOOD, "编号", "大类", "小类", "急", "响应", "订单号", "评分", "附件", "登记时间", "排序号", "校验提示"]


def test_a_remark_names_each_column_of_its_row_once() -> None:
    _, decision, edits = decided(workbook("| 联系方式 | 描述 |\n| 12 | 坏了 |\n| 13800005678 | 空调开机十分钟停机 |"))
    remarks = case_cells(edits, "small_register", "校验提示")
    assert list(remarks) == [1]
    assert [line.split("】")[0] for line in str(remarks[1]).splitlines()] == ["【联系方式", "【描述"]
    assert [finding.case_number for finding in decision.findings] == ["202405-001"] * 2


def test_settings_and_log_rows_have_their_own_remarks() -> None:
    _, _, edits = decided(
        workbook(
            [GOOD], log="| 编号 | 时间 | 内容 |\n| 202405-001 | x |  |", vague_words="| 用语 | 建议写法 |\n| 没用 |  |"
        )
    )
    assert list(case_cells(edits, "small_register", "校验提示", "log")) == [1]
    assert len(case_cells(edits, "small_register", "校验提示", "vague_words")) == 1


def test_every_shipped_template_is_clean_and_needs_nothing() -> None:
    for name in shipped_definitions():
        _, decision, edits = decided(template(name), name=name)
        assert (name, decision.findings, edits) == (name, (), [])


def test_every_requirement_register_numbers_its_first_case() -> None:
    # FR-3, FA-2, RR-2, ST-2
    expected = {
        "feedback_report": ({"反馈日期": "@2024-05-01 09:30"}, "202405-001"),
        "feedback_analysis": ({"提交时间": "@2024-05-01 09:30"}, "202405-001"),
        "service_ticket": ({"反馈时间": "@2024-05-01 09:30"}, "202405-00001"),
        "rapid_response": ({"提交时间": "@2023-10-27 09:30", "提交部门": "客服部"}, "20231027-CS-001"),
    }
    for name, (row, number) in expected.items():
        _, decision, _ = decided(workbook([row], name), name=name)
        assert decision.columns["cases"][definition(name).numbering.field] == [number], name


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(HEADS, CELLS)), max_size=4))
def test_a_second_refresh_changes_nothing(rows: list[dict[str, str]]) -> None:
    package = workbook(rows)
    _, decision, edits = decided(package)
    _, _, again = decided(patch(package, edits), NOW, list(decision.issued))
    assert again == []


def test_row_order_does_not_matter_to_findings() -> None:
    rows = [
        {**GOOD, "联系方式": "12"},
        {**GOOD, "描述": "空调滤网积灰报警"},
        {**GOOD, "渠道": "信鸽", "描述": "热水器点火三次才着火"},
    ]

    def told(order: list[dict[str, str]]) -> list[str]:
        return sorted(f"{each.code} {each.field}" for each in decided(workbook(order))[1].findings)

    assert told(rows) == told(rows[::-1])


def test_every_finding_that_is_no_remark_is_about_the_tools_own_doings() -> None:
    assert {code.value for code, entry in CATALOGUE.items() if not entry.in_remark} == {
        "NUMBER_RESTORED", "NUMBER_NOT_OURS", "NUMBER_OF_OTHERS", "NUMBER_PASTED", "TOOL_CELL_RESTORED"}  # fmt: skip
