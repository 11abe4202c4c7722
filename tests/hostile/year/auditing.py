"""Does the workbook say what the bookkeeping says? Every cell of people's and of the tool's, after every pass.

Invariant: each breach names the seed, the day, the row, the column and both values; nothing is forgiven.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from tests.hostile.year.books import EPOCH, Book, Raw, letters, moment_of, serial
from tests.hostile.year.casebook import Case, Casebook, Judged, Typed
from tests.hostile.year.desks import FIRST_ROW, Desk, Table
from tests.hostile.year.judging import judge, records_of
from tests.hostile.year.limits import Fact, Rules
from tests.hostile.year.rounds import answered, end_round
from tests.hostile.year.telling import occasions, told_distance, told_limit
from xltools.model.notice import Notice, NoticeKind

_GROWING = ("rounds", "knowledge", "improvements")  # the tool adds rows to these


class BreachError(AssertionError):
    """Something that must be true is not."""


@dataclass
class Counts:
    """How much was looked at."""

    passes: int = 0
    cells: int = 0
    judged: int = 0
    notices: int = 0
    again: int = 0
    sessions: int = 0
    deeds: int = 0
    totals: int = 0


@dataclass
class Auditor:
    """Looks at one register over time."""

    desk: Desk
    seed: int
    book: Casebook
    counts: Counts = field(default_factory=Counts)
    keys: set[str] = field(default_factory=set)
    ended: list[Case] = field(default_factory=list)  # cases of which a round ended in the last pass

    def breach(self, now: datetime, place: str, expected: object, found: object) -> None:
        """Stop, and say where."""
        raise BreachError(
            f"{self.desk.name}, seed {self.seed}, {now:%Y-%m-%d %H:%M}, {place}: must be {expected!r}, is {found!r}"
        )

    def nothing_lost(self, before: Book, after: Book, now: datetime) -> None:
        """What people had saved stands there still, and nothing else stands in their columns."""
        for table in self.desk.tables.values():
            if table.title in self.desk.generated:
                continue
            old, new = before.sheet(table.title), after.sheet(table.title)
            last = old.last
            for number in old.rows.keys() | new.rows.keys():
                mine, theirs = old.rows.get(number), new.rows.get(number)
                if mine is theirs or number < FIRST_ROW:
                    self.counts.cells += len(mine.values) if mine is not None else 0
                    continue
                added = number > last and table.key in _GROWING
                place = f"{table.title} row {number}"
                self._row_kept(table, mine.values if mine else {}, theirs.values if theirs else {}, (now, place, added))

    def _row_kept(
        self, table: Table, mine: Mapping[int, Raw], theirs: Mapping[int, Raw], about: tuple[datetime, str, bool]
    ) -> None:
        now, place, added = about
        for column in mine.keys() | theirs.keys():
            name = table.names.get(column, "")
            owner = table.owners.get(name, "people")
            self.counts.cells += 1
            if owner == "tool" or added or (owner == "proposed" and column not in mine):
                continue
            if mine.get(column) != theirs.get(column):
                self.breach(now, f"{place} {letters(column)} {name}", mine.get(column), theirs.get(column))

    def settled(self, rules: Rules, now: datetime, after: Book | None, *, asked: bool) -> dict[str, Judged]:
        """What must be true once a pass has decided; the workbook agrees, where the pass could write into it.

        Args:
            rules: What the settings said.
            now: The moment of the pass.
            after: What stands there now; None where somebody had the workbook open.
            asked: Whether somebody asked for the pass, so that the time that is left is fresh.
        """
        self.book.numbered(now)
        self.ended = []
        records = records_of(self.book)
        answers = self.book.by_case("survey_answers")
        judgements: dict[str, Judged] = {}
        for row, case in self.book.in_order():
            if after is not None:
                self._take_proposals(
                    case, after, row, answered(case, answers.get(str(case.number), []), self.desk, now), now
                )
            else:
                case.cells |= answered(case, answers.get(str(case.number), []), self.desk, now)
            ended = end_round(self.desk, case, records["log"].get(str(case.number), []), rules, now)
            judged = judge(case, self.book, rules, records, now)
            if ended and after is None:
                case.rounds.pop()  # it ends with the pass that can tell of it on the sheet of rounds
            elif ended:
                self.ended.append(case)
            case.kept = judged if judged.closed else None
            judgements[str(case.number)] = judged
            self.counts.judged += 1
            if after is not None:
                self._case_agrees(case, judged, rules, (now, after, row, asked))
        return judgements

    def _take_proposals(self, case: Case, after: Book, row: int, expected: Mapping[str, Typed], now: datetime) -> None:
        """Take what the tool proposed as left by people; what must be proposed is told."""
        table = self.desk.cases
        sheet = after.sheet(table.title)
        for name in table.of("proposed"):
            value = sheet.value(row, table.columns[name])
            if name in expected:
                self._agrees(now, row, name, expected[name].raw, value)
            if value is not None and name not in case.cells:
                surveyed = name.startswith(("survey", "score", "customer_comment", "satisfaction"))
                if surveyed and name not in expected:
                    self.breach(now, f"{table.title} row {row} {name}", None, value)
                meant: Fact = moment_of(value) if name.endswith("_at") else value
                case.cells[name] = Typed(value, meant, by_tool=True)
                if name == "category":
                    self._classified(case, row, value, now)
            elif value is None and name in case.cells:
                self.breach(now, f"{table.title} row {row} {name}", case.cells[name].raw, None)

    def _classified(self, case: Case, row: int, value: Raw, now: datetime) -> None:
        """A keyword that a supervisor added, heavier than all others, tells the category of what came in since."""
        told, category = str(case.fact("problem_description")), "其他" if self.desk.statutory else "other"
        if any(word in told for word in self.book.odd_words) and value != category:
            self.breach(now, f"{self.desk.cases.title} row {row} category of {told!r}", category, value)

    def _agrees(self, now: datetime, row: int, name: str, expected: Raw | None, found: Raw | None) -> None:
        self.counts.cells += 1
        if expected == found:
            return
        if isinstance(expected, float) and isinstance(found, float) and abs(expected - found) < 1 / 86_400 / 2:
            return
        self.breach(now, f"{self.desk.cases.title} row {row} {name}", expected, found)

    def _case_agrees(self, case: Case, judged: Judged, rules: Rules, about: tuple[datetime, Book, int, bool]) -> None:
        now, after, row, asked = about
        expected: dict[str, object] = {
            "number": case.number,
            "registered_at": case.registered_at,
            "state": judged.state,
            "overdue_mark": judged.mark,
            "next_due": told_limit(judged, rules),
            "round": 1 + len(case.rounds),
            "low_score_mark": rules.desk.words.low_score if judged.low else None,
            **judged.due,
        }
        if rules.matrix:
            expected["priority"] = judged.priority
        if asked:
            expected["remaining"] = told_distance(judged, rules, now)
        table, sheet = self.desk.cases, after.sheet(self.desk.cases.title)
        for name, value in expected.items():
            found: object = sheet.value(row, table.columns[name])
            self.counts.cells += 1
            if isinstance(value, datetime) and isinstance(found, float):
                found = moment_of(found)
            if found != value:
                self.breach(now, f"{table.title} row {row} ({case.number}) {name}", value, found)

    def told(self, notices: Iterable[Notice], judgements: Mapping[str, Judged], rules: Rules, now: datetime) -> None:
        """Each notice is new, and of each limit exactly those are told that must be."""
        got: dict[str, set[tuple[str, str]]] = {}
        for notice in notices:
            self.counts.notices += 1
            if notice.key in self.keys:
                self.breach(now, f"notice to {notice.recipient!r} {notice.key!r}", "told once", "told again")
            self.keys.add(notice.key)
            if notice.kind in (NoticeKind.DUE_SOON, NoticeKind.ESCALATED):
                got.setdefault(notice.case_number, set()).add((notice.kind.value, notice.subject))
        for _, case in self.book.in_order():
            judged = judgements[str(case.number)]
            due = occasions(judged, rules, now) - case.told
            case.told |= due
            expected = {(str(each[0]), str(each[1])) for each in due}
            found = got.pop(str(case.number), set())
            if expected != found:
                self.breach(now, f"notices of {case.number}", sorted(expected), sorted(found))
        if got:
            self.breach(now, "notices of cases", {}, got)

    def numbers_unique(self, now: datetime) -> None:
        """No number is borne twice, by rows that are there or gone (FR-3)."""
        given = [case.number for case in (*self.book.rows.values(), *self.book.gone) if case.number]
        doubled = {number for number in given if given.count(number) > 1} if len(set(given)) < len(given) else set()
        if doubled:
            self.breach(now, "numbers", "each given once", sorted(doubled))
        for series, highest in self.book.serials.items():
            mine = sum(number.startswith((series, f"INC-{series}")) for number in given)
            if mine != highest:
                self.breach(now, f"serials of {series}", highest, mine)

    def rounds_told(self, after: Book, now: datetime) -> None:
        """Each round that is over stands on its sheet once, with what was said of it (FR-11)."""
        table = self.desk.tables["rounds"]
        number, reopened = table.columns["number"], table.columns["reopened_at"]
        rows = [row.values for place, row in after.sheet(table.title).rows.items() if place >= FIRST_ROW and row.values]
        found = sorted((str(row[number]), moment_of(row.get(reopened))) for row in rows)
        cases = (*self.book.rows.values(), *self.book.gone)
        expected = sorted((str(case.number), each.reopened_at) for case in cases for each in case.rounds)
        self.counts.cells += len(found)
        if found != expected:
            self.breach(now, table.title, expected, found)

    def read_alike(self, book: Book, now: datetime) -> None:
        """Another program reads the register sheet as this one does."""
        table = self.desk.cases
        with catch_warnings():
            simplefilter("ignore")
            other = load_workbook(BytesIO(book.data), read_only=True)[table.title]
        mine = book.sheet(table.title)
        for number, row in enumerate(other.iter_rows(values_only=True), start=1):
            for column, value in enumerate(row, start=1):
                ours = mine.value(number, column)
                self.counts.cells += 1
                theirs = _as_number(value)
                alike = theirs == ours or (theirs in (None, "") and ours is None)
                if not alike and isinstance(theirs, int | float) and isinstance(ours, float):
                    alike = abs(theirs - ours) < 1e-5
                if not alike:
                    self.breach(now, f"{table.title} {letters(column)}{number}, read by openpyxl", ours, value)


def _as_number(value: object) -> object:
    """Moments and times of day as the cells hold them."""
    if isinstance(value, time):
        return serial(datetime.combine(EPOCH, value))
    return serial(value) if isinstance(value, datetime) else value
