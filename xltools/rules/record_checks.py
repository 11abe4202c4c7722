"""What do the sheets beside the register sheet say of the cases? All of their rules in one list.

Invariant: a rule whose sheets or fields the register lacks has nothing to say.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xltools.model.case_view import CaseView
from xltools.model.finding import Finding
from xltools.model.register import Column, Register
from xltools.rules.case_log import check_entries
from xltools.rules.confirmations import check_confirmations, confirmation_facts
from xltools.rules.duties import check_duties, duty_facts
from xltools.rules.improvements import check_improvements, improvement_facts
from xltools.rules.open_records import check_open_records
from xltools.rules.plan_approval import check_plans, plan_facts
from xltools.rules.remote_consent import check_remote_consent
from xltools.rules.reviews import check_reviews, review_facts
from xltools.rules.survey_answers import check_answers


def record_facts(register: Register, view: CaseView, reopened_at: Mapping[int, datetime]) -> dict[str, Column]:
    """The derived facts that states depend on; a register without the sheet behind one is not held up by it."""
    facts: dict[str, Column] = {}
    for found in (
        review_facts(register, view),
        plan_facts(register, view),
        confirmation_facts(register, view, reopened_at),
        duty_facts(register, view),
        improvement_facts(register, view),
    ):
        facts.update(found)
    return facts


def check_records(
    register: Register,
    view: CaseView,
    reopened_at: Mapping[int, datetime],
    closed_at: Sequence[datetime | None],
    now: datetime,
) -> list[Finding]:
    """All findings of these sheets.

    Args:
        register: The register.
        view: The cases with everything decided.
        reopened_at: When later rounds began, by position.
        closed_at: When closed cases were closed, by position.
        now: The moment of the pass.
    """
    policy = register.policy
    return [
        *check_entries(register, view, closed_at, now),
        *check_reviews(register, view, policy),
        *check_plans(register, view, policy),
        *check_confirmations(register, view, reopened_at),
        *check_duties(register, view, policy),
        *check_improvements(register, view, policy),
        *check_remote_consent(register, view, policy),
        *check_answers(register, view),
        *check_open_records(register, now),
    ]
