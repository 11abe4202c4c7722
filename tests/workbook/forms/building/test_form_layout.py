"""A layout takes exactly its twelve columns, or is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from xltools.workbook.forms.building.form_layout import Entry, FormLayout, Section, shares


def layout(**section: Any) -> FormLayout:
    return FormLayout.model_validate({"key": "x", "title": "表", "register": "small", "sections": [section]})


@pytest.mark.parametrize(
    ("said", "widths"),
    [
        ([None], [12]),
        ([None, None], [6, 6]),
        ([None] * 5, [3, 3, 2, 2, 2]),
        ([2, None, 1, None], [2, 5, 1, 4]),
        ([4, 8], [4, 8]),
    ],
)
def test_columns_that_nobody_claims_are_shared(said: list[int | None], widths: list[int]) -> None:
    assert shares(said) == widths


def test_a_bare_name_is_label_and_placeholder() -> None:
    assert Entry.model_validate("审核日期|日期") == Entry(label="审核日期", value="{{审核日期|日期}}")


def test_a_column_asks_for_the_name_of_its_head_unless_it_says_otherwise() -> None:
    section = Section.model_validate(
        {"table": "处理方案", "columns": ["责任人", {"head": "结论", "value": "{{处理方案.审批结论}}"}]}
    )
    assert [section.pattern(column) for column in section.columns] == ["{{处理方案.责任人}}", "{{处理方案.审批结论}}"]


@pytest.mark.parametrize(
    "section",
    [
        {"rows": [[{"label": "甲", "columns": 8}, {"label": "乙", "columns": 8}]]},
        {"rows": [[{"label": "甲", "columns": 8}]]},
        {"rows": [[{"label": "甲", "columns": 2}, "乙"]]},
        {"rows": [["甲"] * 7]},
        {"table": "附件"},
        {"columns": ["文件名"]},
        {"table": "附件", "columns": [{"head": "文件名", "columns": 11}]},
        {"heads": ["甲", "乙"], "grid": [["一"]]},
        {"signatures": [["签字"] * 5]},
        {"colour": "red"},
    ],
)
def test_what_does_not_fit_is_refused(section: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        layout(**section)


@pytest.mark.parametrize("title", ["", "a/b", "报告:一", "[表]", "x\n"])
def test_a_title_is_a_file_name_on_every_system(title: str) -> None:
    with pytest.raises(ValidationError):
        FormLayout.model_validate({"key": "x", "title": title, "register": "small", "sections": [{"text": "a"}]})


def test_every_text_that_may_ask_is_told() -> None:
    asked = layout(
        text="a",
        rows=[["b"]],
        heads=["h"],
        grid=[["c"]],
        table="附件",
        columns=["d"],
        signatures=[["e"]],
    )
    assert sorted(asked.texts()) == ["a", "c", "e", "{{b}}", "{{附件.d}}"]
