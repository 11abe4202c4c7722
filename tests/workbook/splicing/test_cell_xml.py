"""Values as cells hold them: whole columns are written as their cells are, and read back."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.model.cell_edit import CellValue
from xltools.workbook.splicing.cell_xml import CellXml

TEXTS = st.text(max_size=8) | st.sampled_from(["a&b", "_x0041_", "\r", "", "一"])
NUMBERS = st.integers(-(10**12), 10**12)
COLUMNS = st.one_of(
    st.lists(st.none() | TEXTS),
    st.lists(st.none() | NUMBERS),
    st.lists(st.none() | st.datetimes(datetime(1900, 3, 1), datetime(2199, 1, 1))),
    st.lists(st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), st.dates(date(1901, 1, 1)), st.times())),
)


@given(COLUMNS)
def test_a_column_is_written_as_its_cells_are(values: list[CellValue]) -> None:
    def fresh() -> CellXml:
        return CellXml(b"x:", date1904=False)

    assert fresh().written_column(values) == [fresh().written(value) for value in values]


def test_truths_are_no_numbers_in_a_column() -> None:
    tails = [written.tail for written in CellXml(b"", date1904=False).written_column([1, True, 0, False])]
    assert len(set(tails)) == 4


@pytest.mark.parametrize(
    "value", ["\ud800", "x" * 32_768, datetime(2024, 5, 1, tzinfo=UTC), time(9, tzinfo=UTC), 1e308]
)
def test_a_column_refuses_what_a_cell_refuses(value: CellValue) -> None:
    with pytest.raises(ValueError):
        CellXml(b"", date1904=False).written_column([value])


@given(TEXTS)
def test_what_is_written_reads_back(text: str) -> None:
    cells = CellXml(b"", date1904=False)
    content = cells.written_column([text])[0].tail.removeprefix(b' t="inlineStr">').removesuffix(b"</c>")
    assert cells.read(b"inlineStr", content) == text
