"""How urgent is a case? Priority from the matrix of impact scope and urgency (RR-9).

Invariant: the matrix alone decides; a combination that it lacks has no priority and is said, never a likely one.
"""

from collections.abc import Mapping
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.field import Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, SheetTable, Value

PRIORITY_FIELD, SCOPE_FIELD, URGENCY_FIELD = "priority", "impact_scope", "urgency"


class PriorityDecision(NamedTuple):
    """What the matrix says.

    Attributes:
        columns: The whole column of priorities under its field name; empty where the rule sleeps.
        findings: Combinations without a row, on their urgency.
    """

    columns: Mapping[str, Column]
    findings: list[Finding]


def decide_priority(view: CaseView, policy: Policy, matrix: SheetTable | None) -> PriorityDecision:
    """Decide every case's priority (RR-9).

    Sleeps in a register without the matrix or one of the three fields, and where people type the priority themselves.

    Args:
        view: The cases.
        policy: The matrix and the lists.
        matrix: The matrix's sheet, to name its tab.

    Returns:
        The column, None where scope or urgency is missing, unknown to its list, or without a row.
    """
    field = view.field(PRIORITY_FIELD)
    if matrix is None or policy.priority_matrix is None or field is None or field.owner is not Owner.TOOL:
        return PriorityDecision({}, [])
    if not all(map(view.has, (PRIORITY_FIELD, SCOPE_FIELD, URGENCY_FIELD))):
        return PriorityDecision({}, [])
    pairs = list(zip(view.columns[SCOPE_FIELD], view.columns[URGENCY_FIELD], strict=True))
    by_pair = {pair: policy.priority_matrix.get((str(pair[0]), str(pair[1]))) for pair in set(pairs)}
    priorities: list[Value] = [by_pair[pair] for pair in pairs]
    undefined = {pair for pair, priority in by_pair.items() if priority is None and _are_known(view, policy, pair)}
    findings = [
        view.finding(
            FindingCode.PRIORITY_UNDEFINED,
            index,
            URGENCY_FIELD,
            value=f"{pair[0]} × {pair[1]}",
            matrix_sheet=matrix.title,
        )
        for index, pair in enumerate(pairs)
        if pair in undefined
    ]
    return PriorityDecision({PRIORITY_FIELD: priorities}, findings)


def _are_known(view: CaseView, policy: Policy, pair: tuple[Value, Value]) -> bool:
    """Whether both values come from their lists; a missing or unknown one is reported by the checks of its own cell."""
    for name, value in zip((SCOPE_FIELD, URGENCY_FIELD), pair, strict=True):
        field = view.field(name)
        if value is None or (field is not None and field.choices and value not in policy.lists.get(field.choices, ())):
            return False
    return True
