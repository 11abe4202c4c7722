"""How urgent is a case? (RR-9)"""

from tests.rules.case_views import policy_of, table_of, triples_of, view_of
from xltools.model.case_view import CaseView
from xltools.rules.priority import decide_priority

MATRIX = {("大面积", "高"): "P0", ("部分", "高"): "P1", ("个别", "低"): "P3"}
SHEET = table_of("| impact_scope | urgency | priority |\n| 大面积 | 高 | P0 |", "rapid_response", "priority_matrix")
CASES = """
    | number          | impact_scope | urgency | priority |
    | 20240510-CS-001 | 大面积       | 高      |          |
    | 20240510-CS-002 | 部分         | 高      | P3       |
    | 20240510-CS-003 | 个别         | 高      | P1       |
    | 20240510-CS-004 |              | 高      |          |
    | 20240510-CS-005 | 大面积       | 特高    |          |
    | 20240510-CS-006 | 个别         | 低      | P3       |
    """


def view() -> CaseView:
    return view_of(CASES, "rapid_response")


def test_the_matrix_decides() -> None:  # RR-9
    decision = decide_priority(view(), policy_of("rapid_response", matrix=MATRIX), SHEET)
    assert decision.columns == {"priority": ["P0", "P1", None, None, None, "P3"]}
    # a missing or unknown value is reported at its own cell, by the checks
    assert triples_of(decision.findings) == [("PRIORITY_UNDEFINED", 3, "urgency")]


def test_it_sleeps_without_matrix_or_fields() -> None:
    policy = policy_of("rapid_response", matrix=MATRIX)
    asleep = [
        decide_priority(view(), policy_of("rapid_response"), SHEET),
        decide_priority(view(), policy, None),
        decide_priority(view_of("| urgency | priority |\n| 高 | |", "rapid_response"), policy, SHEET),
        decide_priority(view_of("| priority |\n| 高 |", "feedback_report"), policy, SHEET),  # people type it there
    ]
    assert asleep == [({}, [])] * len(asleep)
