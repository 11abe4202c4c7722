"""What do people get wrong on the sheets beside the register sheet? Records that lack, contradict or come too late.

Invariant: each of them spoils one case that is otherwise finished, so that its finding stands alone.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from xltools.model.finding import FindingCode
from xltools.operations.demonstrating.demo_bad_kinds import BadKind, Spoiling
from xltools.operations.demonstrating.demo_stories import DemoCase, DemoRow, Entry
from xltools.operations.demonstrating.demo_timing import settings_rows

_SETTLED = timedelta(days=9)


def _is_settled(case: DemoCase, now: datetime) -> bool:
    """Whether nothing has happened to it for days."""
    return "completed_at" in case.values and now - _last_moment(case) > _SETTLED


def _last_moment(case: DemoCase) -> datetime:
    moments = [value for value in case.values.values() if isinstance(value, datetime)]
    return max(moments, default=case.received)


def _was_told(case: DemoCase, now: datetime) -> bool:
    """Whether the customer was told of the result."""
    return "informed_at" in case.values and "major_reason" not in case.values and _is_settled(case, now)


def _needed_a_meeting(case: DemoCase, now: datetime) -> bool:
    """Whether its plan was decided in a meeting."""
    return _is_settled(case, now) and any("participants" in entry.values for entry in case.entries["plans"])


def _helped_from_afar(case: DemoCase, now: datetime) -> bool:
    """Whether the log tells of remote help."""
    return _is_settled(case, now) and any(entry.values["log_kind"] == "远程协助" for entry in case.entries["log"])


def _is_across_departments(case: DemoCase, now: datetime) -> bool:
    """Whether several departments must work together."""
    return case.values["problem_type"] == "跨部门协作" and _is_settled(case, now)


def _was_suggested(case: DemoCase, now: datetime) -> bool:
    """Whether it is a suggestion that was taken up."""
    return case.values["problem_type"] == "流程优化" and _is_settled(case, now)


def _never_paused(case: DemoCase, now: datetime) -> bool:
    """Whether it was worked on without a pause, in several steps."""
    log = case.entries["log"]
    return _is_settled(case, now) and len(log) > 2 and all(entry.values["log_kind"] != "暂停" for entry in log)


def _forget_review(case: DemoCase) -> None:
    """The customer was told, but nobody signed."""
    for name in ("reviewed_by", "reviewed_at"):
        case.values.pop(name, None)


def _skip_meeting(case: DemoCase) -> None:
    """The supervisor alone approved what needed a meeting."""
    for entry in case.entries["plans"]:
        entry.values["approval_kind"] = "主管审批"
        entry.values.pop("participants", None)


def _refuse_consent(case: DemoCase) -> None:
    """The customer had not agreed to remote help."""
    case.values["remote_consent"] = "客户未授权"


def _leave_duty_open(case: DemoCase) -> None:
    """One department has not reported back."""
    duty = case.entries["duties"][-1].values
    duty["progress"] = "进行中"
    for name in ("finished_at", "outcome"):
        duty.pop(name, None)


def _log_after_closing(case: DemoCase) -> None:
    """An entry that belongs to another case."""
    case.entries["log"].append(
        _entry(case, _last_moment(case) + timedelta(days=3), "客户沟通", "致电客户，约定下周上门时间。")
    )


def _resume_unpaused(case: DemoCase) -> None:
    """The pause itself was never written down."""
    at = case.entries["log"][1].at + timedelta(minutes=1)
    case.entries["log"].insert(2, _entry(case, at, "恢复", "客户已备齐资料，继续处理。"))


def _entry(case: DemoCase, at: datetime, kind: str, content: str) -> Entry:
    who = case.entries["log"][0].values["participants"]
    return Entry(at, {"logged_at": at, "participants": who, "log_kind": kind, "content": content})


def _ask_too_much(case: DemoCase, approver: str) -> None:
    """Weeks more than the register allows, and somebody agreed."""
    applied = case.values["accepted_at"]
    if isinstance(applied, datetime):
        request: DemoRow = {
            "applied_at": applied + timedelta(minutes=20),
            "applicant": case.values["handler"],
            "reason": "供应商备件推迟到货，已与客户说明并取得同意。",
            "new_due_at": (applied + timedelta(days=24)).replace(hour=18, minute=0),
            "approver": approver,
            "verdict": "同意",
            "approved_at": applied + timedelta(minutes=50),
        }
        case.entries["extensions"] = [Entry(applied, request)]


def _recorded(spoil: Callable[[DemoCase], None]) -> Callable[[DemoCase, Spoiling], None]:
    return lambda case, _: spoil(case)


def _long_extension(case: DemoCase, spoiling: Spoiling) -> None:
    people = settings_rows(spoiling.definition, "people")
    _ask_too_much(case, next(str(row["name"]) for row in people if row["role"] == "部门负责人"))


def _drop(sheet: str) -> Callable[[DemoCase, Spoiling], None]:
    def spoil(case: DemoCase, _: Spoiling) -> None:
        del case.entries[sheet]

    return spoil


_CODE = FindingCode

RECORD_KINDS: Sequence[BadKind] = (
    BadKind("unreviewed", _CODE.REVIEW_MISSING, (), _recorded(_forget_review), "reviews", _was_told),
    BadKind("unconfirmed", _CODE.CONFIRMATION_MISSING, (), _drop("confirmations"), "confirmations", _is_settled),
    BadKind("no_meeting", _CODE.PLAN_APPROVAL_UNFIT, (), _recorded(_skip_meeting), "plans", _needed_a_meeting),
    BadKind(
        "no_consent",
        _CODE.CONSENT_MISSING,
        ("remote_consent",),
        _recorded(_refuse_consent),
        "log",
        _helped_from_afar,
    ),
    BadKind("duty_open", _CODE.DUTY_OPEN, ("closed_at",), _recorded(_leave_duty_open), "duties", _is_settled),
    BadKind("no_duties", _CODE.DUTY_MISSING, ("closed_at",), _drop("duties"), "duties", _is_across_departments),
    BadKind(
        "no_improvement",
        _CODE.IMPROVEMENT_MISSING,
        ("problem_type",),
        _drop("improvements"),
        "improvements",
        _was_suggested,
    ),
    BadKind("long_extension", _CODE.EXTENSION_TOO_LONG, ("accepted_at",), _long_extension, fits=_is_settled),
    BadKind("entry_after_closing", _CODE.ENTRY_AFTER_CLOSING, (), _recorded(_log_after_closing), "log", _is_settled),
    BadKind("resumed_without_pause", _CODE.PAUSE_UNPAIRED, (), _recorded(_resume_unpaused), "log", _never_paused),
)
