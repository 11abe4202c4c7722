"""The whole pass on a real file: written once, the second time nothing; everything else of the file stays."""

import hashlib
import io
import json
import os
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.registers import NOW, heads_of, template, with_rows
from xltools.errors import (
    ChangedSinceReadError,
    CopyOfRegisterError,
    EncryptedWorkbookError,
    LedgerError,
    NotARegisterError,
    NotAWorkbookError,
    ReadOnlyWorkbookError,
    VanishedError,
    WorkbookBusyError,
)
from xltools.language.words import Tab
from xltools.model.cell_address import column_letters
from xltools.model.finding import Finding
from xltools.model.notice import NoticeKind
from xltools.model.proposed_measure import ProposedMeasure
from xltools.operations.passes import refresh as module
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, check, refresh
from xltools.workbook.packaging.package import open_package

NAME = "feedback_report"
ROW = {
    "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
    "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
}  # fmt: skip


def register(folder: Path, rows: list[dict[str, str]], file_name: str = "台账.xlsx") -> Path:
    path = folder / file_name
    path.write_bytes(with_rows(template(NAME), "反馈登记", rows, heads_of(NAME, "cases")))
    return path


def pass_over(path: Path, now: datetime = NOW) -> RefreshResult:
    return refresh(path, now, order=PassOrder(hold_seconds=0))


def cell(path: Path, head: str, row: int = 5, sheet: str = "反馈登记") -> object:
    book = openpyxl.load_workbook(path)[sheet]
    heads = [each.value for each in book[4]]
    return book.cell(row, heads.index(head) + 1).value


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.value for finding in findings]


def test_a_refresh_numbers_stamps_and_remarks_in_the_very_file(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, {**ROW, "联系方式": "123", "问题描述": "产品坏了"}])
    result = pass_over(path)
    assert (result.cases, result.new_numbers, result.written) == (2, 2, True)
    assert (cell(path, "反馈编号", 5), cell(path, "反馈编号", 6)) == ("202405-001", "202405-002")
    assert cell(path, "登记时间") == NOW
    assert cell(path, "校验提示") is None
    remark = str(cell(path, "校验提示", 6))
    assert "【联系方式】" in remark
    assert "【问题描述】" in remark
    assert codes(result.findings) == ["CONTACT_MALFORMED", "TEXT_VAGUE"]


def test_the_second_refresh_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, {**ROW, "联系方式": "123"}])
    pass_over(path)
    before, times = path.read_bytes(), path.stat().st_mtime_ns
    result = pass_over(path)
    assert (result.written, result.edits) == (False, ())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, times)


def test_only_the_register_sheet_and_the_pages_change(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    before = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    pass_over(path)
    after = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    assert list(before) == list(after)
    package = open_package(path.read_bytes())
    ours = {
        sheet.part
        for sheet in package.sheets
        if sheet.name in ("反馈登记", Tab.TODO.said, Tab.OVERVIEW.said, Tab.NOTICES.said)
    }
    assert {name for name in before if before[name] != after[name]} == ours


def test_a_remark_goes_when_the_row_is_mended(tmp_path: Path) -> None:
    path = register(tmp_path, [{**ROW, "联系方式": "123"}])
    pass_over(path)
    book = openpyxl.load_workbook(path)
    book["反馈登记"].cell(5, heads_of(NAME, "cases").index("联系方式") + 1, "13800005678")
    book.save(path)
    result = pass_over(path)
    assert result.findings == ()
    assert cell(path, "校验提示") is None


def test_check_writes_nothing_at_all(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    before = path.read_bytes()
    result = check(path, NOW)
    assert (result.written, result.new_numbers) == (False, 1)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_pre_image_is_kept_and_the_journal_tells_every_cell(tmp_path: Path) -> None:
    # all four: every change that the tool makes is on record
    path = register(tmp_path, [ROW])
    before = path.read_bytes()
    result = pass_over(path)
    (backup,) = (tmp_path / ".xltools" / "backups" / path.name).iterdir()
    assert backup.read_bytes() == before
    intent, done = (json.loads(line) for line in (tmp_path / ".xltools" / "journal.jsonl").read_bytes().splitlines())
    assert intent["before"] == hashlib.sha256(before).hexdigest()
    assert intent["intent"] == done["done"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sum(len(change["rows"]) for change in intent["edits"]) == len(result.edits)


def test_an_aware_clock_is_taken_to_the_zone_of_the_register(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path, datetime(2024, 5, 10, 6, 0, 0, 123, tzinfo=UTC))
    assert cell(path, "登记时间") == datetime(2024, 5, 10, 14, 0)


def test_numbers_are_unique_over_the_registers_of_a_workspace(tmp_path: Path) -> None:
    one = register(tmp_path, [ROW], "一.xlsx")
    other = register(tmp_path, [{**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}], "二.xlsx")
    pass_over(one)
    pass_over(other)
    assert {cell(one, "反馈编号"), cell(other, "反馈编号")} == {"202405-001", "202405-002"}


@pytest.mark.parametrize(("one", "other"), [(3, 3), (2, 6), (6, 2)])
def test_registers_that_exchange_their_names_keep_their_numbers(tmp_path: Path, one: int, other: int) -> None:
    def rows(count: int, kind: str) -> list[dict[str, str]]:
        return [
            {**ROW, "联系方式": f"1380000{place:04}", "问题描述": f"{kind}第{place}台停机"} for place in range(count)
        ]

    first, second = register(tmp_path, rows(one, "空调"), "甲.xlsx"), register(tmp_path, rows(other, "门锁"), "乙.xlsx")
    pass_over(first)
    pass_over(second)
    first.rename(tmp_path / "丙")
    second.rename(first)
    (tmp_path / "丙").rename(second)
    before = first.read_bytes(), second.read_bytes()
    for path in (first, second, first):
        assert not pass_over(path).written
    assert (first.read_bytes(), second.read_bytes()) == before


def test_a_memory_that_is_lost_doubles_no_number_of_a_register_that_is_met_later(tmp_path: Path) -> None:
    first = register(tmp_path, [ROW], "甲.xlsx")
    second = register(tmp_path, [{**ROW, "联系方式": "13900001111", "问题描述": "门锁换了新电池还是死机"}], "乙.xlsx")
    pass_over(first)
    pass_over(second)
    shutil.rmtree(tmp_path / ".xltools")
    numbered = {**ROW, "反馈编号": "202405-001"}
    register(tmp_path, [numbered, {**ROW, "联系方式": "13900002222", "问题描述": "热水器点火三次才着火"}], "甲.xlsx")
    pass_over(first)
    pass_over(second)
    assert [cell(first, "反馈编号", 5), cell(first, "反馈编号", 6)] == ["202405-001", "202405-003"]
    assert cell(second, "反馈编号") == "202405-002"


@pytest.mark.parametrize("old_one_stays", [True, False])
def test_a_new_years_register_goes_on_with_the_open_cases(tmp_path: Path, old_one_stays: bool) -> None:
    cases = [{**ROW, "联系方式": f"1380000{place:04}", "问题描述": f"第{place}台空调停机"} for place in range(8)]
    old = register(tmp_path, cases, "2024.xlsx")
    pass_over(old)
    taken = [{**row, "反馈编号": f"202405-{place:03}"} for place, row in enumerate(cases, start=1)][5:]
    new = register(tmp_path, taken, "2025.xlsx")
    if old_one_stays:
        left = [{**row, "反馈编号": f"202405-{place:03}"} for place, row in enumerate(cases[:5], start=1)]
        register(tmp_path, left, "2024.xlsx")
    else:
        old.unlink()
    pass_over(new)
    assert [cell(new, "反馈编号", row) for row in (5, 6, 7)] == ["202405-006", "202405-007", "202405-008"]
    if old_one_stays:
        pass_over(old)
        assert [cell(old, "反馈编号", row) for row in (5, 9, 10)] == ["202405-001", "202405-005", None]


def test_a_renamed_register_keeps_its_numbers(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    renamed = path.rename(tmp_path / "二〇二四.xlsx")
    assert pass_over(renamed).written is False


def test_a_copy_beside_its_original_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, {**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}])
    pass_over(path)
    copy = tmp_path / "台账 - 副本.xlsx"
    copy.write_bytes(path.read_bytes())
    with pytest.raises(CopyOfRegisterError):
        pass_over(copy)
    assert copy.read_bytes() == path.read_bytes()


def test_numbers_issued_by_a_pass_that_failed_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path, [ROW])

    def crash(*_: object, **__: object) -> None:
        raise WorkbookBusyError(path, "by a test")

    with monkeypatch.context() as patched:
        patched.setattr(module, "replace_workbook", crash)
        with pytest.raises(WorkbookBusyError):
            pass_over(path)
    assert pass_over(path).new_numbers == 0
    assert cell(path, "反馈编号") == "202405-001"


def test_a_save_in_between_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path, [ROW])
    newer = register(tmp_path, [ROW, {**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}], "新.xlsx").read_bytes()
    real_patch = module.patch_package

    def save_meanwhile(*arguments: object) -> bytes:
        path.write_bytes(newer)
        return real_patch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "patch_package", save_meanwhile)
    with pytest.raises(ChangedSinceReadError):
        pass_over(path)
    assert path.read_bytes() == newer
    assert not list(tmp_path.glob(".~*"))


def plain_workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotAWorkbookError),
        (b"hello", NotAWorkbookError),
        (template(NAME)[:20_000], NotAWorkbookError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), EncryptedWorkbookError),
        (plain_workbook(), NotARegisterError),
    ],
    ids=["empty", "text", "truncated", "encrypted", "no template mark"],
)
def test_what_is_no_register_is_said_and_left_alone(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    for operation in (check, pass_over):
        with pytest.raises(error):
            operation(path, NOW)
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.xlsx"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        pass_over(tmp_path / "x.xlsx")


def test_a_read_only_file_is_respected(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(ReadOnlyWorkbookError):
        pass_over(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="hard links and symbolic links as POSIX has them")
def test_links(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    shortcut = tmp_path / "shortcut.xlsx"
    shortcut.symlink_to(path)
    assert refresh(shortcut, NOW, order=PassOrder(hold_seconds=0)).written
    assert shortcut.is_symlink()
    (tmp_path / "second.xlsx").hardlink_to(path)
    with pytest.raises(ReadOnlyWorkbookError):
        pass_over(path)


def test_a_damaged_memory_stops_before_a_number_could_be_given_twice(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    (ledger,) = (tmp_path / ".xltools").glob("numbers-*.jsonl")
    ledger.write_bytes(b"{broken\n" + ledger.read_bytes())
    with pytest.raises(LedgerError):
        pass_over(path)


def test_attachments_are_looked_for_beside_the_register(tmp_path: Path) -> None:
    # RR-7
    path = register(tmp_path, [{**ROW, "附件索引": "现场照片.JPG；录音.mp3"}])
    assert codes(pass_over(path).findings) == ["ATTACHMENT_MISSING"] * 2
    (tmp_path / "附件" / "五月").mkdir(parents=True)
    (tmp_path / "附件" / "五月" / "现场照片.jpg").touch()
    (tmp_path / "附件" / "录音.mp3").touch()
    assert codes(pass_over(path).findings) == []


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    hostile = "=cmd|' /C calc'!A0 坏了"
    path = register(tmp_path, [{**ROW, "客户名称/单位": hostile, "联系方式": "=1+1"}])
    pass_over(path)
    assert cell(path, "客户名称/单位") == hostile
    sheet = openpyxl.load_workbook(path)["反馈登记"]
    assert all(each.data_type != "f" for row in sheet.iter_rows(min_row=5) for each in row)
    assert str(cell(path, "校验提示")).startswith("【联系方式】")


def test_customers_text_cannot_light_up_other_cells(tmp_path: Path) -> None:
    path = register(tmp_path, [{**ROW, "反馈来源": "【优先级】"}])
    pass_over(path)
    assert "【优先级】" not in str(cell(path, "校验提示"))


def test_a_teams_own_definition_is_found_beside_its_register(tmp_path: Path) -> None:
    from tests.registers import SMALL, cases_of

    path = tmp_path / "小台账.xlsx"
    rows = cases_of("| 客户 |\n| 某公司 |")
    path.write_bytes(with_rows(template(), "登记", rows, heads_of("small_register", "cases")))
    with pytest.raises(NotARegisterError):
        pass_over(path)
    (tmp_path / "small_register.toml").write_bytes(SMALL.read_bytes())
    assert pass_over(path).new_numbers == 1


def test_a_pass_at_midnight_settles(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path, datetime(2024, 5, 10))
    assert pass_over(path, datetime(2024, 5, 10)).edits == ()


def test_a_future_date_does_not_make_every_minute_another_remark(tmp_path: Path) -> None:
    path = register(tmp_path, [{**ROW, "反馈日期": "@2024-06-01 09:30"}])
    assert codes(pass_over(path, datetime(2024, 5, 10, 14, 0)).findings) == ["DATE_IN_FUTURE"]
    later = pass_over(path, datetime(2024, 5, 10, 14, 1))
    assert "校验提示" not in [edit.reason for edit in later.edits]


def test_a_pass_that_cannot_write_remembers_and_journals_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path, [ROW])
    real_patch = module.patch_package

    def open_meanwhile(*arguments: object) -> bytes:
        (tmp_path / f".~lock.{path.name}#").write_text("Li Na,,,,;", encoding="utf-8")
        return real_patch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "patch_package", open_meanwhile)
    with pytest.raises(WorkbookBusyError):
        pass_over(path)
    assert not [entry for entry in (tmp_path / ".xltools").iterdir() if entry.suffix == ".jsonl"]


def test_a_sheet_of_somebody_s_own_is_left_alone_and_said(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    book = openpyxl.load_workbook(path)
    del book[Tab.TODO.said]
    book.create_sheet(Tab.TODO.said).cell(3, 2, "本周要打的电话")
    book.save(path)
    result = pass_over(path)
    assert ("PAGE_OCCUPIED", Tab.TODO.said) in [(each.code.value, each.sheet) for each in result.findings]
    assert result.pages == (Tab.OVERVIEW.said, Tab.NOTICES.said)
    assert openpyxl.load_workbook(path)[Tab.TODO.said].cell(3, 2).value == "本周要打的电话"


def test_what_was_decided_is_remembered_and_told_once(tmp_path: Path) -> None:
    path = register(tmp_path, [{**ROW, "优先级": "紧急"}])
    first = pass_over(path, datetime(2024, 5, 10, 14, 0))
    assert [each.recipient for each in first.notices if each.kind is NoticeKind.ESCALATED]
    assert check(path, datetime(2024, 5, 10, 14, 0)).notices == ()
    assert pass_over(path, datetime(2024, 5, 10, 14, 0)).notices == ()


def test_a_check_tells_what_a_refresh_would_tell_and_remembers_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    planned = check(path, NOW)
    assert planned.notices
    assert planned.pages
    assert not list(tmp_path.rglob("cases-*"))
    assert pass_over(path).notices == planned.notices


def test_measures_are_entered_once_and_the_second_time_nothing_is_written(tmp_path: Path) -> None:
    """FA-17: what the monthly report proposes is tracked in 改进项."""
    path = register(tmp_path, [ROW])
    measure = ProposedMeasure("2026年10月：电池故障", "产品", "抽检电芯容量", "质量部", NOW.date())
    first = refresh(path, NOW, order=PassOrder(hold_seconds=0, measures=(measure,)))
    assert (first.written, cell(path, "改进事项", sheet="改进项")) == (True, measure.title)
    before = path.read_bytes()
    again = refresh(path, NOW, order=PassOrder(hold_seconds=0, measures=(measure,)))
    assert (again.written, path.read_bytes()) == (False, before)


def test_a_formula_of_the_clerks_that_waits_for_its_value_changes_nothing(tmp_path: Path) -> None:
    """The tool drops what formulas reckoned from cells that it changes; until somebody opens the file, it is gone."""
    path = register(tmp_path, [ROW])
    pass_over(path)
    package = open_package(path.read_bytes())
    part = next(sheet.part for sheet in package.sheets if sheet.name == "反馈登记")
    place = f"{column_letters(heads_of(NAME, 'cases').index('联系方式') + 1)}5".encode()
    cell = re.compile(rb'<c r="%b"( s="\d+")[^>]*>.*?</c>' % place)
    xml, count = cell.subn(rb'<c r="%b"\1><f>"1380000"&amp;5678</f></c>' % place, package.part(part))
    path.write_bytes(package.replaced({part: xml}))
    result = check(path, NOW)
    assert (count, codes(result.findings), [edit.reason for edit in result.edits]) == (
        1,
        ["CELL_FORMULA"],
        ["校验提示"],
    )
