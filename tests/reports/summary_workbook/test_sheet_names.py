import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.summary_workbook.sheet_names import quoted, sheet_names


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["总览", "明细"], ["总览", "明细"]),
        (["a/b", "'引号'", "  ", "History"], ["a－b", "引号", "表", "History(2)"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "(2)"]),
        (["Abc", "aBC", "ABC"], ["Abc", "aBC(2)", "ABC(3)"]),
    ],
)
def test_titles_become_names_that_programs_take(titles: list[str], names: list[str]) -> None:
    assert sheet_names(titles) == names


@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_are_legal_and_told_apart(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_a_quote_in_a_name_is_doubled() -> None:
    assert quoted("it's") == "'it''s'"
