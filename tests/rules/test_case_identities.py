"""Cases are told by what they say. (FR-3)"""

import pytest

from tests.registers import NOW, read, workbook
from tests.rules.three_cases import A, B
from xltools.rules.case_identities import Identities, likeness


def test_a_case_says_the_same_wherever_its_row_stands() -> None:
    here, there = (Identities(read(workbook(rows), NOW)) for rows in ([A, B], [B, A]))
    assert here.prints([0, 1]) == there.prints([1, 0])
    assert here.prints([0]) != here.prints([1])


def test_how_a_number_is_spelt_does_not_matter() -> None:
    one, other = (
        Identities(read(workbook([{**A, "联系方式": text}]), NOW)) for text in ("13800000001", "138-0000-0001")
    )
    assert one.prints([0]) == other.prints([0])


@pytest.mark.parametrize(
    ("one", "other", "fields"), [((1, 2, 3), (1, 2, 3), 3), ((1, 2, 3), (3, 2, 1), 1), ((0, 0, 1), (0, 0, 2), 0)]
)
def test_cases_agree_only_in_what_both_say(one: tuple[int, ...], other: tuple[int, ...], fields: int) -> None:
    assert likeness(one, other) == fields
