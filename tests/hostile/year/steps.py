"""What single thing happened to a case, to be typed in? Moments, entries of the log, requests for more time.

Invariant: a step is typed as its person types; nothing of it is known to the register before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from tests.hostile.year.casebook import Case
from tests.hostile.year.desks import Desk
from tests.hostile.year.sessions import Session
from tests.hostile.year.ways_to_type import later, somehow, well, words

Deed = Callable[[Session, Case], None]


@dataclass
class Step:
    """Something that happened, to be typed in."""

    at: datetime
    case: Case
    deed: Deed


def extension(desk: Desk, chance: Random, case: Case, asked: datetime) -> Step:
    new = later(asked, chance, 4, 150)

    def ask(session: Session, case: Case) -> None:
        asking = session.note(
            "extensions",
            case,
            {
                "applied_at": somehow(asked, desk, chance, session.sloppy / 2),
                "applicant": words("Jonas Weber"),
                "reason": words("the supplier delivers later than promised"),
                "new_due_at": well(new),
            },
        )
        if asking is not None and chance.random() < 0.8:
            agreed = later(asked, chance, 0.1, 20)
            verdict = words(desk.words.agreed if chance.random() < 0.8 else desk.words.refused)
            decision = {"approver": words("Petra Vogel"), "verdict": verdict, "approved_at": well(agreed)}
            if agreed <= session.now:
                session.amend("extensions", asking, decision)

    return Step(asked, case, ask)


def entry(desk: Desk, chance: Random, case: Case, moment: datetime, kind: str) -> Step:
    def write(session: Session, case: Case) -> None:
        told = somehow(moment, desk, chance, session.sloppy / 2)
        who = "王强" if desk.statutory else "Jonas Weber"
        content = "与客户确认了现象和时间" if desk.statutory else "Spoke about what happens and when"
        session.note(
            "log",
            case,
            {"logged_at": told, "participants": words(who), "log_kind": words(kind), "content": words(content)},
        )

    return Step(moment, case, write)


def step(desk: Desk, chance: Random, moment: datetime, case: Case, **moments: datetime) -> Step:
    def write(session: Session, case: Case) -> None:
        received = case.fact("received_at")
        anchor = received if isinstance(received, datetime) else None
        fields = {each.name: each for each in desk.definition.register_sheet.fields}
        session.type(
            case,
            {
                name: somehow(value, desk, chance, session.sloppy, anchor if fields[name].day_of else None)
                for name, value in moments.items()
            },
        )

    return Step(moment, case, write)
