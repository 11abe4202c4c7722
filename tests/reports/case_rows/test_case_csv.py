"""CSV that Excel reads as it is meant, and no spreadsheet as formulas. (ST-12)"""

import csv
import io

import pytest

from tests.reports.case_rows.made_cases import ODD, odd_case
from xltools.reports.case_rows.case_csv import CaseCsv, case_csvs


def cells(made: CaseCsv) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.data.decode("utf-8-sig"), newline="")))


def test_values_are_told_in_full() -> None:
    own, log = case_csvs(odd_case())
    (row,) = cells(own)
    assert own.data.startswith(b"\xef\xbb\xbf")
    assert (row["时间"], row["响应"], row["登记时间"]) == ("2024-05-01 09:30:07", "2024-05-02", "09:05:00")
    assert (row["订单号"], row["评分"], row["渠道"]) == ("00123456789012345678", "12.5", "")
    assert row["描述"] == ODD["problem_description"]
    assert [each["内容"] for each in cells(log)] == ["电话联系", "'@上门"]
    assert (own.title, log.title) == ("登记", "过程")


def test_no_text_is_a_formula_and_numbers_stay_numbers() -> None:
    own, log = case_csvs(odd_case(score=-3))
    assert own.quoted == ((2, "客户"), (2, "联系方式"), (2, "评价"))
    assert log.quoted == ((3, "内容"),)
    assert cells(own)[0]["评分"] == "-3"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_may_take_for_a_formula_is_quoted(text: str) -> None:
    (row,) = cells(case_csvs(odd_case(log=(), customer_name=text))[0])
    assert row["客户"] == f"'{text}"


@pytest.mark.parametrize("text", ["", "1=1", "'=1", " =1", "\ud800x", "\x00"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    (made,) = case_csvs(odd_case(log=(), customer_name=text, contact=None, customer_comment=None))
    assert made.quoted == ()
    assert text.encode("utf-8", "backslashreplace") in made.data
