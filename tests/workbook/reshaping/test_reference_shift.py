"""A formula names the same cells as before; what would become #REF! is refused."""

import pytest

from xltools.errors import PatchRefusedError
from xltools.workbook.reshaping.formula_rewriting import copied
from xltools.workbook.reshaping.reference_shift import ReferenceShift, moved_reference
from xltools.workbook.reshaping.row_shift import RowShift

INSERTED, REMOVED = RowShift(inserted={7: 3}), RowShift.removing([5, 6])
SHEETS = ["表单", "B c", "D"]


@pytest.mark.parametrize(
    ("formula", "on_moved", "on_other"),
    [
        ("SUM(A7:A9)", "SUM(A7:A12)", "SUM(A7:A9)"),
        ("'B c'!A9+表单!$A9", "'B c'!A9+表单!$A12", "'B c'!A9+表单!$A12"),
        ("Elsewhere!A9", "Elsewhere!A9", "Elsewhere!A9"),
        ("[1]表单!A9", "[1]表单!A9", "[1]表单!A9"),
        ("T[[#This Row],[A9]]+A9", "T[[#This Row],[A9]]+A12", "T[[#This Row],[A9]]+A9"),
        ('"A9"&LOG10(A9)', '"A9"&LOG10(A12)', '"A9"&LOG10(A9)'),
        ("$9:12", "$12:15", "$9:12"),
        ("B:B", "B:B", "B:B"),
        ("表单!A9:INDEX(A:A,9)", "表单!A12:INDEX(A:A,9)", "表单!A12:INDEX(A:A,9)"),
        ("AB12_x+a9", "AB12_x+a12", "AB12_x+a9"),
        ("A1:A1048576", "A1:A1048576", "A1:A1048576"),
        ("A9:A7", "A12:A7", "A9:A7"),
    ],
)
def test_rows_put_in_move_what_stands_below(formula: str, on_moved: str, on_other: str) -> None:
    references = ReferenceShift(SHEETS, {"表单": INSERTED})
    assert references.formula(formula, "表单") == on_moved
    assert references.formula(formula, "D") == on_other


@pytest.mark.parametrize("formula", ["A5", "SUM(A5:A6)", "6:6", "表单!$B$5", "A7:A5+A5:A6", "表单:D!A7"])
def test_a_reference_that_would_be_lost_is_refused(formula: str) -> None:
    with pytest.raises(PatchRefusedError):
        ReferenceShift(SHEETS, {"表单": REMOVED}).formula(formula, "表单")


def test_sheets_that_move_alike_may_be_spanned() -> None:
    references = ReferenceShift(SHEETS, dict.fromkeys(SHEETS, REMOVED))
    assert references.formula("SUM(表单:D!A7:A9)", "D") == "SUM(表单:D!A5:A7)"


@pytest.mark.parametrize(
    ("formula", "new"),
    [("$K9", "$K7"), ("K$9", "K$7"), ("COUNTIF($K$5:$K9,$K9)", "COUNTIF($K$5:$K7,$K7)"), ("$A8=$A9", "$A6=$A7")],
)
def test_a_rule_for_many_rows_goes_along_with_its_first_row(formula: str, new: str) -> None:
    assert ReferenceShift(SHEETS, {"表单": REMOVED}).rule(formula, "表单", -2) == new


def test_in_a_name_relative_rows_stay() -> None:
    references = ReferenceShift(SHEETS, {"表单": REMOVED})
    assert references.name("表单!$A$5:$B$9,表单!A9,$C$9", "区域") == "表单!$A$5:$B$7,表单!A9,$C$9"


def test_without_a_shift_the_very_same_text_comes_back() -> None:
    formula = "SUM(A7:A9)"
    assert ReferenceShift(SHEETS, {"表单": RowShift()}).formula(formula, "表单") is formula
    assert moved_reference("no area", REMOVED) == "no area"


def test_areas_of_a_list_go_one_by_one() -> None:
    references = ReferenceShift(SHEETS, {})
    assert references.area_list("A5:B6 C4 D5:D1048576", REMOVED) == "C4 D5:D1048576"
    assert references.area_list("A5", REMOVED) == ""


@pytest.mark.parametrize(
    ("formula", "new"),
    [
        ("A1+$B2:C$3", "B3+$B4:D$3"),
        ("$5:6", "$5:8"),
        ("A:$C", "B:$C"),
        ("XFD1", "A3"),
        ('IF(A1="A1",T[[#This Row],[A1]],S!B2)', 'IF(B3="A1",T[[#This Row],[A1]],S!C4)'),
    ],
)
def test_a_copy_two_rows_down_and_one_to_the_right(formula: str, new: str) -> None:
    assert copied(formula, 2, 1) == new
