"""A register that was begun, but not to the end, is left alone until that is done."""

from pathlib import Path

import pytest

from tests.operations.rolling_over.test_next_file import pointing
from tests.operations.rolling_over.year_end import NEW, NOW, OLD, held, register
from tests.registers import read
from xltools.errors import NotARegisterError, RolloverError
from xltools.operations.rolling_over.rolling_over import RolloverOrder, roll_over
from xltools.operations.rolling_over.unfinished import refuse_unfinished


def test_its_predecessor_still_holds_the_cases(tmp_path: Path) -> None:
    old = register(tmp_path)
    next_one = read(pointing(old, OLD), NOW, "feedback_analysis")
    with pytest.raises(RolloverError, match=f"xltools rollover {OLD}"):
        refuse_unfinished(next_one, tmp_path / NEW, held)


def test_a_finished_one_a_first_one_and_an_orphan_pass(tmp_path: Path) -> None:
    old = register(tmp_path)
    refuse_unfinished(held(old), old, held)
    refuse_unfinished(read(pointing(old, "gone.xlsx"), NOW, "feedback_analysis"), tmp_path / NEW, held)
    roll_over(old, NOW, RolloverOrder(hold_seconds=0))
    refuse_unfinished(held(tmp_path / NEW), tmp_path / NEW, held)
    old.unlink()
    refuse_unfinished(held(tmp_path / NEW), (tmp_path / NEW).rename(old), held)  # it took over the old one's name


def test_a_predecessor_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    old = register(tmp_path)

    def fail(_: Path) -> None:
        raise NotARegisterError("no register")

    refuse_unfinished(read(pointing(old, OLD), NOW, "feedback_analysis"), tmp_path / NEW, fail)  # type: ignore[arg-type]
