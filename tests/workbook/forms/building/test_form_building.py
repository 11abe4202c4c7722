"""Built forms, read by a library that had no part in writing them."""

from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.template_samples import parts
from xltools.workbook.declared_names import declared_names, declared_tables
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.forms.building.form_building import build_form
from xltools.workbook.forms.building.form_layout import FormLayout
from xltools.workbook.forms.building.layout_files import forms_folder, shipped_layouts
from xltools.workbook.forms.filling.placeholders import Placeholder, marks_in

every_form = pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.key)

# FR-12: the fields in the procedure's order; True: a day without the time of day
FIELDS = [
    ("反馈编号", False), ("客户名称/单位", False), ("联系方式", False), ("反馈日期", True), ("反馈来源", False),
    ("问题描述", False), ("问题分类", False), ("优先级", False), ("处理责任人", False), ("处理时限", True),
    ("处理过程", True), ("处理结果", False), ("客户满意度", False), ("客户评价", False), ("报告编制人", False),
    ("编制日期", True), ("审核人", False), ("审核日期", True), ("备注", False),
]  # fmt: skip


def form(key: str) -> FormLayout:
    return next(layout for layout in shipped_layouts() if layout.key == key)


def built(layout: FormLayout) -> Worksheet:
    sheet = load_workbook(BytesIO(build_form(layout, shipped_definition(layout.of_register)))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def texts(sheet: Worksheet) -> list[str]:
    """What stands on the sheet, row by row from left to right."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def asked(text: str) -> list[Placeholder]:
    return [mark.placeholder for mark in marks_in(text)]


def below_the_title(sheet: Worksheet) -> list[str]:
    """What stands from the first section on."""
    return [str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None]


def test_the_report_has_the_nineteen_fields_in_order() -> None:  # FR-12
    found = below_the_title(built(form("feedback_report")))
    pairs = [(label, asked(value)) for label, value in pairwise(found)]
    fields = [(label, placeholders[0]) for label, placeholders in pairs if placeholders and not placeholders[0].table]
    assert fields == [(name, Placeholder("", name, day)) for name, day in FIELDS]


# form, requirement, what it shows
SHOWN = [
    (
        "feedback_analysis",
        "FA-3",
        "客户姓名 联系方式 反馈类型 所属产品/服务 产品批次 区域 问题描述 紧急程度 提交渠道 提交时间 附件.文件名",
    ),
    ("feedback_analysis", "FA-8", "主责部门 协同部门.协同部门 协同部门.协同事项"),
    ("feedback_analysis", "FA-9", "分配时间 接收时限 接收时间"),
    ("feedback_analysis", "FA-10", "处理方案 方案类型 处理步骤 预计完成时间 处理措施 所需资源 可行性"),
    ("feedback_analysis", "FA-11", "处理过程"),
    (
        "feedback_analysis",
        "FA-12",
        "延期申请.延期理由 延期申请.新预计时间 延期申请.审批人 延期申请.审批结论 延期后时限",
    ),
    ("feedback_analysis", "FA-13", "处理结果 处理人 结果告知时间"),
    ("feedback_analysis", "FA-14", "满意度 客户意见 跟进完成时间 跟进结果 跟进后满意度 回访记录.回访时间"),
    ("rapid_response", "RR-3", "提交时间 客户姓名 称谓 联系方式 客户等级 订单号"),
    ("rapid_response", "RR-6", "详细经过 影响范围 客户诉求 诉求确认 系统版本 操作步骤 报错信息"),
    ("rapid_response", "RR-8", "问题大类 问题小类"),
    ("rapid_response", "RR-9", "优先级 紧急程度 首次响应时限 处理时限"),
    ("rapid_response", "RR-10", "事件级别 责任部门"),
    ("rapid_response", "RR-11", "协同分工.协同部门 协同分工.分工内容 协同分工.责任人 协同分工.完成时限 协同分工.进度"),
    (
        "rapid_response",
        "RR-12",
        "记录时间 分类时间 分配时间 跟进时间 闭环时间 记录人 分类人 分配人 跟进人 闭环人",
    ),
    ("rapid_response", "RR-13", "改进项.改进事项 改进项.改进措施"),
    (
        "ticket_plan",
        "ST-6",
        "处理方案.处理方案 处理方案.责任人 处理方案.完成时限 处理方案.参会部门 处理方案.审批结论",
    ),
    ("ticket_plan", "ST-8", "配合事项.配合事项 配合事项.需要时间"),
    ("ticket_confirmation", "ST-9", "处理结果 问题确认单.确认日期 问题确认单.确认方式 问题确认单.客户签字人"),
    ("ticket_closing", "ST-11", "问题原因 处理过程 处理结果 经验教训 客户确认时间 确认方式 结案人 结案日期"),
    ("ticket_closing", "ST-10", "服务时效 技术能力 沟通态度 问题解决效果 低分原因"),
]


@pytest.mark.parametrize(("key", "requirement", "names"), SHOWN, ids=[f"{row[0]} {row[1]}" for row in SHOWN])
def test_each_form_shows_what_its_procedure_asks_for(key: str, requirement: str, names: str) -> None:
    shown = {
        ".".join(filter(None, (each.table, each.name)))
        for text in below_the_title(built(form(key)))
        for each in asked(text)
    }
    assert set(names.split()) <= shown, requirement


@every_form
def test_every_placeholder_is_declared(layout: FormLayout) -> None:
    definition = shipped_definition(layout.of_register)
    cells, tables = set(declared_names(definition)), declared_tables(definition)
    sheet = built(layout)
    footer = [sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text]
    for each in (each for text in (*texts(sheet), *footer) for each in asked(text or "")):
        assert each.name in (tables[each.table] if each.table else cells), each


@every_form
def test_no_row_repeats_two_tables_and_no_cell_is_a_formula(layout: FormLayout) -> None:
    for row in built(layout).iter_rows():
        tables = {each.table for cell in row if cell.value for each in asked(str(cell.value)) if each.table}
        assert len(tables) <= 1
        assert all(cell.data_type != "f" for cell in row)


@every_form
def test_two_builds_are_the_same_bytes(layout: FormLayout) -> None:
    definition = shipped_definition(layout.of_register)
    assert build_form(layout, definition) == build_form(layout, definition)


@every_form
def test_the_committed_workbook_is_what_its_layout_builds(layout: FormLayout) -> None:
    committed = parts((forms_folder() / f"{layout.title}.xlsx").read_bytes())
    fresh = parts(build_form(layout, shipped_definition(layout.of_register)))
    assert committed.keys() == fresh.keys()
    assert [part for part in fresh if fresh[part] != committed[part]] == []


@every_form
def test_it_prints_on_a4_one_page_wide(layout: FormLayout) -> None:
    sheet = built(layout)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$3:$3"
    assert "&P" in sheet.oddFooter.center.text
    assert "&N" in sheet.oddFooter.center.text
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$L${sheet.max_row}"


@every_form
def test_whatever_is_filled_in_wraps(layout: FormLayout) -> None:
    sheet = built(layout)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and asked(str(cell.value)):
                assert cell.alignment.wrap_text, cell.coordinate


@every_form
def test_room_is_left_for_a_logo_in_the_corner(layout: FormLayout) -> None:
    sheet = built(layout)
    assert sheet["A1"].value is None
    assert "A1:C1" in {str(area) for area in sheet.merged_cells.ranges}


@every_form
def test_what_a_customer_signs_is_stamped_with_nothing(layout: FormLayout) -> None:  # ST-9
    sheet = built(layout)
    told = [*texts(sheet), str(sheet.oddFooter.left.text)]
    assert any("{{用途}}" in text for text in told) is not layout.for_customer
