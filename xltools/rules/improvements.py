"""Did a suggestion become an improvement item that can be tracked? (RR-13)

Invariant: an item belongs to the case that it names as its source; a dropped item is a decision, and counts.
"""

from collections.abc import Iterator, Mapping

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, Register, Value
from xltools.rules.case_records import case_records
from xltools.rules.rolled_over import SUCCESSOR, pointer

SHEET = "improvements"


def improvement_facts(register: Register, view: CaseView) -> Mapping[str, Column]:
    """The derived fact ``improvement_listed``: no item is missing; nothing where the sheet is not declared."""
    if register.definition.sheet(SHEET) is None:
        return {}
    items = case_records(register, view, SHEET)
    listed = set(items.cases) if items else set()
    wanting, yes = _wanting(register, register.policy), Word.YES.said
    listed_or_needless: list[Value] = [
        yes if index in listed or problem_type not in wanting else None
        for index, problem_type in enumerate(view.column("problem_type"))
    ]
    return {"improvement_listed": listed_or_needless}


def check_improvements(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    """Findings on closed suggestions without an item.

    Args:
        register: The register; the rule sleeps without the sheet.
        view: The cases.
        policy: Setting ``improvement_types``: values of field ``problem_type`` that must end in an item.
    """
    items = case_records(register, view, SHEET)
    wanting = _wanting(register, policy)
    field = view.field("problem_type")
    if items is None or not wanting or field is None:
        return
    listed, closed = set(items.cases), view.column("closed_at")
    for index, problem_type in enumerate(view.column("problem_type")):
        if problem_type in wanting and closed[index] is not None and index not in listed:
            why = text("findings.put_in.improvement.of_type", head=field.header, value=problem_type)
            params = {"improvement_sheet": items.table.title, "why": why}
            yield view.finding(FindingCode.IMPROVEMENT_MISSING, index, "closed_at", **params)


def _wanting(register: Register, policy: Policy) -> set[str]:
    """The problem types that need an item; none once open items went on into the next year's register."""
    return set() if pointer(register, SUCCESSOR) else set(policy.setting_values("improvement_types"))
