"""Placeholders in texts for customers."""

import pytest

from xltools.model.notice_template import Placeholder, filled_in, has_stray_braces, placeholders_in


def test_names_and_days_are_found_in_order() -> None:
    text = "{{ 处理结果 }}：{{反馈日期|日期}}、{单}、{{}}"
    assert list(placeholders_in(text)) == [
        Placeholder("处理结果", ""),
        Placeholder("反馈日期", "日期"),
        Placeholder("", ""),
    ]
    assert [each.day_only for each in placeholders_in(text)] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "stray"), [("{{甲}}{乙}", False), ("{{甲}", True), ("{{甲", True), ("甲}}", True), ("{{甲}}}}", True)]
)
def test_braces_that_open_or_close_nothing(text: str, stray: bool) -> None:
    assert has_stray_braces(text) is stray


def test_what_is_put_in_is_not_searched_again() -> None:
    assert filled_in("{{甲}}{{乙}}", lambda each: f"{{{{{each.name}}}}}") == "{{甲}}{{乙}}"
