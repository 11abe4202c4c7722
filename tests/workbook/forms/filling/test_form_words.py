import pytest

from tests.workbook.forms.filling.form_samples import values
from xltools.model.form_values import FormCell
from xltools.workbook.forms.filling.form_words import FormWords, unknown_name
from xltools.workbook.forms.filling.placeholders import Placeholder

FOUND = values(
    {"反馈日期": FormCell("2024-05-01 09:30", "2024-05-01"), "处理结果": "已更换"}, 处理方案=[{"责任人": "李工"}]
)


@pytest.mark.parametrize(
    ("placeholder", "word"),
    [
        (Placeholder("", "处理结果"), "已更换"),
        (Placeholder("", "反馈日期"), "2024-05-01 09:30"),
        (Placeholder("", "反馈日期", day_only=True), "2024-05-01"),  # FR-12: dates YYYY-MM-DD
        (Placeholder("", "处理结果", day_only=True), "已更换"),
        (Placeholder("处理方案", "责任人"), "李工"),
    ],
)
def test_a_placeholder_stands_for_a_word(placeholder: Placeholder, word: str) -> None:
    assert unknown_name(FOUND, placeholder) == ""
    assert FormWords(FOUND, FOUND.tables["处理方案"][0]).word(placeholder) == word


@pytest.mark.parametrize(
    ("placeholder", "nearest"),
    [
        (Placeholder("", "处理结论"), "处理结果"),
        (Placeholder("处理方按", "责任人"), "处理方案"),
        (Placeholder("处理方案", "负责人"), "责任人"),
    ],
)
def test_an_unknown_name_is_told_with_what_comes_nearest(placeholder: Placeholder, nearest: str) -> None:
    why = unknown_name(FOUND, placeholder)
    assert str(placeholder) in why
    assert nearest in why.replace(str(placeholder), "")


def test_a_table_without_rows_knows_its_columns() -> None:
    empty = values({}, 处理方案=[])
    known = empty.__class__({}, {"处理方案": []}, {"处理方案": frozenset({"责任人"})})
    assert unknown_name(known, Placeholder("处理方案", "责任人")) == ""
    assert unknown_name(known, Placeholder("处理方案", "别的")) != ""
