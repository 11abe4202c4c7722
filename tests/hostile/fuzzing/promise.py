"""What holds whatever was done to a register: it is worked on or refused, and nothing is lost."""

import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.hostile.fuzzing.budgets import MOST_GROWTH_BYTES, MOST_SECONDS
from tests.hostile.fuzzing.sound_folders import NOW
from tests.hostile.fuzzing.witness import Content, Testimony, plain, witnessed
from xltools.errors import XltoolsError
from xltools.model.field import Owner
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, check, refresh

_SHARED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_CHAIN = "xl/calcChain.xml"
_SEARCHED_ROWS = 60


def kept(path: Path, register: RegisterDefinition, now: datetime = NOW) -> RefreshResult | XltoolsError:
    """Check, refresh and refresh again, and see that all that is promised holds."""
    data = path.read_bytes()
    with _shown(data):
        return _kept(path, data, register, now)


@contextmanager
def _shown(data: bytes) -> Iterator[None]:
    """Of a failure the last file is kept, and the last is the smallest."""
    try:
        yield
    except BaseException:
        (Path(tempfile.gettempdir()) / "xltools-fuzz-failure.xlsx").write_bytes(data)
        raise


def _kept(path: Path, data: bytes, register: RegisterDefinition, now: datetime) -> RefreshResult | XltoolsError:
    beside = _beside(path)
    with _within_bounds():
        outcome = _outcome(path, now, data)
    if isinstance(outcome, XltoolsError):
        assert_a_sentence(outcome)
        assert path.read_bytes() == data
        assert _beside(path) == beside
        return outcome
    after = path.read_bytes()
    assert outcome.written == (after != data)
    assert_nothing_lost(data, after, outcome, register)
    if _results_emptied(data, after):  # a formula in people's cells is read as empty until it is computed anew
        after = _refreshed_again(path, now)
    before, after = after, _refreshed_again(path, now)
    assert after == before
    return outcome


def _refreshed_again(path: Path, now: datetime) -> bytes:
    with _within_bounds():
        again = refresh(path, now, order=PassOrder(hold_seconds=0))
    after = path.read_bytes()
    assert again.written == bool(again.edits or again.pages)
    return after


def _results_emptied(before: bytes, after: bytes) -> bool:
    old, new = witnessed(before), witnessed(after)
    if old is None or new is None:
        return False
    return any(
        content.formula and content.value and not new.cells[tab].get(place, content).value
        for tab, cells in old.cells.items()
        for place, content in cells.items()
    )


def assert_a_sentence(error: XltoolsError) -> None:
    assert "\n" not in str(error), str(error)
    assert len(str(error)) > 20, str(error)


def _outcome(path: Path, now: datetime, data: bytes) -> RefreshResult | XltoolsError:
    try:
        seen = check(path, now)
        assert path.read_bytes() == data
        done = refresh(path, now, order=PassOrder(hold_seconds=0))
    except XltoolsError as error:
        return error
    assert repr(list(seen.edits)) == repr(list(done.edits)), "check and refresh differ"
    return done


def _beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != ".xltools")


@contextmanager
def _within_bounds() -> Iterator[None]:
    started, before = time.process_time(), _most_memory()
    yield
    assert time.process_time() - started < MOST_SECONDS
    assert _most_memory() - before < MOST_GROWTH_BYTES


def _most_memory() -> int:
    """Bytes, as Linux tells them; elsewhere it is not looked at."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return 1024 * int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1])  # type: ignore[index]


def assert_nothing_lost(before: bytes, after: bytes, done: RefreshResult, register: RegisterDefinition) -> None:
    """Cells and parts that no edit names are as they were; edits name only cells that are the tool's or were empty."""
    old, new = witnessed(before), witnessed(after)
    if old is None:
        return
    assert new is not None
    edits = {(edit.sheet, edit.row, edit.column) for edit in done.edits}
    for tab, cells in old.cells.items():
        if tab not in done.pages:
            _assert_cells_kept(tab, cells, new.cells[tab], edits)
    _assert_people_not_overwritten(old, edits, register)
    _assert_parts_kept(old, new, {sheet for sheet, _, _ in edits} | set(done.pages))


def _assert_cells_kept(
    tab: str,
    old: dict[tuple[int, int], Content],
    new: dict[tuple[int, int], Content],
    edits: Collection[tuple[str, int, int]],
) -> None:
    for place, content in old.items():
        if (tab, *place) in edits:
            continue
        found = new.get(place)
        if content.formula and found is not None:  # what it came to may be emptied, what it says may not
            content, found = content._replace(kind="", value=""), found._replace(kind="", value="")
        assert found == content, (tab, place)
    rows = {row for row, _ in new}
    assert {row for row, _ in old} <= rows | {row for sheet, row, _ in edits if sheet == tab}


def _assert_people_not_overwritten(
    old: Testimony, edits: Collection[tuple[str, int, int]], register: RegisterDefinition
) -> None:
    sheets = {sheet.title: sheet for sheet in register.sheets}
    for tab in {sheet for sheet, _, _ in edits}:
        assert tab in sheets, tab
        heads = {plain(field.header): field.owner for field in sheets[tab].fields}
        lines: dict[int, dict[int, Owner]] = defaultdict(dict)
        for (row, column), content in old.cells[tab].items():
            if row <= _SEARCHED_ROWS and plain(content.value) in heads:
                lines[row][column] = heads[plain(content.value)]
        said = max(lines.items(), key=lambda line: (len(set(line[1])), -line[0]), default=(0, {}))[1]
        for sheet, row, column in edits:
            if sheet == tab and said.get(column) is Owner.PERSON:
                typed = old.cells[tab].get((row, column))
                assert typed is None or not typed.value.strip(), (tab, row, column, typed)


def _assert_parts_kept(old: Testimony, new: Testimony, edited: Collection[str]) -> None:
    for name, text in old.texts.items():
        if name in _SHARED or old.parts.get(name) in edited:
            assert name in new.texts
        elif name == _CHAIN:
            assert new.texts.get(name, text) == text
        elif name in old.parts and b"<f" in text:
            assert name in new.texts  # its cells were compared; results of formulas may have been emptied
        else:
            assert new.texts[name] == text, name
