"""Pre-images: the last 20, and the first one of each of the last 30 days; whatever the clock does."""

import errno
import hashlib
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from xltools.operations.files import left_behind
from xltools.operations.files.backups import Version, backup_of, keep_version, kept_versions, superfluous

NOW = datetime(2024, 5, 10, 14, 0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"now")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".xltools" / "backups" / "子文件夹" / "台账.xlsx"


def keep(folder: Path, book: Path, data: bytes, now: datetime) -> Path:
    return keep_version(folder, book, data, hashlib.sha256(data).hexdigest(), now)


def versions(*moments: datetime) -> list[Version]:
    return [Version(Path(f"{place}"), moment, "") for place, moment in enumerate(moments)]


def remaining(all_of_them: list[Version]) -> list[datetime]:
    gone = superfluous(all_of_them)
    return [version.moment for version in all_of_them if version not in gone]


def test_a_version_has_moment_and_checksum_in_its_name(folder: Path, book: Path) -> None:
    path = keep(folder, book, b"old", NOW)
    sha256 = hashlib.sha256(b"old").hexdigest()
    assert path.read_bytes() == b"old"
    assert path.name == f"20240510-140000-{sha256[:12]}.xlsx"
    assert kept_versions(folder) == [Version(path, NOW, sha256[:12])]
    assert [entry.name for entry in folder.iterdir()] == [path.name]


def test_no_folder_holds_no_versions(folder: Path) -> None:
    assert kept_versions(folder) == []
    assert backup_of(folder, "0" * 64) is None


def test_the_last_twenty_stay_within_a_day() -> None:
    moments = [NOW + timedelta(minutes=minute) for minute in range(50)]
    assert remaining(versions(*moments)) == [moments[0], *moments[-20:]]


def test_each_days_first_stays_for_thirty_days() -> None:
    moments = [NOW + timedelta(days=day, hours=hour) for day in range(60) for hour in (0, 1, 2)]
    kept = remaining(versions(*moments))
    assert kept[-20:] == moments[-20:]
    firsts = [moment for moment in kept if moment.hour == NOW.hour]
    assert [moment.date() for moment in firsts] == [date(2024, 5, 10) + timedelta(days=day) for day in range(30, 60)]


def test_days_without_a_write_cost_no_version() -> None:
    # a workbook that rests for half a year keeps its history
    moments = [NOW + timedelta(days=10 * each, minutes=minute) for each in range(5) for minute in range(30)]
    kept = remaining(versions(*moments))
    assert len({moment.date() for moment in kept}) == 5


def test_a_clock_that_steps_back_a_year_loses_nothing_that_is_new(folder: Path, book: Path) -> None:
    for minute in range(25):
        keep(folder, book, b"%d" % minute, NOW + timedelta(minutes=minute))
    back = NOW - timedelta(days=365)
    for minute in range(25, 30):
        keep(folder, book, b"%d" % minute, back + timedelta(minutes=minute))
        assert kept_versions(folder)[-1].path.read_bytes() == b"%d" % minute
    assert [version.path.read_bytes() for version in kept_versions(folder)[-20:]] == [
        b"%d" % each for each in range(10, 30)
    ]


def test_the_disks_clock_may_step_back_too(folder: Path, book: Path) -> None:
    first = keep(folder, book, b"1", NOW)
    later = first.stat().st_mtime + 366 * 86400
    os.utime(first, (later, later))
    second = keep(folder, book, b"2", NOW - timedelta(days=1))
    assert [version.path for version in kept_versions(folder)] == [first, second]


def test_the_same_version_in_the_same_second_stands_once(folder: Path, book: Path) -> None:
    keep(folder, book, b"1", NOW)
    keep(folder, book, b"2", NOW)
    again = keep(folder, book, b"1", NOW)
    assert [version.path.read_bytes() for version in kept_versions(folder)] == [b"2", b"1"]
    assert kept_versions(folder)[-1].path == again


def test_a_version_is_found_by_its_whole_checksum(folder: Path, book: Path) -> None:
    paths = [keep(folder, book, data, NOW + timedelta(days=day)) for day, data in enumerate((b"a", b"b", b"a"))]
    assert backup_of(folder, hashlib.sha256(b"a").hexdigest()) == paths[2]
    assert backup_of(folder, hashlib.sha256(b"b").hexdigest()) == paths[1]
    assert backup_of(folder, hashlib.sha256(b"a").hexdigest()[:12] + "0" * 52) is None


def test_a_damaged_version_is_none(folder: Path, book: Path) -> None:
    keep(folder, book, b"a", NOW)
    whole = keep(folder, book, b"a", NOW + timedelta(days=1))
    damaged = keep(folder, book, b"a", NOW + timedelta(days=2))
    damaged.write_bytes(b"")
    assert backup_of(folder, hashlib.sha256(b"a").hexdigest()) == whole


def test_what_else_lies_there_is_left_alone(folder: Path, book: Path) -> None:
    folder.mkdir(parents=True)
    others = ["说明.txt", "20249999-999999-0123456789ab.xlsx", f"{left_behind.TEMPORARY_PREFIX}1-x.tmp"]
    for name in others:
        (folder / name).write_bytes(b"x")
    for minute in range(25):
        keep(folder, book, b"%d" % minute, NOW + timedelta(minutes=minute))
    assert all((folder / name).exists() for name in others)
    assert len(kept_versions(folder)) == 21


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_no_half_version(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    kept = keep(folder, book, b"old", NOW)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError):
        keep(folder, book, b"newer", NOW)
    assert list(folder.iterdir()) == [kept]


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_a_private_workbooks_versions_are_private(folder: Path, book: Path) -> None:
    book.chmod(0o600)
    assert keep(folder, book, b"old", NOW).stat().st_mode & 0o777 == 0o600
