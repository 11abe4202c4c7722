"""Shipped layouts fit their registers; one that asks for what nobody declares is refused with the nearest name."""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.workbook.declared_names import declared_names, declared_tables
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.forms.building.layout_files import (
    read_layout,
    shipped_layouts,
)

SMALL = """
title = "小表"
register = "service_ticket"
[[sections]]
rows = [["处理结果", "{asked}"]]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_register_has_its_forms_and_one_main_one() -> None:
    # FR-12, FA-3 … FA-14, RR-12, ST-6, ST-9, ST-11
    assert [(form.of_register, form.title, form.main, form.needs) for form in shipped_layouts()] == [
        ("feedback_analysis", "客户反馈处理单", True, None),
        ("feedback_report", "售后服务反馈及处理结果报告", True, None),
        ("rapid_response", "快速响应问题反馈表", True, None),
        ("service_ticket", "售后服务工单结案报告", True, None),
        ("service_ticket", "问题确认单", False, "confirmations"),
        ("service_ticket", "问题处理方案表", False, "plans"),
    ]


def test_heads_fields_settings_and_what_is_composed_may_be_asked_for() -> None:
    names = set(declared_names(shipped_definition("service_ticket")))
    assert {"处理结果", "result", "公司名称", "company_name", "处理过程", "用途"} <= names
    tables = declared_tables(shipped_definition("service_ticket"))
    assert tables["处理方案"] == tables["plans"] >= {"责任人", "person"}
    assert tables["附件"] == {"序号", "文件名", "所在栏目", "说明"}
    assert "设置" not in tables


@pytest.mark.parametrize("asked", ["处理结果", "result", "附件.文件名", "plans.审批结论", "处理过程|日期"])
def test_what_is_declared_is_read(tmp_path: Path, asked: str) -> None:
    layout = read_layout(written(tmp_path, SMALL.format(asked=asked)))
    assert (layout.key, layout.form.register) == ("small", "service_ticket")


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("处理结杲", "处理结果"), ("处理方案.责仁人", "责任人"), ("处理方宴.责任人", "处理方案")],
)
def test_what_is_not_declared_is_refused_with_the_nearest(tmp_path: Path, asked: str, nearest: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_layout(written(tmp_path, SMALL.format(asked=asked)))
    assert refused.value.source == "small.toml"
    assert asked in refused.value.key
    assert nearest in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("小表", "小/表", "title"),
        ('title = "小表"', 'title = "小表"\nneeds = "plan"', "needs"),
        ('title = "小表"', 'titel = "小表"', "title"),
        ("service_ticket", "nothing", "name"),
        ("[[sections]]", "[[sections", "file"),
        ('["处理结果"', '[{ value = "{{处理结果" }', "sections"),
    ],
)
def test_a_broken_layout_is_named_with_its_key(tmp_path: Path, before: str, after: str, key: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_layout(written(tmp_path, SMALL.format(asked="result").replace(before, after)))
    assert refused.value.key == key


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        read_layout(tmp_path / "none.toml")
