"""The folder 收件 from end to end: entered, sent back, corrected, dropped again, never twice. (FA-1)"""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from tests.operations.importing.samples import BAD_ROW, CSV, GOOD_ROW, OTHER_ROW, register, workbook
from tests.registers import read
from xltools.errors import UnusableExportError
from xltools.operations.importing import taking_in
from xltools.operations.importing.taking_in import TakenIn, Taking, import_file, take_in
from xltools.operations.journaling.journal import NoteKind
from xltools.operations.journaling.journal_reading import journal_entries
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)


def drop(folder: Path, name: str, contents: str | bytes) -> Path:
    path = folder / "收件" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
    return path


def take(folder: Path) -> list[TakenIn]:
    return take_in(folder, NOW, quiet_seconds=0, hold_seconds=0)


def customers(path: Path) -> list[object]:
    return list(read(path.read_bytes(), NOW).cases.values["customer_name"])


def names(folder: Path) -> list[str]:
    inbox = folder / "收件"
    return sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*") if path.is_file())


def test_an_empty_folder_has_nothing_to_be_taken_in(tmp_path: Path) -> None:
    register(tmp_path)
    assert take(tmp_path) == []
    (tmp_path / "收件").mkdir()
    assert take(tmp_path) == []


def test_a_good_file_is_entered_and_moved(tmp_path: Path) -> None:
    path = register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW)
    (taken,) = take(tmp_path)
    assert (taken.outcome, taken.entered, taken.register) == (Taking.ENTERED, 1, path)
    assert (customers(path), names(tmp_path)) == (["甲公司"], ["已导入/评价.csv"])
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW)  # the same export again
    (taken,) = take(tmp_path)
    assert (taken.outcome, taken.entered, taken.known) == (Taking.KNOWN, 0, 1)
    assert (customers(path), len(names(tmp_path))) == (["甲公司"], 2)


def test_faulty_rows_come_back_are_corrected_and_entered_once(tmp_path: Path) -> None:
    path = register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW + BAD_ROW)
    (taken,) = take(tmp_path)
    assert (taken.outcome, taken.entered, taken.faulty) == (Taking.ENTERED, 1, 1)
    assert names(tmp_path) == ["已导入/评价.csv", "退回/评价·退回.xlsx"]
    assert taken.returned is not None
    book = openpyxl.load_workbook(taken.returned)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[4]}
    for head, text in {"渠道": "邮件", "手机": "13800005670", "评价时间": "2024-05-09 10:00"}.items():
        sheet.cell(5, heads[head]).value = text
    corrected = tmp_path / "收件" / taken.returned.name
    book.save(corrected)
    again = corrected.read_bytes()
    (taken,) = take(tmp_path)
    assert (taken.outcome, taken.entered, taken.faulty) == (Taking.ENTERED, 1, 0)
    assert customers(path) == ["甲公司", "丙公司"]
    for name, contents in (("评价.csv", (CSV + GOOD_ROW + BAD_ROW).encode()), ("评价·退回.xlsx", again)):
        drop(tmp_path, name, contents)
        (taken,) = take(tmp_path)
        assert (taken.outcome, taken.faulty) == (Taking.KNOWN, 0)  # the row keeps the key that it had at first
    assert customers(path) == ["甲公司", "丙公司"]


def test_a_file_without_any_good_row_goes_back_as_a_whole(tmp_path: Path) -> None:
    drop(tmp_path, "评价.csv", CSV + BAD_ROW)
    register(tmp_path)
    (taken,) = take(tmp_path)
    assert taken.outcome is Taking.RETURNED
    assert names(tmp_path) == ["退回/评价.csv", "退回/评价·退回.xlsx"]


@pytest.mark.parametrize("contents", [b"", b"\xd0\xcf\x11\xe0", b"\x00\x01\x02", b"PK\x03\x04", "手机\n1\n".encode()])
def test_an_unusable_file_goes_back_with_its_reason(tmp_path: Path, contents: bytes) -> None:
    register(tmp_path)
    drop(tmp_path, "评价.csv", contents)
    (taken,) = take(tmp_path)
    assert taken.outcome is Taking.UNUSABLE
    assert names(tmp_path) == ["退回/评价.csv", "退回/评价·退回.xlsx"]
    assert isinstance(taken.error, UnusableExportError)


@pytest.mark.parametrize("busy", ["register", "file"])
def test_what_is_busy_waits_for_the_next_time(tmp_path: Path, busy: str) -> None:
    path = register(tmp_path)
    file = drop(tmp_path, "评价.xlsx", workbook(["评价内容", "渠道"], ["开机十分钟后停机", "电话"]))
    open_one = path if busy == "register" else file
    lock = open_one.with_name(f".~lock.{open_one.name}#")
    lock.write_text("Li Na,,,,;", encoding="utf-8")
    (taken,) = take(tmp_path)
    assert (taken.outcome, file.exists()) == (Taking.LATER, True)
    lock.unlink()
    assert take(tmp_path)[0].outcome is Taking.ENTERED


def test_a_file_that_is_still_being_written_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path)
    file = drop(tmp_path, "评价.csv", CSV + GOOD_ROW)
    monkeypatch.setattr(taking_in, "still_files", lambda *_: [])
    assert [taken.outcome for taken in take(tmp_path)] == [Taking.LATER]
    assert (customers(path), file.exists()) == ([], True)


def test_a_crash_before_the_move_enters_nothing_twice_and_makes_no_second_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW + BAD_ROW)
    with monkeypatch.context() as patched:
        patched.setattr(taking_in, "moved", lambda *_: None)
        take(tmp_path)
    (taken,) = take(tmp_path)
    assert (taken.entered, taken.known, taken.faulty) == (0, 1, 1)
    assert customers(path) == ["甲公司"]
    assert names(tmp_path) == ["已导入/评价.csv", "退回/评价·退回.xlsx"]


def test_the_settings_say_where_a_file_belongs_and_what_its_columns_are(tmp_path: Path) -> None:
    register(tmp_path, "甲.xlsx")
    second = register(tmp_path, "乙.xlsx")
    (tmp_path / "xltools.toml").write_text(
        '[[imports]]\nname = "平台"\nmatch = "平台*"\ninto = "乙.xlsx"\nchannel = "邮件"\n'
        'columns = { "正文" = "描述", "谁" = "客户" }\n', encoding="utf-8",
    )  # fmt: skip
    drop(tmp_path, "平台1.csv", "谁,正文\n甲公司,开机十分钟后停机\n")
    assert take(tmp_path)[0].outcome is Taking.ENTERED
    assert customers(second) == ["甲公司"]


def test_a_corrected_workbook_finds_its_register_and_its_channel_again(tmp_path: Path) -> None:
    path = register(tmp_path, "甲.xlsx")
    register(tmp_path, "乙.xlsx")
    file = tmp_path / "评价.csv"
    file.write_text("评价时间,评价内容\n2024-13-01,开机十分钟后自动停机\n", encoding="utf-8")
    returned = import_file(file, path, "邮件", NOW, hold_seconds=0).returned
    assert returned is not None
    book = openpyxl.load_workbook(returned)
    book.worksheets[0]["C5"] = "2024-05-09 10:00"
    book.save(tmp_path / "收件" / returned.name)
    (taken,) = take(tmp_path)
    assert (taken.outcome, taken.register) == (Taking.ENTERED, path)
    assert read(path.read_bytes(), NOW).cases.values["channel"] == ["邮件"]


def test_broken_settings_leave_every_file_where_it_is(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text("[[imports]]\n", encoding="utf-8")
    file = drop(tmp_path, "评价.csv", CSV + GOOD_ROW)
    assert ([taken.outcome for taken in take(tmp_path)], file.exists()) == ([Taking.LATER], True)


def test_one_bad_file_does_not_stop_the_next(tmp_path: Path) -> None:
    path = register(tmp_path)
    drop(tmp_path, "1.csv", b"")
    drop(tmp_path, "2.csv", CSV + GOOD_ROW)
    drop(tmp_path, "3.csv", CSV + OTHER_ROW)
    assert [taken.outcome for taken in take(tmp_path)] == [Taking.UNUSABLE, Taking.ENTERED, Taking.ENTERED]
    assert customers(path) == ["甲公司", "乙公司"]


def test_a_file_that_is_named_stays_where_it_is(tmp_path: Path) -> None:
    path = register(tmp_path)
    file = tmp_path / "评价.csv"
    file.write_text(CSV + GOOD_ROW + BAD_ROW, encoding="gbk")
    taken = import_file(file, path, "", NOW, hold_seconds=0)
    assert (taken.entered, taken.faulty, file.exists()) == (1, 1, True)
    assert taken.returned == tmp_path / "收件" / "退回" / "评价·退回.xlsx"


KEYED = '[[imports]]\nname = "平台"\nmatch = "*"\nkey = ["评价ID"]\ncolumns = { "评价内容" = "描述" }\n'


def test_rows_whose_key_lost_its_digits_come_back_all_of_them(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text(KEYED, encoding="utf-8")
    told = [f"第{place}台开机十分钟后自动停机" for place in range(4)]
    drop(tmp_path, "甲.xlsx", workbook(["评价ID", "评价内容"], *([202611000000000001 + n, told[n]] for n in range(4))))
    drop(tmp_path, "乙.csv", "评价ID,评价内容\n" + "".join(f"2.02611E+17,{text}\n" for text in told))
    assert [(taken.entered, taken.known, taken.faulty) for taken in take(tmp_path)] == [(0, 0, 4), (0, 0, 4)]


def test_a_key_that_two_rows_have_sends_the_second_back_until_it_is_corrected(tmp_path: Path) -> None:
    path = register(tmp_path)
    (tmp_path / "xltools.toml").write_text(KEYED, encoding="utf-8")
    text = "评价ID,评价内容\n7,开机十分钟后自动停机\n7,洗衣机脱水时晃动\n"
    drop(tmp_path, "评价.csv", text)
    (taken,) = take(tmp_path)
    assert (taken.entered, taken.known, taken.faulty) == (1, 0, 1)
    assert taken.returned is not None
    drop(tmp_path, taken.returned.name, taken.returned.read_bytes())  # as it is
    (taken,) = take(tmp_path)
    assert (taken.entered, taken.known, taken.faulty) == (0, 0, 1)
    assert taken.returned is not None
    book = openpyxl.load_workbook(taken.returned)
    cell = next(cell for cell in book.worksheets[0][4] if cell.value == "评价ID")
    book.worksheets[0].cell(5, cell.column).value = None
    book.save(tmp_path / "收件" / taken.returned.name)
    assert [taken.entered for taken in take(tmp_path)] == [1]
    assert read(path.read_bytes(), NOW).cases.values["problem_description"] == [
        "开机十分钟后自动停机", "洗衣机脱水时晃动",
    ]  # fmt: skip
    drop(tmp_path, "评价.csv", text)
    assert [(taken.entered, taken.known, taken.faulty) for taken in take(tmp_path)] == [(0, 2, 0)]


def test_the_journal_tells_which_file_rows_came_from(tmp_path: Path) -> None:
    path = register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW + BAD_ROW)
    take(tmp_path)
    file = tmp_path / "自选.csv"
    file.write_text(CSV + GOOD_ROW + OTHER_ROW, encoding="utf-8")
    import_file(file, path, "", NOW, hold_seconds=0, dry_run=True)
    import_file(file, path, "", NOW, hold_seconds=0)
    notes = [each for each in journal_entries(Workspace(tmp_path)) if each.kind == NoteKind.IMPORTED]
    assert [(each.register_id, each.facts()) for each in notes] == [
        (path.name, {"file": "评价.csv", "entered": 1, "known": 0, "sent_back": 1, "cases": ["202405-001"]}),
        (path.name, {"file": "自选.csv", "entered": 1, "known": 1, "sent_back": 0, "cases": ["202405-002"]}),
    ]


def test_a_file_that_cannot_be_moved_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW)
    monkeypatch.setattr(taking_in, "moved", lambda *_: None)
    for _ in range(3):
        take(tmp_path)
    assert [each.kind for each in journal_entries(Workspace(tmp_path))].count(NoteKind.IMPORTED) == 1


def test_a_long_name_comes_twice_and_goes_twice(tmp_path: Path) -> None:
    register(tmp_path)
    for outcome in (Taking.ENTERED, Taking.KNOWN):
        drop(tmp_path, f"{'评' * 83}.csv", CSV + GOOD_ROW)
        assert [taken.outcome for taken in take(tmp_path)] == [outcome]
    assert [name.partition("/")[0] for name in names(tmp_path)] == ["已导入", "已导入"]


def test_a_copy_of_the_register_is_not_entered_into_it(tmp_path: Path) -> None:
    path = register(tmp_path)
    drop(tmp_path, "评价.csv", CSV + GOOD_ROW)
    take(tmp_path)
    drop(tmp_path, "台账 副本.xlsx", path.read_bytes())
    assert [taken.outcome for taken in take(tmp_path)] == [Taking.UNUSABLE]
    assert customers(path) == ["甲公司"]


def test_rows_of_a_second_sheet_are_not_left_out_in_silence(tmp_path: Path) -> None:
    path = register(tmp_path)
    target = BytesIO()
    with Workbook(target) as book:
        for month in ("十月", "十一月"):
            sheet = book.add_worksheet(month)
            sheet.write_row(0, 0, ["评价内容", "昵称"])
            sheet.write_row(1, 0, [f"{month}开机十分钟后自动停机", "甲公司"])
    drop(tmp_path, "两张表.xlsx", target.getvalue())
    assert [taken.outcome for taken in take(tmp_path)] == [Taking.UNUSABLE]
    assert customers(path) == []


def test_folders_speak_the_workspaces_language_and_what_is_sent_back_the_registers(tmp_path: Path) -> None:  # issue 7
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    box = tmp_path / "Case inbox"
    box.mkdir()
    (box / "good.csv").write_text(CSV + GOOD_ROW, encoding="utf-8")
    (box / "bad.csv").write_text(CSV + BAD_ROW, encoding="utf-8")
    assert {taken.outcome for taken in take(tmp_path)} == {Taking.ENTERED, Taking.RETURNED}
    found = sorted(path.relative_to(box).as_posix() for path in box.rglob("*.*"))
    assert found == ["Imported/good.csv", "Returned/bad.csv", "Returned/bad·退回.xlsx"]
    assert openpyxl.load_workbook(box / found[2]).sheetnames == ["未导入"]
    assert take(tmp_path) == []


def test_what_cannot_be_read_at_all_is_told_in_the_workspaces_language(tmp_path: Path) -> None:  # issue 7
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    drop(tmp_path, "old.xls", b"\xd0\xcf\x11\xe0 old")  # the folder has a Chinese name, and goes on being used
    (taken,) = take(tmp_path)
    assert taken.returned is not None
    sheet = openpyxl.load_workbook(taken.returned).active
    told = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert told
    assert all(words.isascii() for words in (sheet.title, *told))
    assert taken.returned.parent == tmp_path / "收件" / "Returned"


def test_a_language_that_there_is_none_of_leaves_the_file_where_it_is(tmp_path: Path) -> None:  # issue 7
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text('language = "tlh"\n')
    path = drop(tmp_path, "good.csv", CSV + GOOD_ROW)
    (taken,) = take(tmp_path)
    assert (taken.outcome, path.exists()) == (Taking.LATER, True)
