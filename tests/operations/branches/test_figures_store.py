"""One file of figures: found again by contents, rebuilt when it is damaged, never written where nothing may be."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.branches.branch_world import NOW, SPAN
from xltools.operations.branches.figures_store import FILE_NAME, Sighting, figures_print, figures_store
from xltools.reports.branches.branch_figures import BranchFigures
from xltools.reports.branches.storing import FORMAT

SIGHT = Sighting("h", "s", "t", "")
FIGURES = BranchFigures("a.xlsx", title="台账", rows=7)


def kept(memory: Path, now: datetime = NOW) -> None:
    with figures_store(memory, now, keep=True) as store:
        store.keep("a.xlsx", SIGHT, ("p", FIGURES))


def test_what_was_kept_is_found_wherever_it_lies_now(tmp_path: Path) -> None:
    kept(tmp_path)
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert store.find("p", "b.xlsx") == replace(FIGURES, place="b.xlsx")
        assert store.find("q", "b.xlsx") is None
        assert store.sightings() == {"a.xlsx": SIGHT._replace(read_at="2024-06-05 09:30")}


@pytest.mark.parametrize("junk", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_made_anew(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(junk)
    kept(tmp_path)
    with figures_store(tmp_path, NOW, keep=False) as store:
        assert store.find("p", "a.xlsx") == FIGURES


def test_a_file_that_is_damaged_further_on_is_made_anew_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    with figures_store(tmp_path, NOW, keep=True) as store:
        for number in range(200):
            store.keep(f"{number}.xlsx", SIGHT, (f"p{number}", FIGURES))
    page = int.from_bytes(file.read_bytes()[16:18], "big")
    file.write_bytes(file.read_bytes()[: 5 * page].ljust(len(file.read_bytes()), b"\xa5"))
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert all(store.find(f"p{number}", "a.xlsx") in (None, FIGURES) for number in range(200))
    kept(tmp_path)
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert store.find("p", "a.xlsx") == FIGURES
        assert not store.damaged


def test_what_a_summary_counted_is_known_for_some_months(tmp_path: Path) -> None:
    with figures_store(tmp_path, NOW, keep=True) as store:
        store.count(["b", "a"], [("a.xlsx", "north"), ("b.xlsx", "south")])
        store.count(["a", "b"], [("c.xlsx", "west")], no_more=["b.xlsx"])
        assert store.counted(["c"]) == {}
    for days, count in ((90, 2), (100, 0)):
        with figures_store(tmp_path, NOW + timedelta(days=days), keep=False) as store:
            assert len(store.counted(["a", "b"])) == count


def test_figures_that_cannot_be_understood_are_none(tmp_path: Path) -> None:
    kept(tmp_path)
    data = (tmp_path / FILE_NAME).read_bytes()
    told = b'"format":%d' % FORMAT
    assert told in data
    (tmp_path / FILE_NAME).write_bytes(data.replace(told, b'"format":0'))
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert store.find("p", "a.xlsx") is None


def test_a_dry_run_looks_and_writes_nothing(tmp_path: Path) -> None:
    with figures_store(tmp_path, NOW, keep=False) as store:
        store.keep("a.xlsx", SIGHT, ("p", FIGURES))
        assert store.sightings() == {}
    assert list(tmp_path.iterdir()) == []
    kept(tmp_path)
    with figures_store(tmp_path, NOW, keep=False) as store:
        store.keep("b.xlsx", SIGHT, ("q", FIGURES))
        assert store.sightings().keys() == {"a.xlsx"}


def test_a_run_that_breaks_off_keeps_what_was_settled(tmp_path: Path) -> None:
    def broken_off() -> None:
        with figures_store(tmp_path, NOW, keep=True) as store:
            store.keep("a.xlsx", SIGHT, ("p", FIGURES))
            store.settle()
            store.keep("b.xlsx", SIGHT, ("q", FIGURES))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert store.sightings().keys() == {"a.xlsx"}


def test_what_is_more_than_a_year_old_goes(tmp_path: Path) -> None:
    kept(tmp_path)
    with figures_store(tmp_path, NOW + timedelta(days=500), keep=True):
        pass
    with figures_store(tmp_path, NOW, keep=True) as store:
        assert store.find("p", "a.xlsx") is None


def test_the_print_changes_with_everything_that_figures_rest_on() -> None:
    later = replace(SPAN, cut_off=SPAN.cut_off - timedelta(hours=1))
    shorter = replace(SPAN, before=SPAN.period)
    prints = {
        figures_print("s", "d", SPAN),
        figures_print("r", "d", SPAN),
        figures_print("s", "e", SPAN),
        figures_print("s", "d", later),
        figures_print("s", "d", shorter),
    }
    assert len(prints) == 5
