"""Who is told that the keyword library or the calendar wants looking after? (FA-7)

Invariant: each month once, as long as it is so; to whom the reports go, for nobody owns these sheets.
"""

from collections.abc import Sequence

from xltools.model.finding import Finding, FindingCode
from xltools.model.notice import Notice, NoticeKind
from xltools.model.pass_context import PassContext
from xltools.model.policy import Policy
from xltools.rules.assignment import who_answers

SETTING = "report_recipients"
_ROLE = "售后服务经理"  # where the setting is not there
_REASONS = {
    FindingCode.KEYWORDS_STALE: "已超过 {days} 天没有更新，请补充新的说法并填写更新日期",
    FindingCode.CALENDAR_YEAR_MISSING: "{year} 年的放假安排还没有，期间的时限都是暂定的，请填写或更新工具",
}


def upkeep_notices(findings: Sequence[Finding], policy: Policy, context: PassContext) -> list[Notice]:
    """Messages about sheets that nobody looked after.

    Args:
        findings: Everything there is to say about a register; ``KEYWORDS_STALE`` and ``CALENDAR_YEAR_MISSING`` count.
        policy: Setting ``report_recipients``, of which the first is told, and the people.
        context: The moment of the pass, and what was told before. The register's name is part of the occasion:
            registers with equal number schemes share one memory, and each has a library of its own.

    Returns:
        One message for each kind of finding that was not told this month.
    """
    told = {finding.code: finding for finding in reversed(findings) if finding.code in _REASONS}
    month, place = f"{context.now:%Y-%m}", context.register_id
    keys = {code: f"upkeep|{code.value}|{month}|{place}" for code in _REASONS if code in told}
    due = [code for code, key in keys.items() if key not in context.memory.noticed]
    if not due:
        return []
    role = report_recipients(policy)[0]
    to = who_answers(role, policy, context.now.date()) or role
    return [
        Notice(NoticeKind.UPKEEP, "", to, told[code].sheet, _REASONS[code].format_map(told[code].params), keys[code])
        for code in due
    ]


def report_recipients(policy: Policy) -> tuple[str, ...]:
    """Roles or names of those who get the reports; at least one."""
    return policy.setting_values(SETTING) or (_ROLE,)
