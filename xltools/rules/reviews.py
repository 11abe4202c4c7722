"""Was the result reviewed by those who should, before the customer was told? (FR-9)

Invariant: a refusal stands until a later review agrees or the result is completed anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, Register, Value
from xltools.rules.case_records import case_records
from xltools.rules.typed_moments import is_before

SHEET = "reviews"
_ROLE_SETTINGS = {"reviewed_by": "review_role", "second_reviewed_by": "second_review_role"}


def review_facts(register: Register, view: CaseView) -> Mapping[str, Column]:
    """The derived fact ``review_passed``; nothing in a register that does not declare the sheet."""
    if register.definition.sheet(SHEET) is None:
        return {}
    passed: list[Value] = [Word.YES.said] * len(view)
    for case in _sent_back(register, view):
        passed[case] = None
    return {"review_passed": passed}


def _sent_back(register: Register, view: CaseView) -> set[int]:
    """Cases whose latest review since completion refuses the result."""
    records = case_records(register, view, SHEET, "reviewed_at", "verdict")
    if records is None:
        return set()
    agreed_word, refused_word = Word.AGREED.said, Word.REFUSED.said
    latest: dict[int, tuple[datetime, bool]] = {}  # of reviews at one moment the one that agrees counts
    moments, verdicts = records.column("reviewed_at"), records.column("verdict")
    for row, case in records.of_cases():
        moment, verdict = moments[row], verdicts[row]
        if isinstance(moment, datetime) and verdict in (agreed_word, refused_word):
            latest[case] = max(latest.get(case, (datetime.min, False)), (moment, verdict == agreed_word))
    completed = view.column("completed_at")
    return {
        case for case, (moment, agreed) in latest.items() if not agreed and not _done_since(moment, completed[case])
    }


def _done_since(refused_at: datetime, completed_at: Value) -> bool:
    return isinstance(completed_at, datetime) and is_before(refused_at, completed_at)


def check_reviews(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    """Findings on cases told to the customer without review, and on reviewers who should not be.

    Args:
        register: The register; the rule sleeps without field ``reviewed_by``.
        view: The cases, with the facts of the round at hand.
        policy: People, and settings ``review_role`` and ``second_review_role``.
    """
    if not view.has("reviewed_by"):
        return
    yield from _unreviewed(register, view, policy)
    for name in _ROLE_SETTINGS:
        if view.has(name):
            yield from _unfit(register, view, policy, name)


def _unreviewed(register: Register, view: CaseView, policy: Policy) -> Iterator[Finding]:
    sent_back = _sent_back(register, view)
    second = view.has("second_reviewed_by")
    names = ("informed_at", "satisfaction", "reviewed_by", "second_reviewed_by", "major_reason")
    for index, row in enumerate(zip(*(view.column(name) for name in names), strict=True)):
        informed, satisfaction, reviewer, second_reviewer, major = row
        if informed is None and satisfaction is None:
            continue
        why = _filled(view, "informed_at" if informed is not None else "satisfaction")
        if reviewer is None:
            yield _missing(view, policy, index, "reviewed_by", "review", why)
        elif index in sent_back:
            yield _missing(view, policy, index, "reviewed_by", "approval", text("findings.put_in.review.refused"))
        elif second and major is not None and second_reviewer is None:
            why = text("findings.put_in.review.major", reason=major)
            yield _missing(view, policy, index, "second_reviewed_by", "second_review", why)


def _filled(view: CaseView, name: str) -> str:
    return text("findings.put_in.review.filled", head=view.table.definition.by_name[name].header)


def _missing(view: CaseView, policy: Policy, index: int, name: str, what: str, why: str) -> Finding:
    roles = policy.setting_values(_ROLE_SETTINGS[name])
    role = _one_of(roles) or view.table.definition.by_name[name].header
    told = text(f"findings.put_in.review.{what}")
    return view.finding(FindingCode.REVIEW_MISSING, index, name, what=told, why=why, role=role)


def _one_of(roles: Sequence[str]) -> str:
    return text("findings.put_in.review.or").join(roles)


def _unfit(register: Register, view: CaseView, policy: Policy, name: str) -> Iterator[Finding]:
    """Names on sheet 人员 that neither hold a role nor stand in for one who does; others can't be judged.

    Closed cases were reviewed by people who had the role then.
    """
    roles, states = policy.setting_values(_ROLE_SETTINGS[name]), view.column("state")
    holders = [person for person in policy.people if person.role in roles]
    fit = {person.name for person in holders} | {person.deputy for person in holders}
    unfit = {person.name for person in policy.people} - fit
    column = view.column(name)
    if not roles or unfit.isdisjoint(column):
        return
    for index, value in enumerate(column):
        if value in unfit and states[index] not in register.definition.closed_states:
            yield view.finding(FindingCode.REVIEWER_UNFIT, index, name, value=value, role=_one_of(roles))
