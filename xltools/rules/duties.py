"""Has every department done its part? (RR-11)

Invariant: a duty is open until its row says that it is finished or dropped; a case without duties waits for none,
unless its type needs some.
"""

from collections.abc import Iterator, Mapping

from xltools.language.speaking import text
from xltools.language.words import Word, finished_words
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, Register
from xltools.rules.case_records import CaseRecords, case_records

SHEET = "duties"


def duty_facts(register: Register, view: CaseView) -> Mapping[str, Column]:
    """The derived fact ``duties_done``; nothing in a register that does not declare the sheet."""
    if register.definition.sheet(SHEET) is None:
        return {}
    duties = case_records(register, view, SHEET, "progress")
    if duties is None:
        return {"duties_done": [Word.YES.said] * len(view)}
    waiting, yes = {*_departments(duties), *_without_duties(duties, view, register.policy)}, Word.YES.said
    return {"duties_done": [None if index in waiting else yes for index in range(len(view))]}


def _without_duties(duties: CaseRecords, view: CaseView, policy: Policy) -> list[int]:
    """Cases of a type that needs duties, and that have none."""
    wanting, known = set(policy.setting_values("cross_department_types")), set(duties.cases)
    if not wanting:
        return []
    types = view.column("problem_type")
    return [index for index, problem_type in enumerate(types) if problem_type in wanting and index not in known]


def _departments(duties: CaseRecords) -> dict[int, set[str]]:
    """Departments with an open duty, by case."""
    waiting: dict[int, set[str]] = {}
    progress, departments = duties.column("progress"), duties.column("department")
    finished, unnamed = finished_words(), text("findings.put_in.duty.some_department")
    for row, case in duties.of_cases():
        if progress[row] not in finished:
            waiting.setdefault(case, set()).add(str(departments[row] or unnamed))
    return waiting


def check_duties(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    """Findings on cases closed over open duties, and on cross-department cases that have none.

    Args:
        register: The register; the rule sleeps without the sheet.
        view: The cases.
        policy: Setting ``cross_department_types``: values of field ``problem_type`` that need duties.
    """
    duties = case_records(register, view, SHEET, "progress")
    if duties is None:
        return
    params: dict[str, object] = {"duty_sheet": duties.table.title}
    closed = view.column("closed_at")
    for case, departments in _departments(duties).items():
        if closed[case] is not None:
            value = text("signs.list_separator").join(sorted(departments))
            yield view.finding(FindingCode.DUTY_OPEN, case, "closed_at", value=value, **params)
    for index in _without_duties(duties, view, policy):
        yield view.finding(FindingCode.DUTY_MISSING, index, "problem_type", **params)
