"""Which register is kept, what are its columns called, and what words do its people use?

Invariant: columns come from the declared data of the register; every word that means something is written out here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.registers import definition
from xltools.model.field import Owner
from xltools.model.register_definition import RegisterDefinition

FIRST_ROW, HEAD_ROW = 5, 4
PEOPLES, PROPOSED = "people", "proposed"


@dataclass(frozen=True)
class Words:
    """What is said in a register's language."""

    yes: str
    agreed: str
    refused: str
    contact: str
    pause: str
    resume: str
    reopen: str
    other_entry: str
    overdue: str
    due_soon: str
    paused: str
    breached: str
    low_score: str
    off: str
    worked: str
    weekdays: tuple[str, ...]
    units: Mapping[str, str]
    limit: str  # how column 下一时限 names a limit
    revised: str
    provisional: str
    left: str
    over: str
    parts: tuple[str, str, str]  # days, hours, minutes


CHINESE = Words(
    yes="是", agreed="同意", refused="不同意", contact="客户沟通", pause="暂停", resume="恢复", reopen="重新打开",
    other_entry="其他", overdue="超时", due_soon="临期", paused="暂停", breached="曾超时", low_score="低分",
    off="休", worked="班", weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    units={"分钟": "minutes", "小时": "hours", "工作小时": "working hours", "工作日": "working days", "自然日": "days"},
    limit="{} {}", revised="{} {}（延期）", provisional="{} {}（暂定）", left="剩 {}", over="超时 {}",
    parts=("{} 天", "{} 小时", "{} 分钟"),
)  # fmt: skip
ENGLISH = Words(
    yes="yes", agreed="approved", refused="refused", contact="customer informed", pause="paused", resume="resumed",
    reopen="reopened", other_entry="other", overdue="overdue", due_soon="due soon", paused="paused",
    breached="was late", low_score="low score", off="off", worked="working",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    units={each: each for each in ("minutes", "hours", "working hours", "working days", "days")},
    limit="{} {}", revised="{} {} (extended)", provisional="{} {} (provisional)", left="{} left", over="{} over",
    parts=("{} d", "{} h", "{} min"),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One sheet: its tab, and its columns from 1 by field, each with whose it is."""

    key: str
    title: str
    columns: Mapping[str, int]
    owners: Mapping[str, str]
    shipped: int

    def of(self, owner: str) -> list[str]:
        """The fields of an owner."""
        return [name for name, whose in self.owners.items() if whose == owner]

    @cached_property
    def names(self) -> dict[int, str]:
        """Fields by column."""
        return {column: name for name, column in self.columns.items()}


_OWNERS = {Owner.PERSON: PEOPLES, Owner.PROPOSED: PROPOSED, Owner.TOOL: "tool"}


@dataclass(frozen=True)
class Desk:
    """One register, and what its people know of it."""

    name: str
    words: Words
    statutory: bool
    verdicts_reopen: bool
    own_head: str = "内部流水"
    round_facts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def definition(self) -> RegisterDefinition:
        """The declared data."""
        return definition(self.name)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The sheets by key."""
        found = {}
        for sheet in self.definition.sheets:
            columns = {each.name: place for place, each in enumerate(sheet.fields, start=1)}
            owners = {each.name: _OWNERS[each.owner] for each in sheet.fields}
            found[sheet.key] = Table(sheet.key, sheet.title, columns, owners, len(sheet.rows))
        return found

    @property
    def cases(self) -> Table:
        """The register sheet."""
        return self.tables["cases"]

    @cached_property
    def own_column(self) -> int:
        """A column of the team's own, right of all others, that the tool knows nothing of."""
        return len(self.cases.columns) + 1

    @cached_property
    def required(self) -> list[str]:
        """Fields that must be filled."""
        return [each.name for each in self.definition.register_sheet.fields if each.required]

    @cached_property
    def heads(self) -> dict[str, str]:
        """Fields of the register sheet by their heads."""
        return {each.header: each.name for each in self.definition.register_sheet.fields}

    @cached_property
    def generated(self) -> frozenset[str]:
        """Tabs that the tool writes anew, whole; the first ones of every register."""
        told = {"填写说明", "总览", "待办", "客户通知"} | {"Guide", "Overview", "To do", "Customer notices"}
        return frozenset(told)

    def number(self, year: int, month: int, serial: int) -> str:
        """ST-2, or the desk's own."""
        return f"{year}{month:02}-{serial:05}" if self.name == "service_ticket" else f"INC-{year}-{serial:05}"

    def series(self, year: int, month: int) -> str:
        """What shares one row of serials."""
        return f"{year}{month:02}" if self.name == "service_ticket" else f"{year}"


def _facts(name: str) -> Mapping[str, Sequence[str]]:
    plan = definition(name).second_handling
    assert plan is not None
    return plan.facts


def service_ticket() -> Desk:
    """售后服务工单登记表 (ST-1 … ST-15)."""
    return Desk("service_ticket", CHINESE, True, False, round_facts=_facts("service_ticket"))


def it_desk() -> Desk:
    """Incidents of an IT service desk, in English."""
    return Desk("it_service_desk", ENGLISH, False, True, "Team's own", round_facts=_facts("it_service_desk"))


DESKS = {"service_ticket": service_ticket, "it_service_desk": it_desk}
