"""What does a finding say? One entry a code, in the frame: what is so – what should be – what to do.

The words are the language's (file ``findings.toml``). Invariant: every code has its entry, and an entry's placeholders
are all filled (a missing one is a KeyError in tests).
"""

from functools import cache
from typing import NamedTuple

from xltools.language.one_line import cut_short
from xltools.language.speaking import speaking, spoken_language, text
from xltools.model.finding import Finding, FindingCode, Severity

MAXIMUM_REMARK = 8000  # a cell holds 32,767 characters; nobody reads a quarter of that


class CatalogueEntry(NamedTuple):
    """How one kind of finding is told.

    Attributes:
        severity: How much it matters.
        in_remark: Whether the row's 校验提示 repeats it; what the tool says about its own doings is not repeated there,
            or the second refresh would have to take it out again.
    """

    severity: Severity
    in_remark: bool = True


_E, _W = map(CatalogueEntry, (Severity.ERROR, Severity.WARNING))
_CODE = FindingCode

CATALOGUE: dict[FindingCode, CatalogueEntry] = {
    _CODE.VALUE_MISSING: _E,
    _CODE.VALUE_DOUBLED: _E,
    _CODE.CELL_ERROR: _E,
    _CODE.CELL_FORMULA: _W,
    _CODE.CHOICE_UNKNOWN: _E,
    _CODE.CHOICE_OF_OTHER_PARENT: _E,
    _CODE.CONTACT_MALFORMED: _E,
    _CODE.DATE_UNREADABLE: _E,
    _CODE.DATE_IMPLAUSIBLE: _E,
    _CODE.DATE_IN_FUTURE: _E,
    _CODE.HOUR_MISSING: _W,
    _CODE.DATE_OUT_OF_ORDER: _E,
    _CODE.TIME_UNREADABLE: _E,
    _CODE.TIME_WITHOUT_DAY: _E,
    _CODE.NUMERIC_UNREADABLE: _E,
    _CODE.NUMERIC_NOT_WHOLE: _E,
    _CODE.NUMERIC_OUT_OF_RANGE: _E,
    _CODE.DIGITS_LOST: _E,
    _CODE.TEXT_BECAME_DATE: _E,
    _CODE.TEXT_TOO_SHORT: _E,
    _CODE.TEXT_TOO_LONG: _E,
    _CODE.TEXT_VAGUE: _E,
    _CODE.ATTACHMENT_MISSING: _W,
    _CODE.ATTACHMENT_NAME_UNSAFE: _W,
    _CODE.CASE_DUPLICATED: _W,
    _CODE.CASE_UNKNOWN: _E,
    _CODE.CASE_BELOW_FOOTER: _W,
    _CODE.NUMBER_WAITING: _W,
    _CODE.NUMBER_WITHOUT_CODE: _W,
    _CODE.NUMBER_OF_OTHERS: CatalogueEntry(Severity.WARNING, in_remark=False),
    _CODE.NUMBER_RESTORED: CatalogueEntry(Severity.NOTICE, in_remark=False),
    _CODE.NUMBER_NOT_OURS: CatalogueEntry(Severity.WARNING, in_remark=False),
    _CODE.NUMBER_PASTED: CatalogueEntry(Severity.NOTICE, in_remark=False),
    _CODE.NUMBER_LOST: _W,
    _CODE.NUMBER_SKIPPED: _W,
    _CODE.TOOL_CELL_RESTORED: CatalogueEntry(Severity.NOTICE, in_remark=False),
    _CODE.PRIORITY_UNDEFINED: _W,
    _CODE.CALENDAR_YEAR_MISSING: _W,
    _CODE.KEYWORDS_STALE: _W,
    _CODE.NOBODY_AVAILABLE: _W,
    _CODE.ROLE_UNKNOWN: _W,
    _CODE.ENTRY_AFTER_CLOSING: _W,
    _CODE.PAUSE_UNPAIRED: _W,
    _CODE.EXTENSION_TOO_LONG: _E,
    _CODE.EXTENSION_TOO_LATE: _E,
    _CODE.EXTENSION_AGAIN: _E,
    _CODE.EXTENSION_WITHOUT_LIMIT: _W,
    _CODE.REVIEW_MISSING: _E,
    _CODE.REVIEWER_UNFIT: _W,
    _CODE.PLAN_MISSING: _E,
    _CODE.PLAN_APPROVAL_UNFIT: _E,
    _CODE.CONFIRMATION_MISSING: _E,
    _CODE.CONSENT_MISSING: _E,
    _CODE.DUTY_MISSING: _W,
    _CODE.DUTY_OPEN: _E,
    _CODE.RECORD_OVERDUE: _W,
    _CODE.IMPROVEMENT_MISSING: _W,
    _CODE.ROUND_FACT_EARLIER: _E,
    _CODE.REGISTER_ROLLED_OVER: _W,
    _CODE.PAGE_OCCUPIED: _W,
    _CODE.PAGE_WITH_OBJECTS: _W,
    _CODE.PAGE_LOCKED_OUT: _W,
    _CODE.SHEET_MISSING: _W,
    _CODE.HEADER_MISSING: _W,
    _CODE.HEADER_DOUBLED: _W,
    _CODE.LIST_EMPTY: _E,
    _CODE.LIST_PART_MISSING: _E,
    _CODE.LIST_VALUE_DOUBLED: _W,
    _CODE.SETTING_UNUSABLE: _E,
    _CODE.SETTING_MISSING: _W,
}


def severity(finding: Finding) -> Severity:
    """How much the finding matters."""
    return CATALOGUE[finding.code].severity


def message(finding: Finding) -> str:
    """The finding in one sentence: 【where】what is so；what should be；what to do。"""
    frame = _frame(spoken_language(), finding.code)
    words = frame.sentence.format_map(_plain(finding))
    return f"{frame.opening}{finding.header}{frame.closing}{words}" if finding.header else words


def remark(findings: list[Finding]) -> str | None:
    """All findings of one row in one text for its column 校验提示; None where there is nothing to say."""
    texts = [message(finding) for finding in findings if CATALOGUE[finding.code].in_remark]
    return "\n".join(texts)[:MAXIMUM_REMARK] if texts else None


def is_remark(cell: object) -> bool:
    """Whether a text begins as a remark does."""
    return str(cell).startswith(text("findings.marks.opening"))


class _Frame(NamedTuple):
    """The words of a code in one language, and the marks around the head that they are about."""

    opening: str
    closing: str
    sentence: str


@cache
def _frame(language: str, code: FindingCode) -> _Frame:
    name = code.lower()
    with speaking(language):
        parts = (text(f"findings.{name}.{part}") for part in ("is_so", "should_be", "remedy"))
        opening, closing = (text(f"findings.marks.{mark}") for mark in ("opening", "closing"))
        return _Frame(opening, closing, text("signs.clause").join(parts))


def _plain(finding: Finding) -> dict[str, str]:
    """Shorten what people typed, and keep it from looking like our own 【head】 marks."""
    return {key: shortened(str(value)) if key == "value" else str(value) for key, value in finding.params.items()}


def shortened(typed: str, limit: int = 30) -> str:
    """At most ``limit`` characters on one line."""
    line = " ".join(typed.split()).translate(_marks(spoken_language()))
    return cut_short(line, limit)


@cache
def _marks(language: str) -> dict[int, str]:
    """What stands in what people typed for the marks around heads."""
    with speaking(language):
        return {
            ord(text(f"findings.marks.{mark}").strip()): text(f"findings.marks.typed_{mark}")
            for mark in ("opening", "closing")
        }
