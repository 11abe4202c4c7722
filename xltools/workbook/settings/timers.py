"""Which time limits are there? The rows of sheet 时限, each checked against the register that it speaks of.

Invariant: a row that can't be used never runs half understood: the shipped row for the same cases stands in, or none.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.register_definition import SheetDefinition
from xltools.model.sla_timer import Escalation, Limit, LimitUnit, SlaTimer
from xltools.workbook.settings.lists import Lists
from xltools.workbook.settings.people import KnownPeople
from xltools.workbook.settings.register_heads import DUE_TIME, MOMENT, RegisterHeads
from xltools.workbook.settings.settings_rows import LARGEST_AMOUNT, SettingsRows, inert
from xltools.workbook.settings.timer_scope import SCOPE_COLUMNS, ScopeReading, TimerScope, scope_of

_LEVELS = (("escalates_to", "escalates_after"), ("escalates_to_2", "escalates_after_2"))
_NEEDED = (
    *SCOPE_COLUMNS,
    *("starts_at", "ends_at", "due_at", "limit", "unit", "repeats", "may_pause", "warn_before", "warn_unit"),
    *(name for level in _LEVELS for name in level),
)


def read_timers(
    rows: SettingsRows, register: SheetDefinition, lists: Lists, known: KnownPeople
) -> tuple[SlaTimer, ...]:
    """The time limits in the order of the sheet.

    Args:
        rows: Sheet 时限. A row that is not there is the supervisor's will: no limit.
        register: The sheet whose columns the rows name by their heads.
        lists: The values of drop-downs in force.
        known: Who may be named; a role that is nobody's is told, and the limit stays.
    """
    rows = rows.or_shipped(_NEEDED, _shipped_limit())
    scopes = ScopeReading(rows, register, RegisterHeads(register), lists)
    shipped = _TimerReading(scopes._replace(rows=rows.shipped()), ()).timers()
    timers = _TimerReading(scopes, shipped).timers()
    for index in rows.indexes():
        for name, _ in _LEVELS:
            known.check(rows, index, name)
    return timers


class _TimerReading:
    """Reads the rows one after the other; knows which cases the rows before were for."""

    def __init__(self, scopes: ScopeReading, shipped: Sequence[SlaTimer]) -> None:
        self._scopes = scopes
        self._rows, self._heads = scopes.rows, scopes.heads
        self._shipped = {scope_of(timer): timer for timer in shipped}
        self._first: dict[TimerScope, int] = {}

    def timers(self) -> tuple[SlaTimer, ...]:
        timers = (self._timer(index) for index in self._rows.indexes())
        return tuple(timer for timer in timers if timer is not None)

    def _timer(self, index: int) -> SlaTimer | None:
        scope = self._scopes.scope(index)
        if scope is None or self._is_doubled(index, scope):
            return None
        rows, shipped = self._rows, self._shipped.get(scope)
        fallback = _shipped_limit() if shipped else inert()
        starts_at = self._heads.field(rows, index, "starts_at", MOMENT, fallback)
        ends_at = self._heads.field(rows, index, "ends_at", MOMENT, fallback)
        due_at = self._heads.field(rows, index, "due_at", DUE_TIME, fallback)
        limit = self._limit(index, fallback)
        if not starts_at or ends_at is None or due_at is None or limit is None:
            return shipped._replace(row=rows.row(index)) if shipped else None
        return SlaTimer(
            **scope._asdict(),
            label=rows.text(index, "label") or scope.name,
            starts_at=starts_at,
            ends_at=ends_at,
            due_at=due_at,
            limit=limit,
            repeats=self._flag(index, "repeats", shipped is not None and shipped.repeats),
            may_pause=self._flag(index, "may_pause", shipped is not None and shipped.may_pause),
            warn_before=self._warning(index, limit.unit, shipped.warn_before if shipped else None),
            escalations=self._escalations(index, shipped.escalations if shipped else ()),
            basis=rows.text(index, "basis"),
            row=rows.row(index),
        )

    def _is_doubled(self, index: int, scope: TimerScope) -> bool:
        first = self._first.setdefault(scope, index)
        if first != index:
            fallback = text("settings.in_force.first_row", row=self._rows.row(first))
            self._rows.unusable(index, "name", text("settings.expected.one_row_a_limit"), fallback)
        return first != index

    def _limit(self, index: int, fallback: str) -> Limit | None:
        unit = self._rows.word(index, "unit", LimitUnit.words(), fallback)
        limit = self._amount(index, "limit", unit, fallback)
        if limit is not None and not limit.amount and self._rows.text(index, "repeats") == Word.YES.said:
            self._rows.unusable(index, "limit", text("settings.expected.repeated_limit"), fallback)
            return None
        return limit

    def _amount(self, index: int, name: str, unit: str | None, fallback: str) -> Limit | None:
        """So many of a unit; what is empty, no number or out of bounds is reported by the ordinary checks."""
        amount = self._rows.number(index, name)
        if amount is None or unit is None:
            return None
        if not 0 <= amount <= LARGEST_AMOUNT:
            self._rows.unusable(index, name, text("settings.expected.amount", most=LARGEST_AMOUNT), fallback)
        elif LimitUnit.words()[unit] is LimitUnit.WORKING_DAYS and not amount.is_integer():
            self._rows.unusable(index, name, text("settings.expected.whole_days"), fallback)
        else:
            return Limit(amount, LimitUnit.words()[unit])
        return None

    def _flag(self, index: int, name: str, default: bool) -> bool:
        fallback = text("settings.in_force.word", word=(Word.YES if default else Word.NO).said)
        word = self._rows.word(index, name, (Word.YES.said, Word.NO.said), fallback)
        return default if word is None else word == Word.YES.said

    def _warning(self, index: int, unit: LimitUnit, default: Limit | None) -> Limit | None:
        """How long before the due time to warn, by default in the limit's unit; not at all where empty."""
        rows = self._rows
        if rows.is_empty(index, "warn_before"):
            return None
        fallback = text("settings.in_force.shipped_warning" if default else "settings.in_force.no_warning")
        named = rows.text(index, "warn_unit")
        typed = rows.word(index, "warn_unit", LimitUnit.words(), fallback) if named else unit.said
        warning = self._amount(index, "warn_before", typed, fallback)
        return default if warning is None else warning

    def _escalations(self, index: int, default: Sequence[Escalation]) -> tuple[Escalation, ...]:
        """Whom to tell; an offset that is empty is 0, one that can't be used is that of the shipped row's level."""
        escalations = []
        for level, (to, after) in enumerate(_LEVELS):
            person = self._rows.text(index, to)
            offset = self._rows.number(index, after)
            if offset is not None and abs(offset) > LARGEST_AMOUNT:
                at_once = text("settings.in_force.escalated_at_once")
                self._rows.unusable(index, after, text("settings.expected.offset"), at_once)
                offset = 0.0
            if offset is None:
                stands_in = not self._rows.is_empty(index, after) and level < len(default)
                offset = default[level].offset_hours if stands_in else 0.0
            if person:
                escalations.append(Escalation(person, offset))
        return tuple(escalations)


def _shipped_limit() -> str:
    return text("settings.in_force.shipped_limit")
