"""The races of what runs by itself: taking in an export, looking at a folder, keeping the journal."""

import csv
import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from watchdog.utils.dirsnapshot import DirectorySnapshot

from tests.benchmarks.big_register import NOW
from tests.benchmarks.laps import Lap, Race, peak_megabytes, process_lap
from xltools.model.cell_edit import CellEdit
from xltools.operations.journaling.journal import Journal, PassRecord
from xltools.operations.passes.pass_order import Cause
from xltools.operations.starting import start_register
from xltools.operations.watching.scanning import scan
from xltools.operations.workspace import Workspace
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.layout import FIRST_DATA_ROW

_TEMPLATE = "feedback_analysis"
_FOLDERS, _LOOKS = 20, 10
_ROWS_OF_AN_EXPORT, _BOOKS_OF_A_FOLDER, _CELLS_OF_A_PASS = 8, 50, 6  # one for so many cases of --rows; cells for each


class Unattended:
    """A place for the races, and how large they are."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.rows = folder, rows


def race_import(place: Unattended) -> Race:
    """An export of an eighth of the rows becomes cases of an empty register."""
    export = place.folder / "export.csv"
    heads = {"客户姓名": "客户{0}", "联系方式": "139{0:08}", "问题描述": "第{0}台开机十分钟后自动停机，面板显示 E-002"}
    with export.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(
            [text.format(row) for text in heads.values()] for row in range(place.rows // _ROWS_OF_AN_EXPORT)
        )
    register, theirs = (start_register(_TEMPLATE, place.folder / name, "台账").path for name in ("ours", "theirs"))
    at = f"{NOW:%Y-%m-%dT%H:%M}"
    ours = process_lap(
        "xltools", "import", str(export), "--into", str(register), "--channel", "社交媒体", "--now", at, "-q"
    )
    sheet = shipped_definition(_TEMPLATE).register_sheet
    columns = {field.header: place for place, field in enumerate(sheet.fields, start=1)}
    told = [f"{head}={columns[head]}" for head in heads]
    rival = process_lap(
        "tests.benchmarks.openpyxl_import", str(export), str(theirs), sheet.title, str(FIRST_DATA_ROW), *told
    )
    return Race("import", "pandas + openpyxl, no checks", ours, rival, "-")


def race_look(place: Unattended) -> Race:
    """One look at a folder of many workbooks, as the watcher takes it every few seconds."""
    root = place.folder / "watched"
    memory = Workspace(root).memory
    memory.mkdir(parents=True)
    for number in range(place.rows // _BOOKS_OF_A_FOLDER):
        path = root / f"{number % _FOLDERS:02}" / f"{number:05}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK")
    ours = _timed(lambda: scan(root, memory))
    return Race("look", "watchdog DirectorySnapshot", ours, _timed(lambda: DirectorySnapshot(str(root))), "-")


def race_journal(place: Unattended) -> Race:
    """The cells of a full pass, chained and synced, against plain JSON lines, synced too."""
    folder = place.folder / "journal"
    folder.mkdir()
    edits = [
        CellEdit("登记", row, column, f"值{row}", None, "列")
        for column in range(1, _CELLS_OF_A_PASS + 1)
        for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + place.rows)
    ]
    record = PassRecord("台账.xlsx", Cause.SAVED, NOW, "before", "after", edits)
    journal = Journal(Workspace(folder))

    def plain() -> None:
        with (folder / "plain.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([list(edit) for edit in edits], ensure_ascii=False, default=str) + "\n")
            file.flush()
            os.fsync(file.fileno())

    return Race("journal", "json.dumps, no chain", _timed(lambda: journal.intend(record)), _timed(plain), "-")


def _timed(deed: Callable[[], object]) -> Lap:
    """The best of several, in this process; the peak is the process's own."""
    seconds = timedelta.max.total_seconds()
    for _ in range(_LOOKS):
        begin = time.perf_counter()
        deed()
        seconds = min(seconds, time.perf_counter() - begin)
    return Lap(seconds, peak_megabytes())


UNATTENDED: dict[str, Callable[[Unattended], Race]] = {
    "import": race_import,
    "look": race_look,
    "journal": race_journal,
}
