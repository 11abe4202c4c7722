"""Values in words, held against what Excel shows for the formats of the workbook."""

from datetime import date, datetime

import pandas as pd
import pytest

from xltools.reports.document import Card, ColumnKind, Scalar
from xltools.reports.number_words import card_change_words, card_value_words, change_direction, value_words

K = ColumnKind


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (1234, K.COUNT, "1,234"),
        (12, K.CHANGE, "+12"),
        (-3, K.CHANGE, "-3"),
        (0, K.CHANGE, "0"),
        (0.12345, K.SHARE, "12.3%"),
        (1.0, K.SHARE, "100.0%"),
        (0.012, K.POINTS, "+1.2pp"),
        (-0.034, K.POINTS, "-3.4pp"),
        (12.25, K.HOURS, "12.3"),  # half away from zero, as Excel; Python alone says 12.2
        (4.275, K.SCORE, "4.28"),  # the binary number is below the half; what is typed is not
        (-0.04, K.HOURS, "0.0"),
        (1.349, K.RATIO, "1.35"),
        (3, K.TEXT, "3"),
        (0.1 + 0.2, K.TEXT, "0.3"),
        ("样本少", K.HOURS, "样本少"),
        (datetime(2026, 10, 5, 14, 30, 59), K.MOMENT, "2026-10-05 14:30"),
        (datetime(2026, 10, 5, 14, 30), K.DATE, "2026-10-05"),
        (date(2026, 10, 5), K.MOMENT, "2026-10-05"),
        (None, K.COUNT, ""),
        (float("nan"), K.SHARE, ""),
        (float("inf"), K.RATIO, ""),
    ],
)
def test_a_value_is_written_as_its_column_shows_it(value: Scalar, kind: ColumnKind, words: str) -> None:
    assert value_words(value, kind) == words


def test_a_missing_moment_is_empty() -> None:
    assert value_words(pd.NaT, K.MOMENT) == ""  # type: ignore[arg-type]


def test_points_bear_their_unit_only_where_the_head_does_not() -> None:
    assert value_words(0.012, K.POINTS, "变化（百分点）") == "+1.2"


@pytest.mark.parametrize(
    ("value", "before", "kind", "words", "direction"),
    [
        (60, 48, K.COUNT, "较上期 +12（+25.0%）", 1),
        (0.9231, 0.9479, K.SHARE, "较上期 -2.5个百分点", -1),
        (0.3, 0.1, K.SHARE, "较上期 +20.0个百分点", 1),
        (5, 0, K.COUNT, "较上期 +5", 1),  # nothing to hold it against: no per cent of nothing
        (4.271, 4.27, K.SCORE, "与上期持平", 0),  # what is not seen is no change
        (None, 0.5, K.SHARE, "", 0),
        (3, None, K.COUNT, "", 0),
    ],
)
def test_a_card_tells_its_change(
    value: float | None, before: float | None, kind: ColumnKind, words: str, direction: int
) -> None:
    card = Card("", value, kind, before=before)
    assert card_change_words(card) == words
    assert change_direction(card) == direction


def test_a_card_without_a_figure_shows_a_dash() -> None:
    assert card_value_words(Card("", None, K.SHARE)) == "—"
