"""Rows of an export into a register: judged, entered once, handed back with reasons. (FA-1)"""

from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.importing.samples import BAD_ROW, CSV, GOOD_ROW, OTHER_ROW, register
from tests.registers import read
from xltools.errors import DefinitionError, UnsafeWorkbookError, UnusableExportError, WorkbookBusyError
from xltools.model.register import Value
from xltools.operations.importing import entering_rows
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export_reading import raw_exports
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.refresh import refresh

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
    from xltools.operations import refresh as operation
    from xltools.operations.importing.entry_memory import EntryMemory

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
