"""Where notices are stuck."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.examining.made_up import said, site
from tests.operations.notifying.made_up import NOW, WECOM, entry, workspace
from xltools.operations.examining.notices import outbox
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Attempt, Result, Verdict


def attempted(folder: Path, verdict: Verdict, said_by_service: str = "40058 invalid") -> Path:
    box = Outbox(workspace(folder, WECOM))
    one = entry()
    box.enter([one])
    box.record(
        [
            Attempt("b1", NOW, "wecom", "", (one.entry_id,)),
            Result("b1", NOW, verdict, said_by_service, "Set it anew.", whole_channel=True),
        ]
    )
    return folder


def test_without_a_way_to_send_nothing_is_stuck(tmp_path: Path) -> None:
    assert said(outbox, site(tmp_path, NOW)) == []
    assert said(outbox, site(workspace(tmp_path, WECOM).root, NOW)) == ["ok"]


@pytest.mark.parametrize(("after", "verdict"), [(timedelta(hours=3), "ok"), (timedelta(days=2), "wrong")])
def test_notices_that_nobody_sends(tmp_path: Path, after: timedelta, verdict: str) -> None:
    Outbox(workspace(tmp_path, WECOM)).enter([entry()])
    assert said(outbox, site(tmp_path, NOW + after)) == [verdict]


@pytest.mark.parametrize(
    ("verdict", "verdicts"),
    [(Verdict.PERMANENT, ["wrong"]), (Verdict.TEMPORARY, ["doubtful"]), (Verdict.DOUBTFUL, ["doubtful", "doubtful"])],
)
def test_what_came_of_the_last_attempt(tmp_path: Path, verdict: Verdict, verdicts: list[str]) -> None:
    assert said(outbox, site(attempted(tmp_path, verdict), NOW)) == verdicts


def test_a_broken_file_is_told_elsewhere(tmp_path: Path) -> None:
    workspace(tmp_path, notify="quiet_hours = 3")
    assert said(outbox, site(tmp_path, NOW)) == []
