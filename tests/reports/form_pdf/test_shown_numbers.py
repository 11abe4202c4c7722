"""Values in their number formats, as a Chinese Excel writes them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.form_pdf.shown_numbers import general, shown_number, shown_text

MOMENT = 46300 + 14.5 / 24  # 2026-10-05 14:30, a Monday


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "General", "-5"),
        (1e20, "General", "1.00000E+20"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.999, "0.00", "1.00"),
        (0.05, "#.##", ".05"),
        (0, "#", ""),
        (2.5, "0", "3"),
        (0.256, "0.0%", "25.6%"),
        (1234567, '#,##0,"千"', "1,235千"),
        (13800001234, "000-0000-0000", "138-0000-1234"),
        (7, "0000", "0007"),
        (5, '0"件"', "5件"),
        (5, "[$￥-804]#,##0.00", "￥5.00"),
        (-3, "0_);(0)", "(3)"),
        (0, '0;-0;"无"', "无"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (MOMENT, 'yyyy"年"m"月"d"日"', "2026年10月5日"),
        (MOMENT, "yyyy/mm/dd hh:mm:ss", "2026/10/05 14:30:00"),
        (MOMENT, "[$-804]yyyy年m月d日;@", "2026年10月5日"),
        (MOMENT, "h:mm AM/PM", "2:30 PM"),
        (MOMENT, "aaaa", "星期一"),
        (MOMENT, "ddd d mmm yy", "Mon 5 Oct 26"),
        (1.5, "[h]:mm", "36:00"),
        (46300.9999999, "yyyy-mm-dd hh:mm:ss", "2026-10-06 00:00:00"),
        (1e9, "yyyy-mm-dd", "1000000000"),  # no day of the calendar
    ],
)
def test_a_number_is_written_in_its_format(value: float, code: str, words: str) -> None:
    assert shown_number(value, code, date1904=False).words == words


def test_a_format_may_name_a_colour() -> None:
    shown = shown_number(-1234.5, "#,##0.00;[红色]-#,##0.00", date1904=False)
    assert shown == ("-1,234.50", "FF0000")


def test_the_other_date_system_begins_four_years_later() -> None:
    assert shown_number(1462, "yyyy-mm-dd", date1904=False).words == "1904-01-01"
    assert shown_number(0, "yyyy-mm-dd", date1904=True).words == "1904-01-01"


def test_a_text_stays_as_it_is_unless_its_format_adds_to_it() -> None:
    assert shown_text("0.00", "0.00").words == "0.00"
    assert shown_text("甲", '0;0;0;"（"@"）"').words == "（甲）"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14), st.integers(0, 20))
def test_decimals_are_rounded_and_never_lost(value: float, places: int) -> None:
    words = shown_number(value, "0." + "0" * places if places else "0", date1904=False).words
    assert math.isclose(float(words or 0), value, abs_tol=0.51 * 10 ** -min(places, 12), rel_tol=1e-12)


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;@[]"\\_*EyYmdhsa年- +红/', max_size=20))
def test_any_format_gives_some_words(value: float, code: str) -> None:
    assert isinstance(shown_number(value, code, date1904=False).words, str)


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_a_number_without_a_format_reads_back(value: float) -> None:
    assert math.isclose(float(general(value)), value, rel_tol=1e-5)
