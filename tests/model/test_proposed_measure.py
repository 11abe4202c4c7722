"""A title that fits the measure fits the sheet."""

import pytest

from xltools.model.proposed_measure import LONGEST_TITLE, ProposedMeasure
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_a_measure_fits_the_columns_of_its_sheet(name: str) -> None:
    sheet = shipped_definition(name).sheet("improvements")
    assert sheet is not None
    assert sheet.by_name["title"].max_length == LONGEST_TITLE
    assert set(ProposedMeasure._fields) <= sheet.by_name.keys()
