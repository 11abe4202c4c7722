"""No text is cut in print: what is too long goes on in the next row."""

from datetime import datetime

import pytest

from xltools.reports.case_rows.print_pieces import FILLED_LINES, in_pieces, shown_text
from xltools.workbook.text_measure import row_height, wrapped_lines


@pytest.mark.parametrize("text", ["长" * 5000, "ab " * 4000, "行\n" * 300, "x" * 32_767, "短", "", "\n" * 100])
@pytest.mark.parametrize("width", [8.0, 30.0, 80.0])
def test_the_pieces_are_the_text_and_fit(text: str, width: float) -> None:
    pieces = in_pieces(text, width)
    assert "".join(map(str, pieces)) == text
    assert all(wrapped_lines(str(piece), width) <= FILLED_LINES for piece in pieces)
    assert row_height(FILLED_LINES) < 409


def test_what_is_no_text_is_one_piece() -> None:
    for value in (None, 3, datetime(2024, 5, 1)):
        assert in_pieces(value, 8) == [value]
    assert shown_text(datetime(2024, 5, 1, 9, 30)) == "2024-05-01 09:30"
    assert shown_text(None) == ""
