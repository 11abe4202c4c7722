"""How does a year go by? People sit down, type and save; the tool makes its passes; the bookkeeping audits each.

Invariant: a seed and a number of days make the same year, whatever machine it runs on; the clock is the story's.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from tests.hostile.year.casebook import Case
from tests.hostile.year.desks import Desk
from tests.hostile.year.office import Office
from tests.hostile.year.sessions import Session
from tests.hostile.year.steps import Step
from tests.hostile.year.stories import Teller
from tests.hostile.year.supervisors import acts
from tests.hostile.year.ways_to_type import later, well, words

FIRST_DAY = date(2026, 1, 1)
_WEEKEND = 5
_MOST_ROUNDS = 3


@dataclass(frozen=True)
class Plan:
    """How a year is lived.

    Attributes:
        desk: The register.
        seed: Of everybody's luck.
        days: How long.
        pace: Cases a working day, about.
        again: How often a pass is followed by an idle one, from 0 to 1.
        supervised: How often a supervisor does something at a sitting, from 0 to 1.
        sittings: How often somebody sits down on a working day.
        attended: How likely somebody sits down on a working day, and the clock makes its passes, from 0 to 1.
        archived: Whether closed cases are archived.
        by_clock: Whether the reports that the clock makes are made as well.
    """

    desk: Desk
    seed: int
    days: int = 365
    pace: float = 1.6
    again: float = 0.3
    supervised: float = 0.35
    sittings: int = 2
    attended: float = 1
    archived: bool = False
    by_clock: bool = False


@dataclass
class Year:
    """A year in a folder.

    Attributes:
        plan: How it is lived.
        folder: Where.
        steps: What happened and nobody typed yet.
        log: What people did, for whoever looks for the reason of a breach.
    """

    plan: Plan
    folder: Path
    office: Office = field(init=False)
    chance: Random = field(init=False)
    teller: Teller = field(init=False)
    since: datetime = field(init=False)
    steps: list[Step] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin it."""
        plan = self.plan
        self.chance = Random(f"{plan.desk.name} {plan.seed}")
        self.office = Office(plan.desk, plan.seed, self.folder, plan.archived, plan.by_clock)
        self.teller = Teller(plan.desk, self.chance)
        self.since = datetime.combine(FIRST_DAY, time(8))

    def lived(self) -> "Year":
        """Live it to the end.

        Raises:
            BreachError: Something that must be true is not; says where.
        """
        with self.office.at_work():
            for count in range(self.plan.days):
                self._day(FIRST_DAY + timedelta(days=count))
            self.office.proved(datetime.combine(FIRST_DAY + timedelta(days=self.plan.days), time()))
        return self

    def cases(self) -> list[Case]:
        """All cases, those whose rows were deleted included."""
        return [*self.office.casebook.rows.values(), *self.office.casebook.gone]

    def _day(self, day: date) -> None:
        """The clock in the morning, the sittings, now and then the clock at night; some days somebody has it open."""
        chance, office = self.chance, self.office
        free = day.weekday() >= _WEEKEND
        opened = not free and chance.random() < 0.06
        if day.day == 1 or chance.random() < self.plan.attended:
            office.tick(datetime.combine(day, time(8, chance.randrange(50))), FIRST_DAY)
        away = chance.random() < 0.8 if free else chance.random() >= self.plan.attended
        minutes = [] if away else chance.sample(range(9 * 60, 19 * 60), self.plan.sittings)
        office.hold(held=opened)
        for minute in sorted(minutes):
            self._sit(datetime.combine(day, time(minute // 60, minute % 60)), opened=opened)
        office.hold(held=False)
        if opened or chance.random() < 0.4 * self.plan.attended:
            at_night = datetime.combine(day, time(20, chance.randrange(60)))
            if at_night.day != 1:
                office.tick(at_night, FIRST_DAY)

    def _sit(self, now: datetime, *, opened: bool) -> None:
        """Somebody opens the file, types what has come up, saves; a pass is made."""
        chance, office = self.chance, self.office
        session = Session(office.book, office.casebook, chance, now, chance.choice((0.02, 0.1, 0.4)))
        self._new_cases(session)
        self._type_steps(session)
        self._mend(session)
        if not opened and chance.random() < self.plan.supervised:
            for act in acts(chance, 1 + (chance.random() < 0.3)):
                act(session, self.teller)
        self.log.append(f"{now} {session.deeds}")
        office.auditor.counts.sessions += 1
        office.auditor.counts.deeds += len(session.deeds)
        office.save()
        self._pass(now, opened=opened)

    def _pass(self, now: datetime, *, opened: bool) -> None:
        chance, office = self.chance, self.office
        rounds = {id(case): len(case.rounds) for case in office.casebook.rows.values()}
        office.pass_after_save(now, by_watcher=opened or chance.random() < 0.5)
        if not opened and chance.random() < self.plan.again:
            office.again(now)
        if not opened and chance.random() < 0.06 and office.undo(now + timedelta(minutes=5)):
            self.log.append(f"{now} undone")
            office.pass_after_save(now + timedelta(minutes=10), by_watcher=False)
        self._start_over(rounds, now)

    def _new_cases(self, session: Session) -> None:
        """Customers who called since the last sitting, some some days ago, some typed in twice."""
        chance, now = self.chance, session.now
        hours = min((now - self.since) / timedelta(hours=1), 10)
        self.since = now
        for _ in range(sum(chance.random() < hours / 40 for _ in range(round(self.plan.pace * 4)))):
            received = (now - timedelta(minutes=chance.randrange(1, max(2, int(hours * 60))))).replace(second=0)
            if chance.random() < 0.05:
                received -= timedelta(days=chance.randrange(1, 6))
            cells = self.teller.first_cells(received, session.sloppy)
            odd, told = session.casebook.odd_words, cells.get("problem_description")
            if told is not None and odd and chance.random() < 0.15:
                cells["problem_description"] = words(f"{told.raw}, {chance.choice(odd)}")
            case = session.enter(cells, self.teller.uid())
            self.steps += self.teller.story(case, received)
            if chance.random() < 0.04:
                doubled = session.enter(case.cells, self.teller.uid())
                self.steps += self.teller.story(doubled, received) if chance.random() < 0.3 else ()

    def _type_steps(self, session: Session) -> None:
        """What happened since, but for what nobody thinks of today."""
        due = [step for step in self.steps if step.at <= session.now and self.chance.random() < 0.93]
        for step in sorted(due, key=lambda each: each.at):
            step.deed(session, step.case)
        done = set(map(id, due))
        self.steps = [step for step in self.steps if id(step) not in done]

    def _mend(self, session: Session) -> None:
        """Somebody looks at what is red: what could not be read, what is missing."""
        chance, desk = self.chance, self.plan.desk
        for _, case in session.casebook.in_order():
            if case.kept is not None or chance.random() > 0.25:
                continue
            for name in [name for name, typed in case.cells.items() if typed.meant is None]:
                received = case.fact("received_at")
                after = received if isinstance(received, datetime) else session.now - timedelta(hours=2)
                session.type(case, {name: well(min(later(after, chance, 0.1, 4), session.now))})
            fresh = self.teller.first_cells(session.now - timedelta(hours=1), 0)
            for name in desk.required:
                if name not in case.cells and name in fresh and case.number:
                    session.type(case, {name: fresh[name]})

    def _start_over(self, rounds: dict[int, int], now: datetime) -> None:
        """Whoever has a case whose customer was dissatisfied works through another round."""
        for case in self.office.casebook.rows.values() if self.plan.desk.verdicts_reopen else ():
            ended = len(case.rounds) > rounds.get(id(case), 0)
            if ended and len(case.rounds) < _MOST_ROUNDS and case.fact("satisfaction"):
                self.steps = [step for step in self.steps if step.case is not case]
                self.steps += self.teller.anew(case, later(now, self.chance, 1, 20))
