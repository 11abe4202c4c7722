"""What did people do with each case, and what must be true of it by then? The bookkeeping of one register.

Invariant: a fact counts as its person meant it, from the moment at which it was typed; what the tool says of a case is
never asked, but where it proposes a value that people left to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.hostile.year.books import Raw
from tests.hostile.year.desks import Desk
from tests.hostile.year.limits import Fact, Running


@dataclass(frozen=True)
class Typed:
    """One cell: what stands there, and what it means; None where it means nothing that one could reckon with."""

    raw: Raw
    meant: Fact
    by_tool: bool = False


Cells = dict[str, Typed]


@dataclass
class Entry:
    """A row of a sheet beside the register sheet."""

    row: int
    cells: Cells

    def fact(self, name: str) -> Fact:
        """What a cell means."""
        found = self.cells.get(name)
        return found.meant if found is not None else None


@dataclass
class Round:
    """A round that is over."""

    reopened_at: datetime
    account: dict[str, Fact]


@dataclass
class Case:
    """One row of the register sheet, wherever it stands.

    Attributes:
        uid: Tells it from all others; also typed into the team's own column.
        cells: What was typed, or proposed and left.
        number: Once given.
        registered_at: When it was given.
        rounds: Those that are over.
        kept: What it was judged by when it was closed; None while it is open.
        told: Occasions that somebody was told of.
        handled_by: Whoever was told that it is his, by round.
    """

    uid: str
    cells: Cells = field(default_factory=dict)
    number: str | None = None
    registered_at: datetime | None = None
    rounds: list[Round] = field(default_factory=list)
    kept: "Judged | None" = None
    told: set[tuple[object, ...]] = field(default_factory=set)
    handed: set[tuple[int, str]] = field(default_factory=set)

    def fact(self, name: str) -> Fact:
        """What a cell means, whatever round it was typed in."""
        found = self.cells.get(name)
        return found.meant if found is not None else None


@dataclass
class Judged:
    """What must stand in the tool's cells of a case.

    Attributes:
        state: Where it stands.
        closed: Whether that is the end.
        due: Due times, by field.
        mark: 超时标记.
        low: Whether a score is low.
        priority: Where the tool decides it.
        running: The limits that run, of an open case.
        closed_at: When a closed case was closed.
        facts: What counts, of the round at hand.
    """

    state: str
    closed: bool
    due: dict[str, datetime | None]
    mark: str | None
    low: bool
    priority: str | None
    running: list[Running]
    closed_at: datetime | None
    facts: dict[str, Fact]


@dataclass
class Casebook:
    """All that people did to one register."""

    desk: Desk
    rows: dict[int, Case] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    gone: list[Case] = field(default_factory=list)
    serials: dict[str, int] = field(default_factory=dict)
    odd_words: list[str] = field(default_factory=list)  # keywords that a supervisor added, which win over all others

    def in_order(self) -> list[tuple[int, Case]]:
        """Cases by row, those whose rows are in use."""
        peoples = set(self.desk.cases.of("people"))
        return [(row, case) for row, case in sorted(self.rows.items()) if case.number or peoples & case.cells.keys()]

    def of(self, key: str, case: Case) -> Iterator[Entry]:
        """The rows of a sheet that name the case."""
        for entry in self.entries.get(key, ()):
            if case.number is not None and entry.fact("case_number") == case.number:
                yield entry

    def by_case(self, key: str) -> dict[str, list[Entry]]:
        """The rows of a sheet by the number that they name."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.get(key, ()):
            found.setdefault(str(entry.fact("case_number")), []).append(entry)
        return found

    def numbered(self, now: datetime) -> list[Case]:
        """Give the numbers that must be given now, in the order of the rows (FR-3, ST-2)."""
        new = []
        for _, case in self.in_order():
            if case.number is not None:
                continue
            received = case.fact("received_at")
            day = min(received.date(), now.date()) if isinstance(received, datetime) else now.date()
            series = self.desk.series(day.year, day.month)
            self.serials[series] = self.serials.get(series, 0) + 1
            case.number = self.desk.number(day.year, day.month, self.serials[series])
            case.registered_at = now
            new.append(case)
        return new
