"""What do people get wrong on the sheets beside the register sheet? Records that lack, contradict or come too late.

Invariant: each of them spoils one case that is otherwise finished, so that its finding stands alone.
"""

from datetime import datetime, timedelta

from xltools.operations.demo_stories import DemoCase, DemoRow, Entry

_SETTLED = timedelta(days=9)


def is_settled(case: DemoCase, now: datetime) -> bool:
    """Whether nothing has happened to it for days."""
    return "completed_at" in case.values and now - _last_moment(case) > _SETTLED


def _last_moment(case: DemoCase) -> datetime:
    moments = [value for value in case.values.values() if isinstance(value, datetime)]
    return max(moments, default=case.received)


def was_told(case: DemoCase, now: datetime) -> bool:
    """Whether the customer was told of the result."""
    return "informed_at" in case.values and "major_reason" not in case.values and is_settled(case, now)


def needed_a_meeting(case: DemoCase, now: datetime) -> bool:
    """Whether its plan was decided in a meeting."""
    return is_settled(case, now) and any("participants" in entry.values for entry in case.entries["plans"])


def was_helped_from_afar(case: DemoCase, now: datetime) -> bool:
    """Whether the log tells of remote help."""
    return is_settled(case, now) and any(entry.values["log_kind"] == "远程协助" for entry in case.entries["log"])


def is_across_departments(case: DemoCase, now: datetime) -> bool:
    """Whether several departments must work together."""
    return case.values["problem_type"] == "跨部门协作" and is_settled(case, now)


def was_suggested(case: DemoCase, now: datetime) -> bool:
    """Whether it is a suggestion that was taken up."""
    return case.values["problem_type"] == "流程优化" and is_settled(case, now)


def never_paused(case: DemoCase, now: datetime) -> bool:
    """Whether it was worked on without a pause, in several steps."""
    log = case.entries["log"]
    return is_settled(case, now) and len(log) > 2 and all(entry.values["log_kind"] != "暂停" for entry in log)


def forget_review(case: DemoCase) -> None:
    """The customer was told, but nobody signed."""
    for name in ("reviewed_by", "reviewed_at"):
        case.values.pop(name, None)


def skip_meeting(case: DemoCase) -> None:
    """The supervisor alone approved what needed a meeting."""
    for entry in case.entries["plans"]:
        entry.values["approval_kind"] = "主管审批"
        entry.values.pop("participants", None)


def refuse_consent(case: DemoCase) -> None:
    """The customer had not agreed to remote help."""
    case.values["remote_consent"] = "客户未授权"


def leave_duty_open(case: DemoCase) -> None:
    """One department has not reported back."""
    duty = case.entries["duties"][-1].values
    duty["progress"] = "进行中"
    for name in ("finished_at", "outcome"):
        duty.pop(name, None)


def log_after_closing(case: DemoCase) -> None:
    """An entry that belongs to another case."""
    case.entries["log"].append(
        _entry(case, _last_moment(case) + timedelta(days=3), "客户沟通", "致电客户，约定下周上门时间。")
    )


def resume_without_pause(case: DemoCase) -> None:
    """The pause itself was never written down."""
    at = case.entries["log"][1].at + timedelta(minutes=1)
    case.entries["log"].insert(2, _entry(case, at, "恢复", "客户已备齐资料，继续处理。"))


def _entry(case: DemoCase, at: datetime, kind: str, content: str) -> Entry:
    who = case.entries["log"][0].values["participants"]
    return Entry(at, {"logged_at": at, "participants": who, "log_kind": kind, "content": content})


def ask_too_much(case: DemoCase, approver: str) -> None:
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
