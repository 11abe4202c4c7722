"""Was the plan approved, and by those whom the case's priority asks for? (ST-6)

Invariant: what approves a plan is its row on the sheet of plans; a time in the register alone approves nothing.
"""

from collections.abc import Iterator, Mapping

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, Register
from xltools.rules.case_records import CaseRecords, case_records

SHEET = "plans"


def plan_facts(register: Register, view: CaseView) -> Mapping[str, Column]:
    """The derived fact ``plan_approved``; nothing in a register that does not declare the sheet."""
    if register.definition.sheet(SHEET) is None:
        return {}
    plans = case_records(register, view, SHEET, "verdict")
    approved, yes = _approved(plans, view, register.policy) if plans else set(), Word.YES.said
    return {"plan_approved": [yes if index in approved else None for index in range(len(view))]}


def _approved(plans: CaseRecords, view: CaseView, policy: Policy) -> set[int]:
    """Cases with a plan that was approved in the way that their priority asks for."""
    verdicts, unfit = plans.column("verdict"), {row for row, _ in _unfit_rows(plans, view, policy)}
    agreed = Word.AGREED.said
    return {case for row, case in plans.of_cases() if verdicts[row] == agreed and row not in unfit}


def check_plans(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    """Findings on cases approved without an approved plan, and on plans that needed more than was done.

    Args:
        register: The register; the rule sleeps without the sheet.
        view: The cases.
        policy: Settings ``meeting_priorities`` and ``meeting_kind``; without them every kind of approval will do.
    """
    plans = case_records(register, view, SHEET, "verdict")
    if plans is None:
        return
    verdicts, word = plans.column("verdict"), Word.AGREED.said
    agreed = {case for row, case in plans.of_cases() if verdicts[row] == word}
    for index, moment in enumerate(view.column("plan_approved_at")):
        if moment is not None and index not in agreed:
            yield view.finding(FindingCode.PLAN_MISSING, index, "plan_approved_at", plan_sheet=plans.table.title)
    kinds, priorities = plans.column("approval_kind"), view.column("priority")
    for row, case in _unfit_rows(plans, view, policy):
        needed = policy.settings.get("meeting_kind")
        params: dict[str, object] = {"value": kinds[row], "priority": priorities[case], "needed": needed}
        yield plans.table.finding(FindingCode.PLAN_APPROVAL_UNFIT, row, "approval_kind", **params)


def _unfit_rows(plans: CaseRecords, view: CaseView, policy: Policy) -> Iterator[tuple[int, int]]:
    """(row, case) of plans that needed more than was done; refused ones need nothing."""
    wanting, needed = set(policy.setting_values("meeting_priorities")), policy.settings.get("meeting_kind")
    if not wanting or not needed:
        return
    priorities, kinds, verdicts = view.column("priority"), plans.column("approval_kind"), plans.column("verdict")
    refused = Word.REFUSED.said
    for row, case in plans.of_cases():
        if priorities[case] in wanting and kinds[row] not in (None, needed) and verdicts[row] != refused:
            yield row, case
