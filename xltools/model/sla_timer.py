"""What is a time limit? One row of sheet 时限: from where to where, how long on which clock, whom to tell when.

Invariant: a timer knows nothing of calendars or cases; `xltools.rules.sla` brings the three together.
"""

from enum import StrEnum
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.cell_edit import CellValue


class LimitUnit(StrEnum):
    """The unit of a limit: two clocks, and working days."""

    MINUTES = "minutes"  # wall time
    HOURS = "hours"  # wall time
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"  # closing time of the N-th working day after the day of the start
    DAYS = "days"  # 24 hours of wall time each

    @classmethod
    def words(cls) -> "dict[str, LimitUnit]":
        """The units by what list ``limit_unit`` calls them in the spoken language."""
        return {unit.said: unit for unit in cls}

    @property
    def said(self) -> str:
        """The word of list ``limit_unit`` in the spoken language."""
        return text(f"words.limit_unit.{self.value}")

    @property
    def is_working(self) -> bool:
        """Whether only working time counts."""
        return self in (LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS)


class Limit(NamedTuple):
    """So many of a unit."""

    amount: float
    unit: LimitUnit

    @property
    def said(self) -> str:
        """In words of the spoken language, such as 「2 工作日」."""
        unit = text(f"words.one_of_limit_unit.{self.unit.value}") if self.amount == 1 else self.unit.said
        return f"{self.amount:g} {unit}"


class Escalation(NamedTuple):
    """Whom to tell, and when.

    Attributes:
        to: A role or a name on sheet 人员.
        offset_hours: Hours after the due time, on the timer's own clock (working hours for working timers); negative
            before it. An offset of minus the whole limit means at once.
    """

    to: str
    offset_hours: float


class SlaTimer(NamedTuple):
    """One time limit.

    Attributes:
        name: What it is called in code; several rows may share it, the most specific one that applies counts.
        label: What people call it.
        priority: The case's priority that it applies to; "" for all.
        channel: The case's channel that it applies to; "" for all.
        condition_field: Name of the case's field that must be filled, or hold one of the values; "" for none.
        condition_values: See there; empty for "filled".
        starts_at: Field from whose moment time runs.
        ends_at: Field whose moment ends it; "" if nothing does.
        due_at: Field that the due time is written to; "" if it takes part in 下一时限 only.
        limit: How long.
        repeats: Runs anew from each message to the customer, until it ends.
        may_pause: Stands still while the case waits (log kinds 暂停 and 恢复).
        warn_before: How long before the due time the case counts as due soon.
        escalations: Whom to tell when, in the order of their levels.
        basis: Where the limit comes from.
        row: Its row on the sheet, from 1, for explanations and findings.
    """

    name: str
    label: str
    priority: str
    channel: str
    condition_field: str
    condition_values: tuple[CellValue, ...]
    starts_at: str
    ends_at: str
    due_at: str
    limit: Limit
    repeats: bool
    may_pause: bool
    warn_before: Limit | None
    escalations: tuple[Escalation, ...]
    basis: str
    row: int

    @property
    def specificity(self) -> int:
        """How many of priority, channel and condition it names; of one name's rows the highest that applies counts."""
        return sum(map(bool, (self.priority, self.channel, self.condition_field)))
