"""What does a supervisor do to a register, now and then? Settings, rows moved about, cells typed over.

Invariant: nothing here is forbidden to people; what they do to people's cells stays, what they do to the tool's is put
right by the next pass.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tests.hostile.year.books import Raw, serial
from tests.hostile.year.casebook import Case, Typed
from tests.hostile.year.desks import FIRST_ROW
from tests.hostile.year.sessions import Session
from tests.hostile.year.stories import Teller
from tests.hostile.year.ways_to_type import well, words

Act = Callable[[Session, Teller], None]


def change_limit(session: Session, _: Teller) -> None:
    """A limit becomes longer or shorter, or runs on another clock."""
    table, chance = session.desk.tables["timers"], session.chance
    sheet = session.book.sheet(table.title)
    row = chance.choice([number for number, each in sheet.rows.items() if number >= FIRST_ROW and each.values])
    amount = sheet.value(row, table.columns["limit"])
    assert isinstance(amount, float)
    unit = sheet.value(row, table.columns["unit"])
    working_days = session.desk.words.units[str(unit)] == "working days"
    changed = max(1.0, amount + chance.choice((-1, 1, 2))) if working_days else amount * chance.choice((0.5, 1.5, 2))
    session.set("timers", row, "limit", changed)


def change_clock(session: Session, _: Teller) -> None:
    """A limit of hours runs in working time from now on, or again on the wall clock."""
    table, chance, units = session.desk.tables["timers"], session.chance, session.desk.words.units
    sheet = session.book.sheet(table.title)
    other = {"hours": "working hours", "working hours": "hours"}
    called = {meaning: word for word, meaning in units.items()}
    rows = [
        (number, other[units[str(unit)]])
        for number, each in sheet.rows.items()
        if number >= FIRST_ROW and (unit := each.values.get(table.columns["unit"])) and units[str(unit)] in other
    ]
    row, unit = chance.choice(rows)
    session.set("timers", row, "unit", called[unit])


def add_holiday(session: Session, _: Teller) -> None:
    """A day is given off, or worked."""
    words_ = session.desk.words
    on = (session.now + timedelta(days=session.chance.randrange(1, 12))).replace(hour=0, minute=0, second=0)
    kind = words_.off if session.chance.random() < 0.7 else words_.worked
    table = session.desk.tables["calendar"]
    sheet = session.book.sheet(table.title)
    if serial(on) not in [row.values.get(table.columns["day"]) for row in sheet.rows.values()]:
        session.add(
            "calendar", {"day": serial(on), "day_type": kind, "name": "公司安排" if session.desk.statutory else "Ours"}
        )


def add_keyword(session: Session, teller: Teller) -> None:
    """A word that nobody used before tells a category from now on."""
    word = f"怪词{teller.count}甲" if teller.zh else f"oddword{teller.count}a"
    told = {"category": "其他"} if teller.zh else {"feedback_type": "other", "category": "wish"}
    session.casebook.odd_words.append(word)
    session.add("keywords", {"keyword": word, "weight": 99.0, "updated_on": serial(session.now) // 1, **told})


def rename_person(session: Session, teller: Teller) -> None:
    """Somebody is called otherwise now."""
    table = session.desk.tables["people"]
    sheet = session.book.sheet(table.title)
    row = session.chance.choice([number for number, each in sheet.rows.items() if number >= FIRST_ROW and each.values])
    name = f"{'何欣' if teller.zh else 'Kim Berg'}{session.chance.choice('甲乙丙' if teller.zh else 'ABC')}"
    if name not in [each.values.get(table.columns["name"]) for each in sheet.rows.values()]:
        session.set("people", row, "name", name)


def sort_table(session: Session, _: Teller) -> None:
    """The table is sorted by a column."""
    name = session.chance.choice(("customer_name", "received_at", "contact", "problem_description"))

    def key(case: Case) -> Raw:
        typed = case.cells.get(name)
        return typed.raw if typed is not None else ""

    session.sort(key, backward=session.chance.random() < 0.5)


def insert_blank(session: Session, _: Teller) -> None:
    """An empty row somewhere between the others."""
    session.insert_row(session.chance.randrange(FIRST_ROW, session.free_row() + 1))


def delete_case(session: Session, _: Teller) -> None:
    """A row is deleted, number and all; sometimes the number is entered as voided."""
    chance = session.chance
    rows = [row for row, case in session.casebook.rows.items() if case.number and _is_one_of_its_kind(session, case)]
    if not rows:
        return
    row = chance.choice(rows)
    case = session.casebook.rows[row]
    session.delete_row(row)
    if chance.random() < 0.5 and case.number:
        boss = "赵磊" if session.desk.statutory else "Petra Vogel"
        session.add(
            "voided_numbers",
            {"number": case.number, "reason": "登错" if boss == "赵磊" else "typed by mistake", "approved_by": boss},
        )


def _is_one_of_its_kind(session: Session, case: Case) -> bool:
    """A row that is deleted while its double stands gives its number to the double, as if it had been moved."""
    told = case.fact("problem_description")
    return sum(each.fact("problem_description") == told for each in session.casebook.rows.values()) == 1


def copy_case(session: Session, teller: Teller) -> None:
    """A row is copied with its number, to save typing."""
    rows = [
        row
        for row, case in session.casebook.rows.items()
        if case.number and not case.cells.keys() & {"first_response_at", "handling_started_at", "completed_at"}
    ]
    if not rows:
        return
    uid = teller.uid()
    fresh = teller.first_cells(session.now - timedelta(minutes=session.chance.randrange(5, 300)), session.sloppy)
    names = ["received_at", "customer_name", "contact", "problem_description"]
    kept = {name: fresh[name] for name in names if name in fresh}
    session.copy_row(session.chance.choice(rows), kept, uid)


def overtype_tool(session: Session, _: Teller) -> None:
    """Cells of the tool are typed over or cleared, numbers among them."""
    chance = session.chance
    cases = [case for case in session.casebook.rows.values() if case.number]
    for case in chance.sample(cases, min(3, len(cases))):
        name = chance.choice(("number", "state", "solution_due_at", "overdue_mark", "registered_at", "round"))
        wrong: Raw | None = {"number": "abc", "state": "?", "overdue_mark": "!"}.get(name, 7.0)
        session.overtype(case, name, None if chance.random() < 0.4 else wrong)


def swap_numbers(session: Session, _: Teller) -> None:
    """A number is pasted over another case's."""
    cases = [case for case in session.casebook.rows.values() if case.number]
    if len(cases) > 1:
        one, other = session.chance.sample(cases, 2)
        session.overtype(one, "number", other.number)


def change_threshold(session: Session, _: Teller) -> None:
    """What counts as a low score."""
    table = session.desk.tables["settings"]
    sheet = session.book.sheet(table.title)
    row = next(
        number for number, each in sheet.rows.items() if each.values.get(table.columns["key"]) == "low_score_threshold"
    )
    session.set("settings", row, "value", session.chance.choice(("2", "3")))


def correct_receipt(session: Session, _: Teller) -> None:
    """A case came in at another time than was typed; of another day, times typed alone would mean other moments."""
    open_cases = [case for case in session.casebook.rows.values() if case.kept is None]
    if open_cases:
        case = session.chance.choice(open_cases)
        received = case.fact("received_at")
        earlier = timedelta(minutes=session.chance.randrange(1, 90))
        if isinstance(received, datetime) and (received - earlier).date() == received.date():
            session.type(case, {"received_at": well(received - earlier)})


def change_priority(session: Session, teller: Teller) -> None:
    """A case is more urgent than was thought, or less."""
    open_cases = [case for case in session.casebook.rows.values() if case.kept is None]
    if not open_cases:
        return
    case = session.chance.choice(open_cases)
    if teller.zh:
        session.type(case, {"priority": words(session.chance.choice(("一般", "重要", "紧急")))})
    else:
        session.type(case, {"urgency": words(session.chance.choice(("low", "medium", "high")))})


def correct_closed(session: Session, _: Teller) -> None:
    """Something is added to a case that is closed: nothing of what it was judged by moves."""
    closed = [case for case in session.casebook.rows.values() if case.kept is not None]
    if closed:
        case = session.chance.choice(closed)
        session.type(case, {"note": Typed("补记", "补记")})


ACTS: list[Act] = [
    change_limit, change_clock, add_holiday, add_keyword, rename_person, sort_table, insert_blank, delete_case,
    copy_case, overtype_tool, swap_numbers, change_threshold, correct_receipt, change_priority, correct_closed,
]  # fmt: skip


def acts(chance: Random, count: int) -> list[Act]:
    """What a supervisor does on one day."""
    return chance.sample(ACTS, count)
