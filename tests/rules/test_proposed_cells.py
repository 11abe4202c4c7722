"""Which cells are really empty?"""

from tests.rules.case_views import view_of
from xltools.rules.proposed_cells import empty_cells

VIEW = view_of(
    """
    | number     | problem_description | handler |
    | 202405-001 | 空调停机            | 刘敏    |
    | 202405-002 |                     | ?错误值 |
    | 202405-003 | 空调停机            |         |
    """
)


def test_a_filled_or_unreadable_cell_is_not_empty() -> None:
    assert empty_cells(VIEW, "handler") == {2}


def test_what_a_rule_decided_before_is_not_empty() -> None:
    assert empty_cells(VIEW.extended({"handler": ["刘敏", None, "王强"]}), "handler") == set()


def test_only_proposed_fields_that_are_there() -> None:
    assert empty_cells(VIEW, "problem_description") == set()  # people alone fill it
    assert empty_cells(VIEW, "number") == set()  # the tool alone fills it
    assert empty_cells(VIEW, "category") == set()  # no such column
    assert empty_cells(VIEW, "shoe_size") == set()  # no such field
