"""What of a workbook must be known to examine a set-up? Read once, and only what several checks ask for is kept.

Invariant: whatever is wrong with a workbook is kept as its error; a workbook that is no register of ours is no fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, XltoolsError
from xltools.model.finding import Severity
from xltools.model.finding_catalogue import severity
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.model.work_calendar import WorkCalendar
from xltools.operations.files.replacing import real_path
from xltools.operations.passes.opening import Opened, numbers_of, opened_register, register_at
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.rolling_over.unfinished import refuse_unfinished
from xltools.workbook.layout import VERSION_PROPERTY
from xltools.workbook.reading import read_register


class Unusable(NamedTuple):
    """A workbook that cannot be worked with, and why."""

    path: Path
    error: XltoolsError

    @property
    def is_register(self) -> bool:
        """Whether it is one of ours, or may be: somebody has to look at it."""
        return type(self.error) is not NotARegisterError


@dataclass(frozen=True, slots=True)
class RegisterSight:
    """One register.

    Attributes:
        path: Where it is, as the folder names it.
        definition: What it should be.
        version: The version of the template that it was made from, as it stands there; "" where it does not.
        lacks: Sheets and columns of the definition that it does not have.
        faults: Addresses of settings cells that cannot be used.
        calendar: When its people work; None in a register without sheet 班次.
        settings: Parameters of its sheet 设置.
        numbers: Those of its cases.
        cases: How many it holds.
    """

    path: Path
    definition: RegisterDefinition
    version: str = ""
    lacks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    calendar: WorkCalendar | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    cases: int = 0

    @property
    def zone(self) -> str:
        """The zone that its times are meant in; "" where that is not known."""
        return self.settings.get("time_zone", "")


def sight_of(path: Path, now: datetime) -> RegisterSight | Unusable:
    """Read one workbook.

    Args:
        path: The workbook.
        now: Tells the year of dates that were typed without one.
    """
    try:
        with no_bare_system_error(path), without_garbage_collection():
            real, moment = real_path(path), now.replace(tzinfo=None)
            opened = opened_register(real, PassOrder())
            register = read_register(opened.package, moment, opened.definition)
            refuse_unfinished(register, real, lambda other: register_at(other, moment))
    except XltoolsError as error:
        return Unusable(path, error)
    return _sight(path, opened, register)


def _sight(path: Path, opened: Opened, register: Register) -> RegisterSight:
    errors = (each for each in register.findings if severity(each) is Severity.ERROR)
    return RegisterSight(
        path,
        register.definition,
        opened.package.custom_properties().get(VERSION_PROPERTY, ""),
        tuple(_lacking(register)),
        tuple(each.address for each in errors if _is_setting(each.sheet, register)),
        register.policy.calendar,
        register.policy.settings,
        tuple(numbers_of(register)),
        len(register.cases.rows),
    )


def _is_setting(tab: str, register: Register) -> bool:
    kinds = {sheet.title: sheet.kind for sheet in register.definition.sheets}
    return kinds.get(tab, SheetKind.SETTINGS) is SheetKind.SETTINGS


def _lacking(register: Register) -> Iterator[str]:
    for sheet in register.definition.sheets:
        table = register.tables.get(sheet.key)
        if table is None:
            yield f"sheet {sheet.title}"
        else:
            yield from (
                f"column {sheet.title}!{each.header}" for each in sheet.fields if each.name not in table.columns
            )
