"""Rules of the template read the same columns where the workbook has them."""

import pytest

from xltools.workbook.extending.moved_formulas import MovedFormulas, SheetPlaces

PLACES = {"登记": SheetPlaces({1: 3, 2: 1, 4: 30}, head_row=2)}


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("$A5", "$C3"),
        ('AND($B5="$A5",$A5<NOW())', 'AND($A3="$A5",$C3<NOW())'),
        ("COUNTIF('登记'!$D:$D,$A5)>0", "COUNTIF('登记'!$AD:$AD,$C3)>0"),
        ("INDEX('选项'!$4:$304,0,1)", "INDEX('选项'!$4:$304,0,1)"),  # a sheet that is as in the template
        ("INDEX('登记'!$4:$304,0,1)", "INDEX('登记'!$2:$302,0,1)"),
        ("$A5:$A1048576", "$C3:$C1048576"),
        ("$C5", None),  # a column that the workbook does not have
    ],
)
def test_columns_and_rows_follow(formula: str, moved: str | None) -> None:
    assert MovedFormulas(PLACES, date1904=False).moved(formula, "登记") == moved


def test_what_is_relative_counts_from_its_cell() -> None:
    """A rule over many columns reads the head of each: A$4 in column A is M$2 in column M."""
    formulas = MovedFormulas(PLACES, date1904=False)
    assert formulas.moved("FIND(A$4,$B5)", "登记", (1, 13)) == "FIND(M$2,$A3)"
    assert formulas.reads("FIND(A$4,$B5)+'登记'!$D:$D") == {2}


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("$K5>=36526", "$K5>=35064"),
        ("73050", "71588"),  # 2099-12-31, the last day of a rule of days
        ("$K5>=136526", "$K5>=136526"),
        ("730500", "730500"),
    ],
)
def test_the_first_and_the_last_day_are_those_of_the_workbook(formula: str, moved: str) -> None:
    assert MovedFormulas({}, date1904=True).moved(formula, "登记") == moved
    assert MovedFormulas({}, date1904=False).moved(formula, "登记") == formula
