from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.model.generated_page import Emphasis, Link
from xltools.rules.work_items import WorkItem, emphasis_of, link_to, order_of_work

NEAR, FAR = datetime(2024, 5, 10, 15), datetime(2024, 5, 12)
# In the order in which they are to be done (FR-17, issue: overdue, fast lane on top, due soon, then by due time).
IN_ORDER = [
    WorkItem("S", 9, "a", urgent=True, mark="超时", due_at=FAR),
    WorkItem("S", 8, "b", urgent=True, mark="", due_at=FAR),
    WorkItem("S", 7, "c", mark="超时", due_at=NEAR),
    WorkItem("S", 6, "d", mark="超时", due_at=FAR),
    WorkItem("S", 5, "e", mark="临期", due_at=FAR),
    WorkItem("S", 4, "f", mark="曾超时", due_at=NEAR),
    WorkItem("S", 3, "g", mark="", due_at=FAR),
    WorkItem("S", 2, "h", mark=""),
    WorkItem("S", 1, "i", mark="暂停", due_at=NEAR),
]


@given(st.permutations(IN_ORDER))
def test_row_order_never_matters(shuffled: list[WorkItem]) -> None:
    assert sorted(shuffled, key=order_of_work) == IN_ORDER


@pytest.mark.parametrize(
    ("mark", "urgent", "emphasis"),
    [
        ("超时", True, Emphasis.OVERDUE),
        ("临期", True, Emphasis.DUE_SOON),
        ("", True, Emphasis.URGENT),
        ("暂停", False, Emphasis.PLAIN),
        ("曾超时", False, Emphasis.PLAIN),
    ],
)
def test_the_look_says_what_the_words_say(mark: str, urgent: bool, emphasis: Emphasis) -> None:
    assert emphasis_of(WorkItem("S", 5, "a", mark=mark, urgent=urgent)) is emphasis


def test_a_case_without_a_number_is_told_by_its_row() -> None:
    assert link_to(WorkItem("登记", 12, "202405-001")) == Link("202405-001", "登记", 12)
    assert link_to(WorkItem("登记", 12, "")).text.strip("第行 ") == "12"


def test_the_order_and_the_look_follow_the_words_of_the_language() -> None:
    late, near = WorkItem("S", 1, "a", mark="overdue"), WorkItem("S", 2, "b", mark="due soon")
    assert emphasis_of(late) is Emphasis.PLAIN  # no word of a Chinese register
    with speaking("en"):
        assert [emphasis_of(each) for each in (late, near)] == [Emphasis.OVERDUE, Emphasis.DUE_SOON]
        assert sorted([near, late], key=order_of_work) == [late, near]
        assert link_to(WorkItem("Cases", 12, "")).text == "row 12"
