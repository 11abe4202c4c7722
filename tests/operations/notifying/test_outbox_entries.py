"""Lines of the outbox come back as they were written."""

from pathlib import Path

import pytest

from tests.operations.notifying.made_up import NOW, entry
from xltools.operations.files.append_only import append_lines, stored_lines
from xltools.operations.notifying.outbox_entries import (
    Attempt,
    Dropped,
    Line,
    Result,
    Verdict,
    entry_id,
    loaded_line,
    stored_line,
)

LINES: list[Line] = [
    entry("k", files=("报告/a.xlsx",), urgent=True, text="一\n二"),
    Attempt("b", NOW, "mail", "a@b.cn", ("1", "2"), ("c",)),
    Result("b", NOW, Verdict.LATER, "45009", "wait", True, 60),
    Dropped(NOW, ("1",), "old"),
]


def test_each_kind_of_line_survives_the_disk(tmp_path: Path) -> None:
    append_lines(tmp_path / "x.jsonl", map(stored_line, LINES))
    assert [loaded_line(each) for each in stored_lines(tmp_path / "x.jsonl")] == LINES


@pytest.mark.parametrize(
    "stored",
    [{}, {"line": "other"}, {"line": "result"}, {**stored_line(LINES[2]), "at": "x"}, {"line": "entry", "at": 1}],
)
def test_what_is_no_line_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        loaded_line(stored)


def test_the_id_follows_from_what_makes_an_occasion_one() -> None:
    one = entry_id("a.xlsx", "k", "mail", "A@b.cn")
    assert one == entry_id("a.xlsx", "k", "mail", "a@b.cn")
    others = [("b.xlsx", "k", "mail", "a@b.cn"), ("a.xlsx", "l", "mail", "a@b.cn"), ("a.xlsx", "k", "m", "a@b.cn")]
    assert one not in {entry_id(*each) for each in others}
