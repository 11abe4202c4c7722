"""What was taken out of one register? Its facts as arrays, and what the register is.

Invariant: every table has all its columns, each of one kind whatever stands in it, so that tables of many registers can
be put together without a look inside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import repeat
from operator import sub
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from xltools.model.register import Value
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import (
    CASE_FLAGS,
    CASE_MOMENTS,
    CASE_NUMBERS,
    CASE_TEXTS,
    EXTENSION_COLUMNS,
    IMPROVEMENT_COLUMNS,
    LIMIT_COLUMNS,
    RATING_COLUMNS,
    ROUND_COLUMNS,
    UNIT_COLUMNS,
    RegisterSource,
    Suggestion,
)

Array = NDArray[Any]
Table = dict[str, Array]  # by column; moments datetime64[s], texts object (str or None)

REGISTER = "register"  # this column is filled where registers are put together
CASE_COLUMNS = tuple(
    dict.fromkeys((*CASE_TEXTS, *(each.key for each in DIMENSIONS), *CASE_MOMENTS, *CASE_NUMBERS, *CASE_FLAGS))
)
TABLES: Mapping[str, Sequence[str]] = {
    "cases": CASE_COLUMNS,
    "limits": LIMIT_COLUMNS,
    "ratings": RATING_COLUMNS,
    "extensions": EXTENSION_COLUMNS,
    "improvements": IMPROVEMENT_COLUMNS,
    "units": UNIT_COLUMNS,
    "rounds": ROUND_COLUMNS,
}
_MOMENTS = frozenset(
    {*CASE_MOMENTS, "start", "due", "revised", "done", "applied_at", "approved_at", "new_due_at", "until"}
    | {"proposed_on", "due_on", "finished_on"}
)
_NUMBERS = frozenset({*CASE_NUMBERS, "value", "lowest", "top", "units"})
_FLAGS = frozenset({*CASE_FLAGS, "stopped", "repeats", "judged", "low"})
EMPTY: Mapping[str, Array] = MappingProxyType({})
_EPOCH, _NEVER = datetime(1970, 1, 1), datetime.min
_NEVER_SECONDS = (_NEVER - _EPOCH).total_seconds()


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The facts of one register, masked.

    Attributes:
        source: What the register is.
        cases: `CASE_COLUMNS` and the register's own dimensions; column ``register`` is empty still, here and below.
        limits: `LIMIT_COLUMNS`; ``case`` is the position in ``cases``, here and below.
        ratings: `RATING_COLUMNS`.
        extensions: `EXTENSION_COLUMNS`.
        improvements: `IMPROVEMENT_COLUMNS`.
        units: `UNIT_COLUMNS`.
        rounds: `ROUND_COLUMNS`.
        suggestions: Rows of sheet 改进建议.
        own_dimensions: Heads of the register's own dimensions.
    """

    source: RegisterSource
    cases: Table = field(default_factory=lambda: table_of(CASE_COLUMNS))
    limits: Table = field(default_factory=lambda: table_of(LIMIT_COLUMNS))
    ratings: Table = field(default_factory=lambda: table_of(RATING_COLUMNS))
    extensions: Table = field(default_factory=lambda: table_of(EXTENSION_COLUMNS))
    improvements: Table = field(default_factory=lambda: table_of(IMPROVEMENT_COLUMNS))
    units: Table = field(default_factory=lambda: table_of(UNIT_COLUMNS))
    rounds: Table = field(default_factory=lambda: table_of(ROUND_COLUMNS))
    suggestions: tuple[Suggestion, ...] = ()
    own_dimensions: tuple[str, ...] = ()


def unread_register(file: str, name: str, trouble: str) -> RegisterFacts:
    """What is known of a register that could not be read: that it is there, and why it could not."""
    return RegisterFacts(RegisterSource(file, name, trouble=trouble))


def table_of(columns: Iterable[str], filled: Mapping[str, Array | Sequence[Value]] = EMPTY, rows: int = 0) -> Table:
    """A table, each column of the kind that its name stands for.

    Args:
        columns: Their names.
        filled: What stands in them.
        rows: How many empty cells the others have.
    """
    return {name: array_of(name, filled.get(name, [None] * rows)) for name in columns}


def stacked(columns: Iterable[str], tables: Sequence[Table]) -> Table:
    """Tables of the same columns one below the other; without any, an empty one."""
    return {
        name: np.concatenate([each[name] for each in tables]) if tables else empty
        for name, empty in table_of(columns).items()
    }


def placed(table: Table, places: Array) -> Table:
    """A table of some cases, their places among these turned into their places among all cases."""
    return {**table, "case": places[table["case"]]}


def in_case_order(tables: Sequence[Table]) -> Table:
    """Tables of the same columns together, by case; of one case the rows of earlier tables first."""
    together = stacked(tables[0], tables)
    if len(tables) == 1:
        return together
    order = np.argsort(together["case"], kind="stable")
    return {name: column[order] for name, column in together.items()}


def array_of(name: str, values: Array | Sequence[Value]) -> Array:
    """A column as an array of its kind; what is not of the kind is empty. Moments are rounded to whole seconds.

    Args:
        name: The column's name, which tells the kind.
        values: Cells, or an array of the kind already.
    """
    if isinstance(values, np.ndarray):
        return values
    if name == "case":
        return np.array(values, dtype=np.int64)
    if name in _MOMENTS:
        return moments(values)
    if name in _NUMBERS:
        return np.array([value if type(value) in (int, float) else None for value in values], dtype=np.float64)
    if name in _FLAGS:
        return np.array(values, dtype=np.bool_)
    return texts(values)


def moments(values: Sequence[Value]) -> Array:
    """Moments to the second, a day alone as its midnight, NaT for all else."""
    if not set(map(type, values)) <= {datetime, type(None)}:
        values = [moment_of(value) for value in values]
    known = [value or _NEVER for value in cast("Sequence[datetime | None]", values)]
    # numpy takes ten times as long to look into datetimes itself
    since = np.fromiter(map(timedelta.total_seconds, map(sub, known, repeat(_EPOCH))), np.float64, len(known))
    found: Array = np.rint(since).astype("datetime64[s]")  # a clock time is a fraction of a day in the file
    found[since == _NEVER_SECONDS] = np.datetime64("NaT")
    return found


def no_moments(rows: int) -> Array:
    """As many moments that are not there."""
    return np.full(rows, np.datetime64("NaT"), dtype="datetime64[s]")


def moment_of(value: Value) -> datetime | None:
    """A moment, a day alone as its midnight; None for all else."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time()) if isinstance(value, date) else None


def texts(values: Sequence[Value]) -> Array:
    """Texts, None where there is none."""
    found = np.empty(len(values), dtype=object)
    found[:] = [
        value if type(value) is str and value else None if value in (None, "") else str(value) for value in values
    ]
    return found
