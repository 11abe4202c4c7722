"""Customers are told: shown, or put into the outbox once. (FA-13, FR-10)"""

from pathlib import Path

import pytest

from tests.commands.conftest import ROW, register
from tests.operations.notifying.made_up import MAIL, WECOM, workspace
from tests.registers import NOW, with_rows
from xltools.errors import UnknownCaseError, UnknownNoticeError
from xltools.operations.informing.informing import InformOrder, inform
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.passes.refresh import refresh
from xltools.operations.starting import start_register
from xltools.operations.workspace import Workspace
from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_files import read_definition

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


REPAIR = {
    "Received at": "@2024-05-01 09:30", "Channel": "phone", "Customer": "Jane Smith",
    "Fault": "Stops after ten minutes", "Priority": "high", "Contact details": "020 7946 0958",
    "Result": "Main board exchanged", "Repaired at": "@2024-05-03",
}  # fmt: skip


def repairs(folder: Path, *changes: tuple[str, str]) -> Path:
    """A register of the example that the command line prints, with one case that is done."""
    source, text = folder / "source.toml", example_definition()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    source.write_text(text, encoding="utf-8")
    path = start_register(str(source), folder / "desk").path
    heads = [field.header for field in read_definition(source).register_sheet.fields]
    path.write_bytes(with_rows(path.read_bytes(), "Repairs", [REPAIR], heads))
    refresh(path, NOW)
    return path


def test_the_example_of_a_definition_informs_its_customers(tmp_path: Path) -> None:
    (told,) = inform(repairs(tmp_path), NOW, InformOrder())
    assert told.notice.case_number == "R2024-0001"
    assert "Main board exchanged" in told.notice.text


def test_a_register_without_such_a_sheet_is_told_how_to_get_one(tmp_path: Path) -> None:
    without = example_definition().partition("\n[[default_rows.notice_templates]]")
    path = repairs(tmp_path, ('"notice_templates", ', ""), (without[1] + without[2], ""))
    with pytest.raises(UnknownNoticeError) as refused:
        inform(path, NOW, InformOrder())
    assert '"notice_templates"' in str(refused.value)
    assert "repairs.toml" in str(refused.value)


def test_one_whose_definition_has_it_by_now_is_told_to_be_upgraded(tmp_path: Path) -> None:
    without = example_definition().partition("\n[[default_rows.notice_templates]]")
    path = repairs(tmp_path, ('"notice_templates", ', ""), (without[1] + without[2], ""))
    (path.parent / "repairs.toml").write_text(example_definition(), encoding="utf-8")
    with pytest.raises(UnknownNoticeError) as refused:
        inform(path, NOW, InformOrder())
    assert "xltools upgrade" in str(refused.value)
    assert "Notice templates" in str(refused.value)
