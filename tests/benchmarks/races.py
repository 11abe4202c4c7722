"""The races: what ours does, what the named rival does, on the same file; each racer runs in a process of its own."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import deadlines, reading
from tests.benchmarks.big_register import NOW, REGISTER_25, big_register, case, definition_25
from tests.benchmarks.laps import ROOT, Lap, Race, peak_megabytes
from xltools.model.cell_edit import CellEdit
from xltools.operations.passes.pass_order import PassOrder
from xltools.workbook.definition_files import read_definition

TEN = 10


def lap(racer: str, *arguments: str) -> Lap:
    """Run a racer in its own process."""
    command = [sys.executable, "-m", "tests.benchmarks.races", racer, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Lap(**json.loads(done.stdout.splitlines()[-1]))


def best(racer: str, *arguments: str, times: int = 3) -> Lap:
    laps = [lap(racer, *arguments) for _ in range(times)]
    return Lap(min(each.seconds for each in laps), max(each.peak for each in laps))


# The racers. Each returns what is timed; what it needs before stands outside.


def _refresh(path: str, register: str = str(REGISTER_25)) -> Callable[[], object]:
    from xltools.operations.passes import refresh as operation

    definition = read_definition(Path(register))
    return lambda: operation.refresh(Path(path), NOW, order=PassOrder(definition=definition, hold_seconds=0))


def _openpyxl(path: str, edits: str) -> Callable[[], object]:
    import openpyxl

    cells = _load_edits(Path(edits))

    def run() -> None:
        book = openpyxl.load_workbook(path)
        for edit in cells:
            book[edit.sheet].cell(edit.row, edit.column).value = edit.value  # type: ignore[union-attr]
        book.save(path + ".openpyxl.xlsx")

    return run


def _calamine(path: str) -> Callable[[], object]:
    from python_calamine import CalamineWorkbook

    def run() -> None:
        CalamineWorkbook.from_path(path).get_sheet_by_name("登记").to_python(skip_empty_area=False)

    return run


def _patch(path: str, edits: str) -> Callable[[], object]:
    from xltools.workbook.patching import patch

    data, cells = Path(path).read_bytes(), _load_edits(Path(edits))
    return lambda: patch(data, cells)


def _recompress(path: str) -> Callable[[], object]:
    import zipfile

    from isal import isal_zlib

    from xltools.workbook.packaging.zip_rewriting import DEFLATE_LEVEL

    with zipfile.ZipFile(path) as archive:
        part = max(archive.infolist(), key=lambda item: item.file_size if "sheet" in item.filename else 0)
        data = Path(path).read_bytes()
        start = (
            part.header_offset
            + 30
            + len(part.filename.encode())
            + int.from_bytes(data[part.header_offset + 28 : part.header_offset + 30], "little")
        )
        packed = data[start : start + part.compress_size]

    def run() -> None:
        sheet = isal_zlib.decompress(packed, -15)
        isal_zlib.compress(sheet, DEFLATE_LEVEL, -15)

    return run


RACERS: dict[str, Callable[..., Callable[[], object]]] = {
    "refresh": _refresh,
    "openpyxl": _openpyxl,
    "calamine": _calamine,
    "patch": _patch,
    "recompress": _recompress,
    "calendar": deadlines.calendar_racer,
    "pandas-calendar": deadlines.pandas_racer,
    "read": reading.register_racer,
    "pandas-read": reading.pandas_racer,
}


def _save_edits(path: Path, edits: list[CellEdit]) -> None:
    import pickle

    path.write_bytes(pickle.dumps([tuple(edit) for edit in edits]))


def _load_edits(path: Path) -> list[CellEdit]:
    import pickle

    return [CellEdit(*fields) for fields in pickle.loads(path.read_bytes())]


def _edits_of(path: Path) -> list[CellEdit]:
    from xltools.operations.passes.refresh import check

    return list(check(path, NOW, order=PassOrder(definition=definition_25())).edits)


class Track:
    """A folder with the big register in the states that the races need."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.rows = folder, rows
        self.fresh = folder / "fresh.xlsx"
        self.fresh.write_bytes(big_register(rows))
        self.edits = folder / "edits.pickle"
        _save_edits(self.edits, _edits_of(self.fresh))
        self.settled = self._settled()
        self.ten_edits = folder / "ten.pickle"

    def workspace(self, name: str, source: Path) -> Path:
        """A copy of a register in a workspace of its own, its memory beside it."""
        import shutil

        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if (source.parent / ".xltools").exists():
            shutil.copytree(source.parent / ".xltools", folder / ".xltools", ignore=shutil.ignore_patterns("backups"))
        return Path(shutil.copy(source, folder / "register.xlsx"))

    def _settled(self) -> Path:
        path = self.workspace("settled", self.fresh)
        _refresh(str(path))()
        return path

    def with_ten_new_rows(self, name: str) -> Path:
        """The settled register with ten cases typed in below the others."""
        import random

        from xltools.workbook.layout import FIRST_DATA_ROW
        from xltools.workbook.patching import patch

        path = self.workspace(name, self.settled)
        heads = [field.name for field in definition_25().register_sheet.fields]
        dice = random.Random(7)
        edits = [
            CellEdit("登记", FIRST_DATA_ROW + number, heads.index(field) + 1, value)
            for number in range(self.rows, self.rows + TEN)
            for field, value in case(number, dice).items()
            if value != ""
        ]
        path.write_bytes(patch(path.read_bytes(), edits))
        return path


def race_full_pass(track: Track) -> Race:
    """Every row gets all its system cells."""
    laps = [lap("refresh", str(track.workspace("full", track.fresh))) for _ in range(3)]
    ours = Lap(min(each.seconds for each in laps), max(each.peak for each in laps))
    theirs = lap("openpyxl", str(track.workspace("full", track.fresh)), str(track.edits))
    return Race("full pass", "openpyxl load, set, save", ours, theirs, "at least 6x")


def race_ten_rows(track: Track) -> Race:
    """Ten new rows in a register that is otherwise settled."""
    path = track.with_ten_new_rows("ten")
    _save_edits(track.ten_edits, _edits_of(path))
    laps = [lap("refresh", str(track.with_ten_new_rows("ten"))) for _ in range(3)]
    ours = Lap(min(each.seconds for each in laps), max(each.peak for each in laps))
    theirs = lap("openpyxl", str(track.with_ten_new_rows("ten")), str(track.ten_edits))
    return Race("ten rows", "openpyxl load, set, save", ours, theirs, "at least 15x")


def race_nothing(track: Track) -> Race:
    """A second refresh."""
    path = str(track.settled)
    return Race("nothing to do", "python-calamine read", best("refresh", path), best("calamine", path), "at least 0.5x")


def race_patch(track: Track) -> Race:
    """The patcher alone, ten rows."""
    path = track.with_ten_new_rows("patch")
    _save_edits(track.ten_edits, _edits_of(path))
    ours = best("patch", str(path), str(track.ten_edits))
    return Race("patch ten rows", "inflate and deflate the sheet", ours, best("recompress", str(path)), "at least 0.4x")


def race_patch_all(track: Track) -> Race:
    """The patcher alone, every row."""
    ours = best("patch", str(track.fresh), str(track.edits))
    return Race("patch all rows", "inflate and deflate the sheet", ours, best("recompress", str(track.fresh)), "-")


def race_reading(track: Track) -> Race:
    """All sheets, typed and checked against the definition; the rival gives columns of whatever stands there."""
    path = str(track.settled)
    return Race("reading", "pandas.read_excel", best("read", path), lap("pandas-read", path), "at least 5x")


def race_reading_fast(track: Track) -> Race:
    """The same against the fastest engine that pandas has, which is the one that we use."""
    path = str(track.settled)
    return Race("reading", "pandas with calamine", best("read", path), best("pandas-read", path, "calamine"), "-")


def race_deadlines(_track: Track) -> Race:
    """A hundred thousand deadlines in working hours."""
    count = "100000"
    ours, theirs = best("calendar", count), lap("pandas-calendar", count)
    return Race("deadlines", "pandas CustomBusinessHour", ours, theirs, "at least 20x")


def race_far_deadlines(_track: Track) -> Race:
    """Ten thousand spans of five years."""
    span = ("10000", str(deadlines.FIVE_YEARS))
    ours, theirs = best("calendar", *span), lap("pandas-calendar", *span)
    return Race("5-year spans", "pandas CustomBusinessHour", ours, theirs, "at least 10x")


RACES: dict[str, Callable[[Track], Race]] = {
    "full": race_full_pass,
    "ten": race_ten_rows,
    "nothing": race_nothing,
    "patch": race_patch,
    "patch-all": race_patch_all,
    "reading": race_reading,
    "reading-fast": race_reading_fast,
    "deadlines": race_deadlines,
    "deadlines-far": race_far_deadlines,
}


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
    run = RACERS[sys.argv[1]](*sys.argv[2:])
    begin = time.perf_counter()
    run()
    print(json.dumps({"seconds": time.perf_counter() - begin, "peak": peak_megabytes()}))
