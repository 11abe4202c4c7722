"""What stands in a line of the journal is read back as it was."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.model.cell_edit import CellEdit
from xltools.operations.files.append_only import read_line, written_line
from xltools.operations.journaling.journal_cells import cases_by_row, stored_cases, stored_edits, written_cells

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.datetimes(min_value=datetime(1900, 1, 1)),
    st.dates(),
    st.times(),
    st.integers(0, 10**9).map(lambda seconds: timedelta(seconds=seconds)),
)


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=6))
def test_cells_are_read_back_as_they_were_written(values: list[tuple[object, object]]) -> None:
    edits = [CellEdit("登记", row, 28, new, old, "头") for row, (new, old) in enumerate(values, start=5)]  # type: ignore[arg-type]
    stored = read_line(written_line({"edits": stored_edits(edits)}))["edits"]
    back = list(written_cells(stored, {"登记": {5: "202405-001"}}))
    assert [(cell.row, cell.column, cell.head, cell.new, cell.old) for cell in back] == [
        (edit.row, 28, "头", edit.value, edit.old) for edit in edits
    ]
    assert [type(cell.old) for cell in back] == [type(edit.old) for edit in edits]
    assert [cell.case for cell in back] == [("202405-001" if cell.row == 5 else "") for cell in back]


def test_a_text_that_looks_like_a_moment_stays_a_text() -> None:
    values = [datetime(2024, 5, 1, 8, 0), "2024-05-01T08:00:00", date(2024, 5, 1), time(8, 0)]
    edits = [CellEdit("登记", row, 1, value, None, "头") for row, value in enumerate(values)]
    stored = read_line(written_line({"edits": stored_edits(edits)}))["edits"]
    assert [cell.new for cell in written_cells(stored, {})] == values


def test_rows_and_numbers_as_two_lists() -> None:
    cases = {"登记": {5: "202405-001", 9: "202405-002"}}
    stored = stored_cases(cases)
    assert cases_by_row(json.loads(json.dumps(stored))) == cases


def test_columns_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(written_cells([{"sheet": "登记", "column": "A", "reason": "", "rows": [1], "old": [], "new": ["x"]}], {}))
