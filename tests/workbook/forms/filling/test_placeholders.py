import pytest

from xltools.workbook.forms.filling.placeholders import Placeholder, marks_in


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("{{处理结果}}", Placeholder("", "处理结果")),
        ("{{ 处理结果 }}", Placeholder("", "处理结果")),
        ("{{反馈日期|日期}}", Placeholder("", "反馈日期", day_only=True)),
        ("{{处理方案.责任人}}", Placeholder("处理方案", "责任人")),
        ("{{plans.due | 日期}}", Placeholder("plans", "due", day_only=True)),
        ("{{客户名称/单位}}", Placeholder("", "客户名称/单位")),
    ],
)
def test_a_placeholder_names_what_it_asks_for(text: str, placeholder: Placeholder) -> None:  # FR-12
    assert [mark.placeholder for mark in marks_in(text)] == [placeholder]


def test_the_text_around_placeholders_stays_outside() -> None:
    text = "编制人：{{报告编制人}}，{ {审核人} }{{审核人}}。"
    assert [text[mark.start : mark.end] for mark in marks_in(text)] == ["{{报告编制人}}", "{{审核人}}"]


@pytest.mark.parametrize("text", ["{单}", "｛｛全角｝｝", "", "a{b}c"])
def test_other_braces_are_text(text: str) -> None:
    assert marks_in(text) == ()


@pytest.mark.parametrize(
    "text", ["{{处理结果", "处理结果}}", "{{a{{b}}", "{{}}", "{{ . }}", "{{方案.}}", "{{.责任人}}", "{{日期|时间}}"]
)
def test_misspelled_placeholders_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        marks_in(text)
