"""A report is left alone where nothing changed, and never written over what people worked on."""

from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import WorkbookBusyError
from xltools.operations.reporting.report_files import Placed, Placing, place_report

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
