"""Registers that lack something and are spoilt besides: what is added leaves everything else, and can be taken back."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Spoilt
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, sound
from tests.hostile.fuzzing.test_heads import spoilt_heads
from tests.hostile.fuzzing.test_parts import with_spoilt_parts
from tests.hostile.fuzzing.test_tabs import spoilt_tabs
from tests.hostile.fuzzing.verbs import answer, left_alone
from tests.hostile.fuzzing.witness import witnessed
from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import EXIT_UNUSABLE


@st.composite
def lacking(draw: st.DrawFn, name: str) -> Spoilt:
    """A register without some heads or tabs, and mostly with spoilt parts."""
    data = draw(draw(st.sampled_from([spoilt_heads(name), spoilt_tabs(name)])))
    return draw(with_spoilt_parts(name, data)) if draw(st.integers(0, 3)) else Spoilt(data)


@examples(24)
@given(st.data())
def test_an_upgrade_adds_and_changes_nothing(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = data.draw(lacking(name))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = sound(name).put(folder, memory=False)
        path.write_bytes(spoilt)
        with left_alone(folder):
            answer(("upgrade", "REGISTER", "-n"), folder, path)
        code = answer(("upgrade", "REGISTER", *data.draw(st.sampled_from([(), ("--add",)]))), folder, path)
        after = path.read_bytes()
        assert code != EXIT_UNUSABLE or after == spoilt
        old, new = witnessed(spoilt), witnessed(after)
        if old is not None and after != spoilt:
            assert new is not None
            for tab, cells in old.cells.items():
                # results of formulas may be emptied, and a table's totals tell of more
                lost = {at: cell for at, cell in cells.items() if not cell.formula and new.cells[tab].get(at) != cell}
                assert not lost, (tab, lost)
            answer(("undo", "REGISTER"), folder, path)
            assert path.read_bytes() == spoilt
        kept(path, sound(name).definition)


@examples(24)
@given(st.data())
def test_adopting_reads_any_tracker_and_leaves_it_alone(data: Any) -> None:
    tracker = TRACKERS[data.draw(st.sampled_from(sorted(TRACKERS)))]()
    spoilt = data.draw(with_spoilt_parts(NAMES[0], tracker))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = folder / "a.xlsx"
        path.write_bytes(spoilt)
        with left_alone(folder):
            answer(("adopt", "REGISTER", "-n"), folder, path)
        if answer(("adopt", "REGISTER", "--apply"), folder, path) == EXIT_UNUSABLE:
            assert path.read_bytes() == spoilt
