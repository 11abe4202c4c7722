"""What is a finding? Trouble with one cell, row or sheet, as data: a code, an address, and what the catalogue needs.

Invariant: findings are never raised; their words come only from the catalogue.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from xltools.model.cell_address import address


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the row cannot be worked with as it is
    WARNING = "warning"  # it can, but somebody should look
    NOTICE = "notice"  # the tool says what it did


class FindingCode(StrEnum):
    """Every kind of finding; grouped by topic."""

    VALUE_MISSING = "VALUE_MISSING"
    VALUE_DOUBLED = "VALUE_DOUBLED"
    CELL_ERROR = "CELL_ERROR"
    CELL_FORMULA = "CELL_FORMULA"
    CHOICE_UNKNOWN = "CHOICE_UNKNOWN"
    CHOICE_OF_OTHER_PARENT = "CHOICE_OF_OTHER_PARENT"
    CONTACT_MALFORMED = "CONTACT_MALFORMED"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    DATE_IMPLAUSIBLE = "DATE_IMPLAUSIBLE"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    HOUR_MISSING = "HOUR_MISSING"
    DATE_OUT_OF_ORDER = "DATE_OUT_OF_ORDER"
    TIME_UNREADABLE = "TIME_UNREADABLE"
    TIME_WITHOUT_DAY = "TIME_WITHOUT_DAY"
    NUMERIC_UNREADABLE = "NUMERIC_UNREADABLE"
    NUMERIC_NOT_WHOLE = "NUMERIC_NOT_WHOLE"
    NUMERIC_OUT_OF_RANGE = "NUMERIC_OUT_OF_RANGE"
    DIGITS_LOST = "DIGITS_LOST"
    TEXT_TOO_SHORT = "TEXT_TOO_SHORT"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    TEXT_BECAME_DATE = "TEXT_BECAME_DATE"
    TEXT_VAGUE = "TEXT_VAGUE"
    ATTACHMENT_MISSING = "ATTACHMENT_MISSING"
    ATTACHMENT_NAME_UNSAFE = "ATTACHMENT_NAME_UNSAFE"
    CASE_DUPLICATED = "CASE_DUPLICATED"
    CASE_UNKNOWN = "CASE_UNKNOWN"
    CASE_BELOW_FOOTER = "CASE_BELOW_FOOTER"
    NUMBER_WAITING = "NUMBER_WAITING"
    NUMBER_WITHOUT_CODE = "NUMBER_WITHOUT_CODE"
    NUMBER_RESTORED = "NUMBER_RESTORED"
    NUMBER_NOT_OURS = "NUMBER_NOT_OURS"
    NUMBER_OF_OTHERS = "NUMBER_OF_OTHERS"
    NUMBER_PASTED = "NUMBER_PASTED"
    NUMBER_LOST = "NUMBER_LOST"
    NUMBER_SKIPPED = "NUMBER_SKIPPED"
    TOOL_CELL_RESTORED = "TOOL_CELL_RESTORED"
    PRIORITY_UNDEFINED = "PRIORITY_UNDEFINED"
    CALENDAR_YEAR_MISSING = "CALENDAR_YEAR_MISSING"
    KEYWORDS_STALE = "KEYWORDS_STALE"
    NOBODY_AVAILABLE = "NOBODY_AVAILABLE"
    ROLE_UNKNOWN = "ROLE_UNKNOWN"
    ENTRY_AFTER_CLOSING = "ENTRY_AFTER_CLOSING"
    PAUSE_UNPAIRED = "PAUSE_UNPAIRED"
    EXTENSION_TOO_LONG = "EXTENSION_TOO_LONG"
    EXTENSION_TOO_LATE = "EXTENSION_TOO_LATE"
    EXTENSION_AGAIN = "EXTENSION_AGAIN"
    EXTENSION_WITHOUT_LIMIT = "EXTENSION_WITHOUT_LIMIT"
    REVIEW_MISSING = "REVIEW_MISSING"
    REVIEWER_UNFIT = "REVIEWER_UNFIT"
    PLAN_MISSING = "PLAN_MISSING"
    PLAN_APPROVAL_UNFIT = "PLAN_APPROVAL_UNFIT"
    CONFIRMATION_MISSING = "CONFIRMATION_MISSING"
    CONSENT_MISSING = "CONSENT_MISSING"
    DUTY_MISSING = "DUTY_MISSING"
    DUTY_OPEN = "DUTY_OPEN"
    RECORD_OVERDUE = "RECORD_OVERDUE"
    IMPROVEMENT_MISSING = "IMPROVEMENT_MISSING"
    ROUND_FACT_EARLIER = "ROUND_FACT_EARLIER"
    REGISTER_ROLLED_OVER = "REGISTER_ROLLED_OVER"
    PAGE_OCCUPIED = "PAGE_OCCUPIED"
    PAGE_WITH_OBJECTS = "PAGE_WITH_OBJECTS"
    PAGE_LOCKED_OUT = "PAGE_LOCKED_OUT"
    SHEET_MISSING = "SHEET_MISSING"
    HEADER_MISSING = "HEADER_MISSING"
    HEADER_DOUBLED = "HEADER_DOUBLED"
    LIST_EMPTY = "LIST_EMPTY"
    LIST_PART_MISSING = "LIST_PART_MISSING"
    LIST_VALUE_DOUBLED = "LIST_VALUE_DOUBLED"
    SETTING_UNUSABLE = "SETTING_UNUSABLE"
    SETTING_MISSING = "SETTING_MISSING"


class Finding(NamedTuple):
    """One finding with its address.

    Attributes:
        code: What kind.
        sheet: The tab's name.
        row: Row from 1; 0 where the whole sheet is meant.
        column: Column from 1; 0 where the whole row is meant.
        field: The field's name in code, or "".
        header: The column's head as people see it, or "".
        params: What the catalogue's sentences need beyond that.
        case_number: The case's number, where the row has one.
    """

    code: FindingCode
    sheet: str
    row: int
    column: int
    field: str
    header: str
    params: Mapping[str, object] = {}
    case_number: str = ""

    @property
    def address(self) -> str:
        """Where it is: ``反馈登记!H12``, ``反馈登记!12:12`` for a row, ``反馈登记`` for a sheet."""
        if not self.row:
            return self.sheet
        return (
            f"{self.sheet}!{address(self.row, self.column)}" if self.column else f"{self.sheet}!{self.row}:{self.row}"
        )
