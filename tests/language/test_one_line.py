"""Words from outside stay on one line, and only show."""

import pytest

from xltools.language.one_line import cut_short, one_line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", ""),
        (" a \t b\r\nc ", "a b c"),
        ("red \x1b[31m\x07", "red [31m"),
        ("客服\u202e部\u3000二组", "客服 部 二组"),  # an override of direction, an ideographic space
        ("a\u2028b\x00", "a b"),
    ],
)
def test_one_line(words: str, line: str) -> None:
    assert one_line(words) == line


@pytest.mark.parametrize(("line", "short"), [("", ""), ("abcd", "abcd"), ("abcde", "abc…"), ("三四五六七", "三四五…")])
def test_what_is_left_out_is_shown(line: str, short: str) -> None:
    assert cut_short(line, 4) == short
