"""Who is told that the keyword library or the calendar wants looking after? (FA-7)

Invariant: each month once, as long as it is so; to whom the reports go, for nobody owns these sheets.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.model.finding import Finding, FindingCode
from xltools.model.notice import Notice, NoticeKind
from xltools.model.pass_context import PassContext
from xltools.model.policy import Policy
from xltools.rules.assignment import who_answers

SETTING = "report_recipients"
_TOLD = (FindingCode.KEYWORDS_STALE, FindingCode.CALENDAR_YEAR_MISSING)


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
    told = {finding.code: finding for finding in reversed(findings) if finding.code in _TOLD}
    month, place = f"{context.now:%Y-%m}", context.register_id
    keys = {code: f"upkeep|{code.value}|{month}|{place}" for code in _TOLD if code in told}
    due = [code for code, key in keys.items() if key not in context.memory.noticed]
    if not due:
        return []
    role = report_recipients(policy)[0]
    to = who_answers(role, policy, context.now.date()) or role
    return [Notice(NoticeKind.UPKEEP, "", to, told[code].sheet, _reason(told[code]), keys[code]) for code in due]


def _reason(finding: Finding) -> str:
    return text(f"notices.upkeep.{finding.code.lower()}", **finding.params)


def report_recipients(policy: Policy) -> tuple[str, ...]:
    """Roles or names of those who get the reports; at least one."""
    return policy.setting_values(SETTING) or (text("notices.upkeep.role"),)
