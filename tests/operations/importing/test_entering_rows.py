"""Rows of an export into a register: judged, entered once, handed back with reasons. (FA-1)"""

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.importing.samples import BAD_ROW, CSV, GOOD_ROW, OTHER_ROW, register
from tests.registers import read
from xltools.errors import DefinitionError, UnsafeWorkbookError, UnusableExportError, WorkbookBusyError
from xltools.model.cell_edit import CellEdit
from xltools.model.register import Value
from xltools.operations.importing import entering_rows
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export_reading import raw_exports
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import Undone, UndoOrder, undo
from xltools.workbook.patching import patch

NOW = datetime(2024, 5, 10, 14, 0)


def bring(path: Path, text: str, channel: str = "", /, *, dry_run: bool = False, **told: object) -> Imported:
    settings = ImportSettings.model_validate({"name": "平台", "match": "*", **told}) if told else None
    order = ExportOrder("评价.csv", raw_exports(text.encode()), settings, channel, dry_run, 0)
    return enter_export(path, order, NOW)


def column(path: Path, name: str) -> list[Value]:
    return list(read(path.read_bytes(), NOW).cases.values[name])


def test_good_rows_are_entered_once_and_the_register_is_at_rest_afterwards(tmp_path: Path) -> None:
    path = register(tmp_path)
    first = bring(path, CSV + GOOD_ROW + OTHER_ROW)
    assert (first.entered, first.known, first.returned) == (2, 0, ())
    assert column(path, "customer_name") == ["甲公司", "乙公司"]
    assert column(path, "number") == ["202405-001", "202405-002"]
    assert not refresh(path, NOW).written
    second = bring(path, CSV + GOOD_ROW + OTHER_ROW + GOOD_ROW.replace("甲", "己"))
    assert (second.entered, second.known) == (1, 2)


def test_a_row_that_is_not_understood_stays_out_with_all_its_reasons(tmp_path: Path) -> None:
    path = register(tmp_path)
    found = bring(path, CSV + GOOD_ROW + BAD_ROW)
    assert (found.entered, column(path, "customer_name")) == (1, ["甲公司"])
    (row,) = found.returned
    assert (row.line, row.faulty, len(row.problems)) == (3, {0, 2, 3}, 3)


@pytest.mark.parametrize(("strict", "entered"), [(False, 2), (True, 0)])
def test_what_says_too_little_is_entered_with_a_remark_unless_that_is_refused(
    tmp_path: Path, strict: bool, entered: int
) -> None:
    found = bring(
        register(tmp_path),
        CSV + "电话,甲公司,,2024-05-09,开机后自动停机\n电话,乙,13800005678,2024-05-09,坏了\n",
        strict=strict,
    )
    assert (found.entered, len(found.returned)) == (entered, 2 - entered)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path)
    before, names = path.read_bytes(), sorted(tmp_path.rglob("*"))
    found = bring(path, CSV + GOOD_ROW + BAD_ROW, dry_run=True)
    assert (found.entered, len(found.returned)) == (1, 1)
    assert (path.read_bytes(), sorted(tmp_path.rglob("*"))) == (before, names)


def test_a_file_without_a_time_of_receipt_is_received_now(tmp_path: Path) -> None:
    path = register(tmp_path)
    assert bring(path, "评价内容\n开机十分钟后自动停机\n", "邮件").received_now
    assert (column(path, "received_at"), column(path, "channel")) == ([NOW], ["邮件"])


def test_a_source_key_knows_a_review_again_whose_words_changed(tmp_path: Path) -> None:
    path = register(tmp_path)
    told = {"key": ["ID"], "columns": {"评价内容": "描述"}}
    assert bring(path, "ID,评价内容\n7,开机十分钟后自动停机\n", **told).entered == 1
    found = bring(path, "ID,评价内容\n7,开机后停机，追评：已修好\n8,洗衣机脱水晃动\n", **told)
    assert (found.entered, found.known) == (1, 1)


@pytest.mark.parametrize(
    ("channel", "told"), [("微信", {}), ("", {"channel": "微信"}), ("", {"defaults": {"大类": "x"}})]
)
def test_a_word_that_the_list_does_not_have_is_refused_before_it_spoils_every_row(
    tmp_path: Path, channel: str, told: dict[str, object]
) -> None:
    with pytest.raises(DefinitionError):
        bring(register(tmp_path), CSV + GOOD_ROW, channel, **told)


def test_a_busy_register_is_left_alone_and_nothing_is_remembered_as_entered(tmp_path: Path) -> None:
    path = register(tmp_path)
    lock = tmp_path / f".~lock.{path.name}#"
    lock.write_text("Li Na,,,,;", encoding="utf-8")
    with pytest.raises(WorkbookBusyError):
        bring(path, CSV + GOOD_ROW)
    lock.unlink()
    assert bring(path, CSV + GOOD_ROW).entered == 1


def test_a_busy_register_is_not_read_before_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path)
    monkeypatch.setattr(entering_rows, "opened_register", lambda *_: pytest.fail("it was read"))
    (tmp_path / f".~lock.{path.name}#").write_text("Li Na,,,,;", encoding="utf-8")
    with pytest.raises(WorkbookBusyError):
        bring(path, CSV + GOOD_ROW)


def test_what_describes_nothing_or_overflows_the_register_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path)
    with pytest.raises(UnusableExportError):
        bring(path, "手机\n13800005678\n")
    monkeypatch.setattr(entering_rows, "MAXIMUM_ROWS", 5)
    with pytest.raises(UnsafeWorkbookError):
        bring(path, CSV + GOOD_ROW + OTHER_ROW)


@pytest.mark.parametrize("step", ["_write", "finish"])
def test_a_crash_around_the_write_loses_no_row_and_enters_none_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """At the two places where the memory and the workbook disagree: before the write, and behind it."""
    from xltools.operations.importing.entry_memory import EntryMemory
    from xltools.operations.passes import refresh as operation

    class Killed(BaseException):
        """No handler of ours catches it, as none catches a kill."""

    def kill(*_: object) -> None:
        raise Killed

    path = register(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(*((operation, "_write") if step == "_write" else (EntryMemory, "finish")), kill)
        with pytest.raises(Killed):
            bring(path, CSV + GOOD_ROW + OTHER_ROW)
    found = bring(path, CSV + GOOD_ROW + OTHER_ROW)
    assert (found.entered, found.known) == ((2, 0) if step == "_write" else (0, 2))
    assert column(path, "customer_name") == ["甲公司", "乙公司"]
    assert column(path, "number") == ["202405-001", "202405-002"]  # the very numbers that were given before the crash
    assert refresh(path, NOW).findings == ()


def take_back(path: Path) -> Undone:
    return undo(path, NOW, UndoOrder(hold_seconds=0))


@pytest.mark.parametrize("meanwhile", ["nothing", "a refresh"])
def test_rows_that_an_undo_took_out_are_entered_again_under_their_numbers(tmp_path: Path, meanwhile: str) -> None:
    path = register(tmp_path)
    told = {"key": ["昵称"]}
    bring(path, CSV + GOOD_ROW + OTHER_ROW, **told)
    assert sorted(filter(None, take_back(path).entries.values())) == ["202405-001", "202405-002"]
    if meanwhile == "a refresh":
        refresh(path, NOW)
    found = bring(path, CSV + OTHER_ROW + GOOD_ROW.replace("开机十分钟后", "开机半小时后"), **told)
    assert (found.entered, found.known) == (2, 0)
    assert column(path, "customer_name") == ["乙公司", "甲公司"]
    assert column(path, "number") == ["202405-002", "202405-001"]
    assert refresh(path, NOW).findings == ()
    assert bring(path, CSV + GOOD_ROW + OTHER_ROW, **told).known == 2
    take_back(path)
    assert bring(path, CSV + GOOD_ROW + OTHER_ROW, **told).entered == 2


def test_rows_without_a_number_that_an_undo_took_out_are_entered_again(tmp_path: Path) -> None:
    path = register(tmp_path, template_name="rapid_response")  # numbers wait for what the class tells
    rows = "问题描述,反馈时间\n这里什么类别也看不出来,2024-05-09 08:30\n"
    assert list(result.entered.values() if (result := bring(path, rows).result) else ()) == [None]
    take_back(path)
    refresh(path, NOW)
    assert (bring(path, rows).entered, bring(path, rows).known) == (1, 1)


def test_where_people_typed_since_only_what_is_gone_is_entered_again(tmp_path: Path) -> None:
    path = register(tmp_path)
    bring(path, CSV + GOOD_ROW + OTHER_ROW)
    table = read(path.read_bytes(), NOW).cases
    number = table.columns["number"]
    path.write_bytes(patch(path.read_bytes(), [CellEdit(table.title, table.rows[0], number, "202405-9")]))
    undone = take_back(path)
    assert not undone.exactly
    assert list(undone.entries.values()) == ["202405-002"]
    found = bring(path, CSV + GOOD_ROW + OTHER_ROW)
    assert (found.entered, found.known) == (1, 1)


def test_rows_that_a_second_undo_brought_back_are_known(tmp_path: Path) -> None:
    path = register(tmp_path)
    bring(path, CSV + GOOD_ROW + OTHER_ROW)
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    take_back(path)
    undo(path, NOW, UndoOrder(after[:12], hold_seconds=0))
    assert column(path, "number") == ["202405-001", "202405-002"]
    found = bring(path, CSV + GOOD_ROW + OTHER_ROW)
    assert (found.entered, found.known) == (0, 2)
