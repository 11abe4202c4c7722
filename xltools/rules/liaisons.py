"""Which department must hear of a diagnosis? (ST-5)

Invariant: a liaison is named only where sheet 接口人 has a row for the diagnosis.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from xltools.language.speaking import text
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.notice import Notice, NoticeKind
from xltools.model.policy import Liaison, Policy
from xltools.model.register import Column
from xltools.rules.assignment import who_answers


def case_liaisons(view: CaseView, policy: Policy) -> dict[int, Liaison]:
    """The liaison of each case whose diagnosis concerns another department, by position."""
    by_diagnosis = {each.diagnosis: each for each in reversed(policy.liaisons)}
    if not by_diagnosis:
        return {}
    return {
        index: by_diagnosis[diagnosis]
        for index, diagnosis in enumerate(view.column("diagnosis"))
        if isinstance(diagnosis, str) and diagnosis in by_diagnosis
    }


def liaison_column(view: CaseView, liaisons: dict[int, Liaison]) -> Column | None:
    """The column ``liaison``, for people to see; None in registers without it."""
    if view.field("liaison") is None:
        return None
    return [liaisons[index].name if index in liaisons else None for index in range(len(view))]


def liaison_notices(
    view: CaseView, liaisons: Mapping[int, Liaison], policy: Policy, today: date, memory: CaseMemory
) -> Iterator[Notice]:
    """One message for each diagnosis of each case, to the liaison or, in his absence, to his deputy."""
    for index, liaison in liaisons.items():
        number = view.numbers[index]
        key = f"{number}|liaison|{liaison.diagnosis}"
        if number is not None and key not in memory.noticed:
            to = who_answers(liaison.name, policy, today) or liaison.name
            yield Notice(NoticeKind.LIAISON, number, to, liaison.diagnosis, _reason(view, index, liaison), key)


def _reason(view: CaseView, index: int, liaison: Liaison) -> str:
    """With the model, which says what to look at and nothing of the customer."""
    model = view.column("product_model")[index]
    diagnosis, department = liaison.diagnosis, liaison.department
    if model is None:
        return text("notices.liaison.reason", diagnosis=diagnosis, department=department)
    return text("notices.liaison.reason_of_model", diagnosis=diagnosis, department=department, model=model)
