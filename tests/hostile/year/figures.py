"""What must the summary of a month say? Counted again from the bookkeeping, case by case (design.md, "Figures").

Invariant: a figure is counted from what people did by the end of the month; the summary's own tables are not looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from tests.hostile.year.casebook import Case, Casebook, Judged
from tests.hostile.year.judging import Records
from tests.hostile.year.limits import Fact, Limit, Rules
from tests.hostile.year.rounds import SCORES, at

_CARDS = {
    "received": ("受理", "Received"),
    "closed": ("办结", "Closed"),
    "open_after": ("期末未结", "Open at the end"),
    "overdue": ("超时未办", "Overdue"),
    "on_time": ("及时率", "On-time rate"),
    "satisfied": ("满意率", "Satisfied"),
    "response": ("评价回收率", "Rating response"),
}


class Rate(NamedTuple):
    """So many of so many; no rate of none."""

    hits: int
    of: int

    @property
    def shown(self) -> tuple[float | None, int]:
        """As a card shows it."""
        return (round(self.hits / self.of, 9) if self.of else None), self.of


@dataclass(frozen=True)
class Month:
    """One month of one register, looked at when it is over."""

    book: Casebook
    rules: Rules
    judged: Mapping[str, Judged]
    records: Records
    start: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in the month."""
        return moment is not None and self.start <= moment < self.end

    def cases(self) -> Iterator[tuple[Case, Judged, datetime]]:
        """The cases that had come in by its end."""
        for _, case in self.book.in_order():
            received = at(case.fact("received_at"))
            if received is not None and received < self.end:
                yield case, self.judged[str(case.number)], received

    def closed_at(self, judged: Judged, received: datetime) -> datetime | None:
        """When a case was closed, no earlier than it came in; None where that was later than the month."""
        if not judged.closed or judged.closed_at is None:
            return None
        moment = max(judged.closed_at, received)
        return moment if moment < self.end else None

    def figures(self) -> dict[str, object]:
        """What the cards must say."""
        rows = [(case, judged, received, self.closed_at(judged, received)) for case, judged, received in self.cases()]
        limits = [
            (case, ended, *told)
            for case, judged, received, ended in rows
            for told in self._limits(case, judged, received)
        ]
        due = [(deadline, done) for _, _, deadline, done, repeats in limits if self.holds(deadline) and not repeats]
        met = sum(done is not None and done <= deadline for deadline, done in due)
        late = {
            id(case) for case, ended, deadline, done, _ in limits if not ended and done is None and deadline < self.end
        }
        return {
            "received": sum(self.holds(received) for _, _, received, _ in rows),
            "closed": sum(self.holds(ended) for *_, ended in rows),
            "open_after": sum(ended is None for *_, ended in rows),
            "overdue": len(late),
            "on_time": Rate(met, len(due)).shown,
            "satisfied": self._satisfied().shown,
            "response": self._response().shown,
        }

    def _limits(
        self, case: Case, judged: Judged, received: datetime
    ) -> Iterator[tuple[datetime, datetime | None, bool]]:
        """Of each limit that does not stand still: its deadline, when it was met by the end, whether it repeats."""
        rules, seen = self.rules, set()
        stopped = {each.limit.due_at for each in judged.running if each.stopped}
        for limit in rules.limits:
            if (limit.due_at or limit.name) in seen:
                continue
            seen.add(limit.due_at or limit.name)
            deadline = judged.due.get(limit.due_at) if limit.due_at else self._reckoned(case, judged, limit)
            if limit.name == "solution":
                deadline = judged.due.get("revised_due_at") or deadline
            if deadline is None or limit.due_at in stopped or not self._had_begun(judged, limit, received):
                continue
            done = self._done(judged, limit) or (judged.closed_at if judged.closed else None)
            yield deadline, done if done is not None and done < self.end else None, limit.repeats

    def _had_begun(self, judged: Judged, limit: Limit, received: datetime) -> bool:
        start = at(judged.facts.get(limit.starts_at)) or received
        return start < self.end

    def _reckoned(self, case: Case, judged: Judged, limit: Limit) -> datetime | None:
        start = at(judged.facts.get(limit.starts_at))
        return (
            self.rules.due(limit, start, [])
            if start is not None and limit in self.rules.applying(judged.facts)
            else None
        )

    def _done(self, judged: Judged, limit: Limit) -> datetime | None:
        unconfirmed = judged.facts["customer_confirmed"] is None and not judged.closed
        if limit.ends_at == "completed_at" and unconfirmed:
            return None
        return at(judged.facts.get(limit.ends_at)) if limit.ends_at else None

    def _marks(self, case: Case, judged: Judged) -> Iterator[tuple[datetime, bool]]:
        """When each mark was given, in any round, and whether it is a low one."""
        for facts in (*(each.account for each in case.rounds), judged.facts):
            moment = at(facts.get("surveyed_at"))
            for name in (*SCORES, "satisfaction"):
                value = facts.get(name)
                if value is not None and moment is not None and moment < self.end:
                    yield moment, self._is_low(value)

    def _is_low(self, value: Fact) -> bool:
        if isinstance(value, str):
            return value in self.rules.settings["reopen_satisfaction"].replace("、", ",").split(",")
        return isinstance(value, int | float) and value <= self.rules.number("low_score_threshold")

    def _satisfied(self) -> Rate:
        rated = liked = 0
        for case, judged, _ in self.cases():
            given = [low for moment, low in self._marks(case, judged) if self.holds(moment)]
            rated += bool(given)
            liked += bool(given) and not any(given)
        return Rate(liked, rated)

    def _response(self) -> Rate:
        done = answered = 0
        for case, judged, _ in self.cases():
            completed = at(judged.facts.get("completed_at"))
            if judged.facts["customer_confirmed"] is None and not judged.closed:
                completed = None
            if self.holds(completed):
                done += 1
                answered += any(True for _ in self._marks(case, judged))
        return Rate(answered, done)


def shown_figures(path: Path) -> dict[str, object]:
    """What the cards of a summary workbook say, as another program reads it."""
    with catch_warnings():
        simplefilter("ignore")
        sheet = load_workbook(path).worksheets[0]
    found: dict[str, object] = {}
    for row in sheet.iter_rows(min_row=7, max_row=30):  # above stand links to the other sheets, named alike
        for cell in row:
            for key, names in _CARDS.items():
                if cell.value in names and key not in found:
                    found[key] = _card(sheet, cell.row, cell.column, key)
    return found


def _card(sheet: object, row: int, column: int, key: str) -> object:
    value = sheet.cell(row + 1, column).value  # type: ignore[attr-defined]
    if key not in ("on_time", "satisfied", "response"):
        return value
    told = str(sheet.cell(row + 3, column).value or "")  # type: ignore[attr-defined]
    digits = "".join(sign for sign in told.split("·")[0].split("，")[0].split(",")[0] if sign.isdigit())
    return (round(value, 9) if isinstance(value, float | int) else None), int(digits or 0)


def month_of(moment: datetime) -> tuple[datetime, datetime]:
    """The month before a moment's: its start, and its end."""
    end = datetime.combine(moment.date().replace(day=1), time())
    before = end.month - 1 or 12
    return end.replace(year=end.year - (end.month == 1), month=before), end
