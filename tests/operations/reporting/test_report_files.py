"""A report is left alone where nothing changed, and never written over what people worked on."""

from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import WorkbookBusyError, XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.reporting.report_files import Placed, Placing, place_report, place_reports, reports_folder
from xltools.operations.reporting.report_memory import ReportMemory, recall
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 1, 8, 0)


def place(folder: Path, data: bytes, *ours: Placed) -> Placed:
    known = {each.sha256 for each in ours}
    return place_report(folder / "月报.xlsx", data, known, NOW, folder / "backups")


def test_the_same_report_is_not_written_again(tmp_path: Path) -> None:
    first = place(tmp_path, b"one")
    modified = first.path.stat().st_mtime_ns
    again = place(tmp_path, b"one", first)
    assert (first.placing, again.placing) == (Placing.WRITTEN, Placing.UNCHANGED)
    assert again.path.stat().st_mtime_ns == modified


def test_our_own_is_replaced_and_kept_in_the_backups(tmp_path: Path) -> None:
    first = place(tmp_path, b"one")
    second = place(tmp_path, b"two", first)
    assert (second.path, second.placing) == (first.path, Placing.WRITTEN)
    assert first.path.read_bytes() == b"two"
    assert [each.read_bytes() for each in (tmp_path / "backups").iterdir()] == [b"one"]


def test_what_people_changed_stays_and_ours_stands_beside_it(tmp_path: Path) -> None:
    first = place(tmp_path, b"one")
    first.path.write_bytes(b"one with a remark")
    second = place(tmp_path, b"two", first)
    assert first.path.read_bytes() == b"one with a remark"
    assert (second.placing, second.path.read_bytes()) == (Placing.BESIDE, b"two")
    third = place(tmp_path, b"three", first, second)
    assert (third.path, third.path.read_bytes()) == (second.path, b"three")


def test_an_open_report_is_not_touched(tmp_path: Path) -> None:
    first = place(tmp_path, b"one")
    (tmp_path / "~$月报.xlsx").write_bytes(b"\x02Li")
    with pytest.raises(WorkbookBusyError):
        place(tmp_path, b"two", first)
    assert first.path.read_bytes() == b"one"


def test_all_files_of_a_report_are_remembered_as_ours(tmp_path: Path) -> None:
    workspace, folder = Workspace(tmp_path), tmp_path / "报告"
    for content in (b"one", b"two"):
        files = {".xlsx": content, ".pdf": content * 2}
        placed = place_reports(workspace, folder, "月报", files, recall(workspace, "月报"), NOW)
        assert {each.path.name: each.path.read_bytes() for each in placed} == {
            f"月报{suffix}": data for suffix, data in files.items()
        }
    assert {each.placing for each in placed} == {Placing.WRITTEN}
    assert recall(workspace, "月报").files[-2:] == tuple(each.sha256 for each in placed)


def test_a_report_is_remembered_before_it_stands_there(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (tmp_path / "月报.xlsx").write_bytes(b"of people")
    (tmp_path / "~$月报.xlsx").write_bytes(b"\x02Li")
    (tmp_path / "月报 (2).xlsx").mkdir()
    with pytest.raises(XltoolsError):
        place_reports(workspace, tmp_path, "月报", {".xlsx": b"one"}, ReportMemory(), NOW)
    assert len(recall(workspace, "月报").files) == 1


def test_the_folder_that_stands_there_is_used_in_whatever_language_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    with speaking("en"):
        assert reports_folder(tmp_path) == tmp_path / "报告"
        assert reports_folder(tmp_path / "报告") != tmp_path / "报告" / "报告"
