"""A pass leaves nobody waiting whom the next one on the same sheets would serve. (FR-5, FA-8, RR-10)"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.case_views import policy_of, view_of
from xltools.model.case_view import CaseView
from xltools.model.case_walk import StateDefinition
from xltools.model.field import Condition
from xltools.model.finding import FindingCode
from xltools.rules.assigning import assign_cases
from xltools.rules.draft import Draft
from xltools.rules.states import case_states

TODAY = date(2024, 5, 10)
WALK = [
    StateDefinition(name="未指派", until=(Condition(field="handler"),)),
    StateDefinition(name="处理中", until=(Condition(field="completed_at"),)),
    StateDefinition(name="已关闭", closed=True),
]
RULES = """
    | category | role       |
    | 产品类   | 技术工程师 |
    """
RULES_OF_DEPARTMENTS = """
    | category | role       | department |
    | 产品类   | 技术工程师 | 技术部     |
    """
PEOPLE = """
    | name | role       | limit |
    | 王强 | 技术工程师 | 1     |
    """
POLICY = policy_of("feedback_report", assignment=RULES, people=PEOPLE)


def drafted(table: str) -> Draft:
    draft = Draft(view_of(table, "feedback_report"))
    assign_cases(draft, POLICY, WALK, case_states(draft.view, WALK), TODAY)
    return draft


def handlers(view: CaseView) -> list[object]:
    return list(view.columns["handler"])


def table(cases: list[tuple[str, str]]) -> str:
    rows = [f"| 202405-{place:03} | 产品类 | {handler} | {done} |" for place, (handler, done) in enumerate(cases, 1)]
    return "\n".join(["| number | category | handler | completed_at |", *rows])


def test_a_case_that_lacks_nothing_but_a_handler_keeps_nobody_from_others() -> None:
    draft = drafted(table([("", "2024-05-10 09:00"), ("", ""), ("", "2024-05-10 09:30"), ("", "")]))
    assert handlers(draft.view) == ["王强", "王强", None, None]
    assert [(each.code, each.row) for each in draft.findings] == [
        (FindingCode.NOBODY_AVAILABLE, 7),
        (FindingCode.NOBODY_AVAILABLE, 8),
    ]


def test_a_case_that_lacks_nothing_but_a_department_is_no_load_either() -> None:
    led = [StateDefinition(name="未分部门", until=(Condition(field="lead_department"),)), *WALK]
    rows = "| 202405-001 | 产品类 | 王强 | 2024-05-10 09:00 | |\n| 202405-002 | 产品类 | | | |"
    view = view_of(f"| number | category | handler | completed_at | lead_department |\n{rows}", "feedback_analysis")
    draft = Draft(view)
    policy = policy_of("feedback_analysis", assignment=RULES_OF_DEPARTMENTS, people=PEOPLE)
    assign_cases(draft, policy, led, case_states(view, led), TODAY)
    assert handlers(draft.view) == ["王强", "王强"]


@given(st.lists(st.tuples(st.sampled_from(["", "王强"]), st.sampled_from(["", "2024-05-10 09:00"])), max_size=8))
def test_a_second_pass_assigns_nobody(cases: list[tuple[str, str]]) -> None:
    first = handlers(drafted(table(cases)).view)
    again = [(str(name or ""), done) for name, (_, done) in zip(first, cases, strict=True)]
    assert handlers(drafted(table(again)).view) == first
