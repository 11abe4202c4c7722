"""Has the customer confirmed that the problem is solved? (ST-9)

Invariant: a confirmation counts for the round of handling that it was given in.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, Register, Value
from xltools.rules.case_records import CaseRecords, case_records
from xltools.rules.typed_moments import day_of

SHEET = "confirmations"


def confirmation_facts(register: Register, view: CaseView, reopened_at: Mapping[int, datetime]) -> Mapping[str, Column]:
    """The derived fact ``customer_confirmed``; nothing in a register that does not declare the sheet.

    Args:
        register: The register.
        view: Its cases.
        reopened_at: By case: when the round at hand began, if it is not the first.
    """
    if register.definition.sheet(SHEET) is None:
        return {}
    records = case_records(register, view, SHEET)
    confirmed, yes = _confirmed(records, reopened_at) if records else set(), Word.YES.said
    return {"customer_confirmed": [yes if index in confirmed else None for index in range(len(view))]}


def _confirmed(records: CaseRecords, reopened_at: Mapping[int, datetime]) -> set[int]:
    """Cases with a signed row of this round; the day of the reopening is of both."""
    signed = records.column("signed_by") if "signed_by" in records.table.values else None
    days = records.column("confirmed_on")
    return {
        case
        for row, case in records.of_cases()
        if (signed is None or signed[row] is not None)
        and not (case in reopened_at and _is_earlier(days[row], reopened_at[case]))
    }


def _is_earlier(value: Value, moment: datetime) -> bool:
    day = day_of(value)
    return day is not None and day < moment.date()


def check_confirmations(register: Register, view: CaseView, reopened_at: Mapping[int, datetime]) -> Iterator[Finding]:
    """Findings on cases that count as solved without the customer's word; the rule sleeps without the sheet."""
    records = case_records(register, view, SHEET)
    if records is None:
        return
    confirmed = _confirmed(records, reopened_at)
    for index, moment in enumerate(view.column("completed_at")):
        if moment is not None and index not in confirmed:
            params = {"confirmation_sheet": records.table.title}
            yield view.finding(FindingCode.CONFIRMATION_MISSING, index, "completed_at", **params)
