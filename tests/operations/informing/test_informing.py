"""Customers are told: shown, or put into the outbox once. (FA-13, FR-10)"""

from pathlib import Path

import pytest

from tests.commands.conftest import ROW, register
from tests.operations.notifying.made_up import MAIL, WECOM, workspace
from tests.registers import NOW
from xltools.errors import UnknownCaseError, UnknownNoticeError
from xltools.operations.informing.informing import InformOrder, inform
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.passes.refresh import refresh
from xltools.operations.workspace import Workspace

DONE = {
    **ROW, "首次响应时间": "@2024-05-01 10:00", "处理结果": "更换主板后试机正常", "处理完成时间": "@2024-05-02 10:00",
    "审核人": "刘敏", "审核日期": "@2024-05-02",
}  # fmt: skip
BY_MAIL = {**DONE, "联系方式": "13800005678；zhang@example.com", "反馈来源": "电话客服", "问题描述": "洗衣机脱水时晃动"}


def two_cases(folder: Path) -> Path:
    """One customer who left a telephone number, and one who left an e-mail address and called."""
    path = register(folder, DONE, BY_MAIL)
    refresh(path, NOW)
    return path


def sendings(path: Path, **order: object) -> list[tuple[str, str]]:
    told = inform(path, NOW, InformOrder(**order))  # type: ignore[arg-type]
    return [(each.notice.case_number, each.sending.value) for each in told]


def test_nothing_is_sent_unasked(tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    space = workspace(tmp_path, MAIL)
    assert sendings(path) == [("202405-001", "shown"), ("202405-002", "shown")]
    assert not Outbox(space).read().entries


def test_who_left_an_address_is_written_to_once_in_words_for_letters(tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    space = workspace(tmp_path, MAIL, WECOM)
    assert sendings(path, send=True, dry_run=True) == [("202405-001", "no e-mail address"), ("202405-002", "queued")]
    assert not Outbox(space).read().entries
    assert sendings(path, send=True)[1] == ("202405-002", "queued")
    assert sendings(path, send=True, cases=("202405-002",)) == [("202405-002", "queued before")]
    (entry,) = Outbox(space).read().entries.values()
    assert (entry.address, entry.case) == ("zhang@example.com", "202405-002")
    assert "请问是" not in entry.text  # what is read out over the telephone


def test_without_a_way_it_is_said(tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    expected = [("202405-001", "no e-mail address"), ("202405-002", "no mail channel")]
    assert sendings(path, send=True) == expected
    workspace(tmp_path, WECOM)
    assert sendings(path, send=True) == expected
    assert not Outbox(Workspace(tmp_path)).read().entries


def test_a_named_notice_of_a_named_case_is_shown_though_it_is_not_due(tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    assert sendings(path, cases=("202405-001",), notice="满意度调查") == [("202405-001", "shown")]
    assert sendings(path, notice="满意度调查") == []
    assert sendings(path, cases=("202405-001",), notice="满意度调查", send=True) == []  # it would not be true
    assert sendings(path, cases=("２０２４０５-001",)) == [("202405-001", "shown")]


def test_a_case_that_no_refresh_has_numbered_yet_is_not_told_of(tmp_path: Path) -> None:
    assert sendings(register(tmp_path, BY_MAIL)) == []


def test_what_there_is_not_is_said(tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    with pytest.raises(UnknownCaseError):
        inform(path, NOW, InformOrder(cases=("202405-009",)))
    with pytest.raises(UnknownNoticeError):
        inform(path, NOW, InformOrder(notice="贺年片"))
