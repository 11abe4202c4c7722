"""The journal knows what a pass is about to do."""

from pathlib import Path

import pytest

from tests.registers import GOOD, NOW, small_definition, workbook
from xltools.operations.passes.deciding import read_and_decide
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.pass_records import pass_record


@pytest.mark.parametrize("cause", [Cause.ASKED, Cause.SAVED])
def test_a_record_tells_what_becomes_of_which_bytes(tmp_path: Path, cause: Cause) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([GOOD]))
    done = read_and_decide(path, NOW, order=PassOrder(definition=small_definition()))
    record = pass_record(done, cause, "after")
    assert (record.register_id, record.before, record.after) == ("台账.xlsx", done.opened.snapshot.sha256, "after")
    assert record.edits is done.edits
    assert set(record.cases["登记"].values()) == {"202405-001"}
    assert not record.minor
    assert bool(record.by) == (cause is Cause.SAVED)  # the template's author, until somebody else saves it
