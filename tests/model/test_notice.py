"""A notice is told apart by its key alone; its kind is a word of the language."""

import pytest

from xltools.language.speaking import speaking
from xltools.model.notice import Notice, NoticeKind


def test_kinds_are_words_that_people_read() -> None:
    notice = Notice(NoticeKind.ESCALATED, "202405-001", "刘敏", "首次响应", "已超时", "202405-001|1|first_response|1")
    assert notice.kind.said == "升级"
    with speaking("en"):
        assert notice.kind.said == "escalated"


@pytest.mark.parametrize(
    ("word", "kind"), [("升级", NoticeKind.ESCALATED), ("escalated", NoticeKind.ESCALATED), ("?", None)]
)
def test_a_kind_is_known_by_its_word_in_any_language(word: str, kind: NoticeKind | None) -> None:
    assert NoticeKind.named(word) is kind
