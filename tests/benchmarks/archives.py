"""The race of the archive: a tenth of the rows as closed cases, planned, drawn, hashed, synced and put into place.

The rival copies as many finished folders with the standard library, each file synced: nothing is drawn or hashed. The
report is made up (a real one takes what filling its form takes); the rows' workbook and CSV files, manifest and
catalogue are real.
"""

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.laps import Lap, Race, peak_megabytes, process_lap
from tests.operations.archiving.archived_register import NOW, Made, many
from xltools.operations.archiving.archiving_register import archive_register

_ROWS_OF_A_CASE = 10
_REPORT_BYTES, _PHOTO_BYTES, _PHOTO_EVERY = 30_000, 200_000, 10


class _Reports:
    """The same report for every case, as large as a real one."""

    def __init__(self) -> None:
        self._report = Made("报告.xlsx", bytes(_REPORT_BYTES))

    def documents(self, *_: object) -> list[Made]:
        return [self._report]


class Archived:
    """A place for the race, and how large it is."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.cases = folder / "archived", max(1, rows // _ROWS_OF_A_CASE)
        self.folder.mkdir()


def archive(folder: Path, cases: int, progress: Callable[[int, int], None]) -> None:
    """Archive so many cases; one of ten has an attachment."""
    register = many(folder, cases)
    (folder / "附件" / "现场照片.jpg").write_bytes(bytes(_PHOTO_BYTES))
    for number in register.files.numbers[::_PHOTO_EVERY]:
        register.change(number, attachments="现场照片.jpg")
    outcome = archive_register(register, folder / "归档", _Reports(), NOW, progress)
    assert (len(outcome.made), outcome.left, outcome.stopped) == (cases, 0, "")


def race_archive(place: Archived) -> Race:
    """Ten thousand cases, where ``--rows`` is as it is by default."""
    ours = process_lap("tests.benchmarks.archives", str(place.folder), str(place.cases))
    begin = time.perf_counter()
    shutil.copytree(place.folder / "归档", place.folder / "copied", copy_function=_synced_copy)
    theirs = Lap(time.perf_counter() - begin, peak_megabytes())
    return Race("archive", "shutil.copytree, files synced", ours, theirs, "-")


def _synced_copy(source: str, target: str) -> None:
    shutil.copy2(source, target)
    with Path(target).open("rb+") as file:
        os.fsync(file.fileno())


ARCHIVES: dict[str, Callable[[Archived], Race]] = {"archive": race_archive}


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    steps: list[tuple[int, int]] = []
    began = time.perf_counter()
    archive(Path(sys.argv[1]), int(sys.argv[2]), lambda *step: steps.append(step))
    print(json.dumps({"cases": steps[-1][1], "steps": len(steps), "seconds": time.perf_counter() - began}))
