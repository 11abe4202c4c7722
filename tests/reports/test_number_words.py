"""Values in words, held against what Excel shows for the formats of the workbook."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from xltools.reports.document import ColumnKind, Scalar
from xltools.reports.number_words import value_words
from xltools.reports.summary_workbook.cell_values import written
from xltools.reports.summary_workbook.number_formats import column_format

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
        (0.12349999999999999, K.SHARE, "12.4%"),  # fifteen digits of it are 0.1235
        (0.0003, K.POINTS, "+0.0pp"),
        (1234.5, K.SCORE, "1234.50"),
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


def test_the_largest_numbers_have_words() -> None:
    assert value_words(1e308, K.SHARE).replace(",", "") == f"1{'0' * 310}.0%"


NUMBERS = (0, 7, -7, 1234, -1234, 0.3, -0.3, 0.0003, -0.0003, 0.5, -0.5, 12.25, 4.275, 0.12345, 0.1235, 1.005, 2.675,
           1234567.891, -1234.5, 1 / 3, 0.1 + 0.2, 0.12349999999999999, 1.0449999999999999)  # fmt: skip
MOMENTS = (K.MOMENT, K.DATE)
FIGURES = [kind for kind in K if kind not in (K.TEXT, K.LONG_TEXT, K.TREND, *MOMENTS)]


def shown(number: Decimal, number_format: str) -> str:
    """A number as a spreadsheet shows it: ECMA-376 part 1, 18.8.31, as far as our formats use it."""
    sections = number_format.split(";")
    own_sign = len(sections) > 1
    section = sections[0 if number > 0 or not own_sign else 1 if number < 0 else 2]
    before, digits, behind = re.fullmatch(r"([+-]?)([#0,.]+)(.*)", section).groups()  # type: ignore[union-attr]
    places = len(digits.partition(".")[2])
    scaled = number * (100 if "%" in behind else 1)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = before if own_sign else "-" if rounded < 0 else ""
    return sign + f"{abs(rounded):{',' if ',' in digits else ''}f}" + behind.replace('"', "")


@pytest.mark.parametrize("head", ["变化", "变化（百分点）"])
@pytest.mark.parametrize("kind", FIGURES)
def test_both_files_show_the_same_figure(kind: ColumnKind, head: str) -> None:
    for number in NUMBERS:
        kept = Decimal(f"{written(number, kind):.15g}")
        assert value_words(number, kind, head) == shown(kept, column_format(kind, head))


@pytest.mark.parametrize("kind", MOMENTS)
def test_both_files_show_the_same_moment(kind: ColumnKind) -> None:
    codes = {"yyyy": "%Y", "mm-": "%m-", "dd": "%d", "hh": "%H", ":mm": ":%M"}
    form = column_format(kind, "")
    for code, directive in codes.items():
        form = form.replace(code, directive)
    moment = datetime(2026, 1, 2, 3, 4)
    assert value_words(moment, kind) == moment.strftime(form)
