"""A register of a team's own has a form without anybody having drawn one."""

from collections import Counter

import pytest

from tests.registers import small_definition
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.forms.building.form_building import build_form
from xltools.workbook.forms.building.generic_layout import generic_layout, record_sheets
from xltools.workbook.forms.building.layout_files import refuse_undeclared
from xltools.workbook.forms.filling.placeholders import marks_in

every_register = pytest.mark.parametrize(
    "definition", [small_definition(), *map(shipped_definition, shipped_definitions())], ids=lambda each: each.name
)


def asked(definition: RegisterDefinition) -> Counter[str]:
    marks = (mark for text in generic_layout(definition).texts() for mark in marks_in(text))
    return Counter(".".join(filter(None, (mark.placeholder.table, mark.placeholder.name))) for mark in marks)


@every_register
def test_each_column_that_people_see_stands_on_it_once(definition: RegisterDefinition) -> None:
    shown = asked(definition)
    for field in definition.register_sheet.fields:
        assert shown[field.header] == (0 if field.hidden or field.name in ("check_remark", "sort_key") else 1), (
            field.name
        )


@every_register
def test_it_asks_for_nothing_unknown_and_can_be_built(definition: RegisterDefinition) -> None:
    layout = generic_layout(definition)
    refuse_undeclared(layout, definition, "generic")
    assert layout.main
    assert build_form(layout, definition) == build_form(layout, definition)


def test_log_records_and_attachments_are_told() -> None:
    assert {"处理过程", "附件.文件名"} <= asked(small_definition()).keys()
    shown = asked(shipped_definition("service_ticket"))
    assert {"处理方案.处理方案", "处理方案.审批意见", "配合事项.配合事项"} <= shown.keys()
    assert "处理方案.工单号" not in shown
    assert not any(name.startswith("处理轮次.") for name in shown)


def test_sheets_that_hold_nothing_of_a_case_are_named_in_one_line() -> None:
    layout = generic_layout(shipped_definition("service_ticket"), {"plans", "customer_tasks"})
    assert {"plans", "customer_tasks"} <= {sheet.key for sheet in record_sheets(shipped_definition("service_ticket"))}
    shown = " ".join(layout.texts())
    assert "处理方案.处理方案" not in shown
    (line,) = [section.text for section in layout.sections if section.text]
    assert "配合事项" in line


@pytest.mark.parametrize("title", ["甲/乙:台账?", "[台账]", " 台账. ", "CON", "台" * 100])
def test_its_title_is_a_file_name_whatever_the_register_is_called(title: str) -> None:
    form = generic_layout(small_definition().model_copy(update={"title": title})).form
    assert form.title.endswith("·案件报告")
    assert form.title == form.title.strip()
    assert not set(form.title) & set('\\/:*?"<>|[]')
    assert len(form.title) <= 80
