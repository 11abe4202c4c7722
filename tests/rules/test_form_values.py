"""What a form may ask for is all there, composed for those who will read it. (FR-12, FR-13, FA-13, RR-12)"""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.rules.case_views import policy_of
from xltools.model.case_file import CaseFile
from xltools.model.form_values import Audience, attachments_table, composed_names
from xltools.rules.form_values import form_values
from xltools.workbook.definition_files import shipped_definition, shipped_definitions

NOW = datetime(2024, 5, 10, 14, 0)
CASE = CaseFile(
    shipped_definition("rapid_response"),
    "20240501-CS-001",
    5,
    {
        "customer_name": "王芳",
        "salutation": "女士",
        "contact": "13800001234",
        "received_at": datetime(2024, 5, 1, 9, 30),
        "attachments": "截图.png；录音 王芳.mp3；截图.PNG",
    },
    {"duties": ({"department": "技术部", "duty": "补发订单"},)},
    datetime(2024, 5, 2, 10, 0),
)
FILES = {"截图.png": "../附件/截图.png"}


@pytest.mark.parametrize("name", shipped_definitions())
@pytest.mark.parametrize("audience", Audience)
def test_everything_that_a_register_declares_can_be_asked_for(name: str, audience: Audience) -> None:
    definition = shipped_definition(name)
    values = form_values(CaseFile(definition, "1", 5, {}), policy_of(name), audience, NOW)
    fields = definition.register_sheet.fields
    assert values.cells.keys() >= {
        *composed_names(),
        *(each.name for each in fields),
        *(each.header for each in fields),
    }
    assert values.tables.keys() == values.columns.keys() >= {attachments_table(), "log", "过程记录"}


def test_a_moment_is_told_with_and_without_its_time() -> None:
    cell = form_values(CASE, policy_of(), Audience.INWARD, NOW).cells["提交时间"]
    assert (cell.text, cell.day) == ("2024-05-01 09:30", "2024-05-01")


def test_a_table_has_a_row_for_each_record_by_head_and_name() -> None:  # RR-11
    (row,) = form_values(CASE, policy_of(), Audience.INWARD, NOW).tables["协同分工"]
    assert (row["协同部门"].text, row["duty"].text, row["完成情况"].text) == ("技术部", "补发订单", "")


def test_attachments_are_listed_once_with_links_to_those_that_are_there() -> None:  # RR-7
    inward = form_values(CASE, policy_of(), Audience.INWARD, NOW, FILES).tables["附件"]
    assert [(row["文件名"].text, row["文件名"].link) for row in inward] == [
        ("截图.png", "../附件/截图.png"), ("录音 王芳.mp3", ""),
    ]  # fmt: skip
    assert len({row["说明"].text for row in inward}) == 2


def test_outward_nobody_is_named_and_no_file_is_linked() -> None:  # FR-13, FA-13
    values = form_values(CASE, policy_of(), Audience.OUTWARD, NOW, FILES)
    assert [values.cells[name].text for name in ("客户姓名", "客户称呼", "contact")] == [
        "王*",
        "王*女士",
        "138****1234",
    ]
    assert [(row["文件名"].text, row["文件名"].link) for row in values.tables["附件"]] == [
        ("截图.png", ""), ("录音 王*.mp3", ""),
    ]  # fmt: skip


def test_settings_are_told_by_key_and_label() -> None:
    cells = form_values(CASE, policy_of(settings={"company_name": "某某公司"}), Audience.INWARD, NOW).cells
    assert (cells["公司名称"].text, cells["company_name"].text) == ("某某公司", "某某公司")


def test_each_attachment_has_its_row_outward_whatever_masking_makes_of_the_names() -> None:
    named = replace(CASE, values={**CASE.values, "attachments": "138\n00001234、5.png；现场.jpg"})
    inward, outward = (
        form_values(named, policy_of(), audience, NOW).tables["附件"]
        for audience in (Audience.INWARD, Audience.OUTWARD)
    )
    assert len(inward) == len(outward)
