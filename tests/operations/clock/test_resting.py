"""Which registers a tick may pass over without reading them: told from answers and from what stands in a folder."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.passes.test_refresh import ROW, register
from xltools.operations.clock.resting import is_at_rest, rest_after, rests_in_vain, standing
from xltools.operations.clock.tick_memory import Rest
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.refresh import RefreshResult

NOW = datetime(2024, 5, 10, 9, 0)
SOON, LATER = NOW + timedelta(minutes=3), NOW + timedelta(hours=3)


def answered(path: Path, what: Attendance, next_event: datetime | None = None, sha256: str = "") -> Attended:
    result = RefreshResult(path, "made_up", "zh-CN", 1, (), (), 0, written=False, next_event=next_event)
    return Attended(path, what, "", result, sha256)


def at_rest(path: Path, attended: Attended, now: datetime) -> bool:
    """Whether a register that gave this answer at NOW needs no look at a later moment."""
    rest = rest_after(attended, standing(path), NOW)
    return rest is not None and is_at_rest(path, rest, now)


def opened(path: Path) -> Path:
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text("Li Na,lina,pc,10.05.2024 08:12,file:///home/lina;", encoding="utf-8")
    return lock


@pytest.mark.parametrize("what", [Attendance.IDLE, Attendance.NO_REGISTER])
def test_where_nothing_was_to_be_done_it_rests_until_time_has_something_to_say(
    tmp_path: Path, what: Attendance
) -> None:
    path = register(tmp_path, [ROW])
    assert at_rest(path, answered(path, what), LATER + timedelta(days=400))
    assert at_rest(path, answered(path, what, SOON), SOON - timedelta(seconds=1))
    assert not at_rest(path, answered(path, what, SOON), SOON)


def test_what_is_being_saved_does_not_rest(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    assert not at_rest(path, answered(path, Attendance.AGAIN), NOW)


def test_what_we_wrote_rests_unless_somebody_saved_it_since(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    ours = hashlib.sha256(path.read_bytes()).hexdigest()
    before = Rest(size=1, modified=1)  # as it was before we wrote
    rest = rest_after(answered(path, Attendance.WRITTEN, LATER, ours), before, NOW)
    assert rest is not None
    assert is_at_rest(path, rest, SOON)
    assert not is_at_rest(path, rest, LATER)
    assert rest_after(answered(path, Attendance.WRITTEN, LATER, "theirs"), before, NOW) is None
    path.unlink()
    assert rest_after(answered(path, Attendance.WRITTEN, LATER, ours), before, NOW) is None


@pytest.mark.parametrize("changed", ["contents", "closed", "gone", "ten minutes", "next event"])
def test_an_open_register_rests_while_nothing_changes_for_it(tmp_path: Path, changed: str) -> None:  # clients.md §4
    path = register(tmp_path, [ROW])
    lock = opened(path)
    rest = rest_after(
        answered(path, Attendance.WAITING, SOON if changed == "next event" else LATER), standing(path), NOW
    )
    assert rest is not None
    now = SOON - timedelta(seconds=1)
    assert is_at_rest(path, rest, now)
    match changed:
        case "contents":
            path.write_bytes(path.read_bytes() + b" ")
        case "closed":
            lock.unlink()
        case "gone":
            path.unlink()
        case _:
            now = SOON if changed == "next event" else NOW + timedelta(minutes=10)
    assert not is_at_rest(path, rest, now)


def test_what_cannot_be_used_is_told_and_rests_for_longer_if_it_took_long(tmp_path: Path) -> None:
    paths = [register(tmp_path, [ROW], name) for name in ("甲.xlsx", "乙.xlsx")]
    unusable = [Attended(path, Attendance.UNUSABLE, "why") for path in (*paths, tmp_path / "不在.xlsx")]
    assert [rest_after(each, standing(each.path), NOW) for each in unusable] == [None] * 3
    rests = rests_in_vain(unusable, 9.0, NOW)
    assert list(rests) == paths
    for path, rest in rests.items():
        assert (rest.what, rest.sentence) == (Attendance.UNUSABLE, "why")
        assert is_at_rest(path, rest, NOW + timedelta(seconds=179))
        assert not is_at_rest(path, rest, NOW + timedelta(seconds=180))
