"""How is a case worked on until it is done? Tickets by plan and confirmation, incidents by change and review as well.

Invariant: what people forget or do wrongly, they do as people do: now and then, and not in the same way twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from tests.hostile.year.casebook import Case, Cells, Typed
from tests.hostile.year.desks import Desk
from tests.hostile.year.sessions import Session
from tests.hostile.year.steps import Deed, Step, step
from tests.hostile.year.ways_to_type import day, later, somehow, well, words

_SCOPES = ("one person", "one team", "whole site")


def ticket_work(
    desk: Desk, chance: Random, case: Case, begun: datetime, done: datetime, *, again: bool
) -> Iterator[Step]:
    """A ticket from the plan to the customer's confirmation (ST-4 … ST-9)."""
    if not again:
        started = later(begun, chance, 0.05, 2)
        approved = later(begun, chance, 0.2, 2)
        yield step(desk, chance, started, case, handling_started_at=started)
        yield Step(approved, case, _planning(desk, chance, approved))
    result = words(f"更换部件{chance.randrange(100)}，连续运行 1 小时无报警")
    confirmed = later(done, chance, 0.05, 0.3)

    def finish(session: Session, case: Case) -> None:
        _confirm(session, case, confirmed.date(), ("线上", "张三", "运行正常，同意结案"))
        session.type(case, {"result": result, "confirmed_at": well(confirmed), "confirmation_kind": words("线上")})
        completed = confirmed + timedelta(minutes=chance.randrange(3))
        session.type(case, {"completed_at": somehow(completed, desk, chance, session.sloppy)})

    yield Step(done, case, finish)


def _confirm(session: Session, case: Case, on: date, said: tuple[str, str, str]) -> None:
    """The customer's confirmation, unless somebody forgets to note it (ST-9)."""
    kind, who, what = said
    if session.chance.random() < 0.95:
        cells = {"confirmation_kind": words(kind), "signed_by": words(who), "content": words(what)}
        session.note("confirmations", case, {"confirmed_on": day(on), **cells})


def _planning(desk: Desk, chance: Random, approved: datetime) -> Deed:
    """A plan, mostly approved by those who must (ST-6)."""
    chinese = desk.statutory

    def write(session: Session, case: Case) -> None:
        meets = case.fact("priority") in ("重要", "紧急")
        alone, meeting = ("主管审批", "跨部门会议") if chinese else ("team lead", "change board")
        boss = words("赵磊" if chinese else "Petra Vogel")
        cells: Cells = {
            "proposed_at": well(approved - timedelta(minutes=10)),
            "plan": words("10:00 远程读取日志，无效则带主控板上门更换" if chinese else "Roll back to build 4108"),
            "person": words("王强" if chinese else "Mia Braun"),
            "due_at": well(approved + timedelta(hours=3)),
            "approval_kind": words(meeting if meets and chance.random() < 0.9 else alone),
            "approver": boss,
            "verdict": words(desk.words.agreed if chance.random() < 0.95 else desk.words.refused),
            "approved_at": well(approved),
        }
        if session.note("plans", case, cells) is None:
            return
        told: dict[str, Typed | None] = {"plan_approved_at": well(approved), "plan_approved_by": boss}
        if chinese:
            told["diagnosis"] = words(chance.choice(("已知故障", "操作失误", "硬件维修")))
        session.type(case, told)

    return write


def incident_work(
    desk: Desk, chance: Random, case: Case, begun: datetime, done: datetime, told: datetime
) -> Iterator[Step]:
    """An incident from the first look to where the requester is told (FR-9, FR-10)."""
    changes = chance.random() < 0.2
    if changes:
        approved = later(begun, chance, 0.2, 8)
        yield Step(begun, case, lambda session, case: session.type(case, {"diagnosis": words("change needed")}))
        yield Step(approved, case, _planning(desk, chance, approved))
    elif chance.random() < 0.2:
        scope = words(chance.choice(_SCOPES))
        yield Step(begun, case, lambda session, case: session.type(case, {"impact_scope": scope}))
    yield from _reviews(desk, chance, case, begun)
    result = words(f"Rebuilt profile {chance.randrange(1000)}; three test messages went through")

    def finish(session: Session, case: Case) -> None:
        _confirm(session, case, done.date(), ("e-mail", "Anna Schmidt", "works again"))
        diagnosis = words("change needed" if changes else "known error")
        reviewed = {"reviewed_by": words("Petra Vogel"), "reviewed_at": day(done.date())}
        completed = somehow(done, desk, chance, session.sloppy)
        session.type(case, {"diagnosis": diagnosis, "result": result, **reviewed, "completed_at": completed})

    yield Step(done, case, finish)
    yield step(desk, chance, told, case, informed_at=told)


def _reviews(desk: Desk, chance: Random, case: Case, begun: datetime) -> Iterator[Step]:
    """Some results are sent back, and some of these pass the second time."""
    if chance.random() < 0.15:
        refused = later(begun, chance, 0.3, 6)
        yield Step(refused, case, _review(refused, desk.words.refused))
        if chance.random() < 0.5:
            agreed = later(refused, chance, 0.3, 6)
            yield Step(agreed, case, _review(agreed, desk.words.agreed))


def _review(moment: datetime, verdict: str) -> Deed:
    def write(session: Session, case: Case) -> None:
        cells = {"reviewed_at": well(moment), "reviewer": words("Petra Vogel"), "verdict": words(verdict)}
        session.note("reviews", case, {**cells, "opinion": words("not tested with a share")})

    return write
