"""A notice is told apart by its key alone."""

from xltools.model.notice import Notice, NoticeKind


def test_kinds_are_words_that_people_read() -> None:
    notice = Notice(NoticeKind.ESCALATED, "202405-001", "刘敏", "首次响应", "已超时", "202405-001|1|first_response|1")
    assert f"{notice.kind}" == "升级"
