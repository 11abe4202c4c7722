"""Text without what steers how other text is shown."""

import pytest

from xltools.reports.typesetting.plain_text import clean, head_parts, widest_word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x07b\x00", "ab"),
        ("a\tb", "a b"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\u202egpj.exe", "gpj.exe"),  # a direction override would turn the rest of the line around
        ("半个\ud800字", "半个□字"),
        ("#import *b* $x$ @a ] // \\", "#import *b* $x$ @a ] // \\"),
    ],
)
def test_a_text_keeps_what_can_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_long_word_may_be_broken_and_loses_nothing() -> None:
    word = "x" * 100
    assert clean(word).replace("\u200b", "") == word
    assert widest_word(clean(word)) < widest_word(word) == 100


def test_a_head_is_broken_before_its_unit() -> None:
    assert head_parts("平均（工作小时）") == ["平均", "（工作小时）"]
    assert head_parts("件数") == ["件数"]
