"""What people wrote is no mark-up, and what a service says holds no secret."""

import pytest

from xltools.operations.notifying.senders.letter import plain_words, short_words


@pytest.mark.parametrize(
    "text",
    ["<@all>", '<at user_id="all">', "[x](http://evil.example)", "@13800000000", "**x**", "`x`", "<font>", "![i](u)"],
)
def test_nothing_is_left_that_a_chat_program_reads_as_mark_up(text: str) -> None:
    assert not set("<>[]@*`!") & set(plain_words(text))
    assert "://" not in plain_words(text)


def test_other_words_stay_as_they_are() -> None:
    assert (
        plain_words("202611-001 – 解决时限 2026-11-20 09:00 已过（刘）")
        == "202611-001 – 解决时限 2026-11-20 09:00 已过（刘）"
    )


def test_a_services_words_are_one_short_line_without_secrets() -> None:
    said = short_words("line\r\nof \x1b[31m s3cret " + "x" * 1000, ("s3cret", ""))
    assert said.isprintable()
    assert "s3cret" not in said
    assert len(said) == 300
