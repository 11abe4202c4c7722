"""What may a supervisor tune? Everything that the settings sheets of a register hold, as far as it could be read.

Invariant: names of fields, not heads, stand here; a row that could not be understood is not here but in a finding.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xltools.model.notice_template import NoticeTemplate
from xltools.model.sla_timer import SlaTimer
from xltools.model.work_calendar import WorkCalendar

_SEPARATORS = re.compile(r"[、，,；;\n]")


def listed_values(text: str) -> tuple[str, ...]:
    """The values of a list typed into one cell, parted by 、 or by a comma or semicolon of either width."""
    return tuple(part for part in (each.strip() for each in _SEPARATORS.split(text)) if part)


class VagueWord(NamedTuple):
    """A wording that says nothing (FR-16, FA-10), and what to write instead."""

    word: str
    applies_to: str
    advice: str


class Keyword(NamedTuple):
    """One row of sheet 关键词库 (FA-7).

    Attributes:
        keyword: What to look for in a description.
        excludes: Wordings that take a hit back where they stand in the description.
        first_class: What it speaks for on the first level (反馈类型, or 问题分类 of two levels); "" if nothing.
        second_class: The same on the second level (问题类别, 问题小类); "" if nothing.
        weight: How strongly.
        row: Its row on the sheet, from 1.
    """

    keyword: str
    excludes: tuple[str, ...]
    first_class: str
    second_class: str
    weight: float
    row: int


class AssignmentRule(NamedTuple):
    """One row of sheet 分派规则: what class goes to whom; ``subcategory`` "" means all of the category."""

    category: str
    subcategory: str
    role: str
    department: str
    row: int


class Person(NamedTuple):
    """One row of sheet 人员; absence includes both days, ``maximum_load`` None is no limit."""

    name: str
    role: str
    department: str
    staff_number: str = ""
    phone: str = ""
    email: str = ""
    absent_from: date | None = None
    absent_until: date | None = None
    deputy: str = ""
    maximum_load: int | None = None
    row: int = 0

    def is_absent(self, day: date) -> bool:
        """Whether the person is away on that day; an absence without an end lasts, one without a start began."""
        if self.absent_from is None and self.absent_until is None:
            return False
        return (self.absent_from or date.min) <= day <= (self.absent_until or date.max)


class Liaison(NamedTuple):
    """One row of sheet 接口人 (ST-5): who is told of a diagnosis."""

    diagnosis: str
    department: str
    name: str
    row: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What a supervisor tunes on the settings sheets.

    Attributes:
        lists: Values of the plain lists by name.
        dependent_lists: Values of the dependent lists by name and parent value.
        vague_words: Wordings that are refused in descriptions.
        settings: Parameters of sheet 设置 by key.
        codes: Codes for numbers (departments) by name.
        voided_numbers: Numbers whose rows were taken out on purpose.
        calendar: Working time; None in a register without sheet 班次.
        timers: Time limits in the order of sheet 时限.
        keywords: The keyword library.
        assignment: Who handles what.
        people: Everybody on sheet 人员.
        priority_matrix: Priority by (impact scope, urgency), for registers that have the sheet.
        liaisons: Whom to tell of a diagnosis.
        keywords_updated_on: The latest 更新日期 of the keyword library, if any row has one.
        notices: What customers are sent, in the order of sheet 通知模板.
    """

    lists: Mapping[str, tuple[str, ...]]
    dependent_lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    vague_words: tuple[VagueWord, ...]
    settings: Mapping[str, str]
    codes: Mapping[str, str]
    voided_numbers: frozenset[str]
    calendar: WorkCalendar | None = None
    timers: tuple[SlaTimer, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    assignment: tuple[AssignmentRule, ...] = ()
    people: tuple[Person, ...] = ()
    priority_matrix: Mapping[tuple[str, str], str] | None = None
    liaisons: tuple[Liaison, ...] = ()
    keywords_updated_on: date | None = None
    notices: tuple[NoticeTemplate, ...] = ()

    def setting_values(self, key: str) -> tuple[str, ...]:
        """A parameter that lists several values."""
        return listed_values(self.settings.get(key, ""))

    def setting_number(self, key: str, fallback: float) -> float:
        """A numeric parameter; ``fallback`` in a register that does not have it."""
        return float(self.settings.get(key, fallback))
