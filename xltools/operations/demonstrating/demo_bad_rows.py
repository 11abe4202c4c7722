"""What do people get wrong when they type? Every kind of bad or odd row that a demonstration register shows.

Invariant: each kind that fits a register spoils at least one of its cases, and no case is spoilt twice. What goes
wrong on the sheets beside the register sheet stands in `demo_bad_records`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from xltools.model.finding import FindingCode
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_bad_kinds import BadKind, Spoiling
from xltools.operations.demonstrating.demo_bad_records import RECORD_KINDS
from xltools.operations.demonstrating.demo_stories import DemoCase

SHARE = 0.07
_LATEST = 3
_TODAY = 15
_RESPONSES = ("first_response_at", "accepted_at")
_SCORED = {"score": 11, "score_outcome": 6}


def bad_kinds(definition: RegisterDefinition) -> list[BadKind]:
    """The kinds that fit a register's fields."""
    known = definition.register_sheet.by_name
    return [
        kind
        for kind in (*KINDS, *RECORD_KINDS)
        if (not kind.needs or any(name in known for name in kind.needs))
        and (not kind.sheet or definition.sheet(kind.sheet) is not None)
    ]


def spoil_some(cases: list[DemoCase], definition: RegisterDefinition, rng: Random, now: datetime) -> None:
    """Spoil one case for each kind at least, and about `SHARE` of all; one is registered twice."""
    untouched = [place for place, case in enumerate(cases) if not case.staged]
    kinds = bad_kinds(definition)
    wanted = [*kinds, *rng.choices(kinds, k=max(0, round(len(cases) * SHARE) - len(kinds)))]
    fitting_at_first = {kind.key: sum(_fits(kind, cases[place], now) for place in untouched) for kind in kinds}
    wanted.sort(key=lambda kind: fitting_at_first[kind.key])  # the choosy ones first
    spoiling = Spoiling(definition, rng, now)
    for kind in wanted:
        fitting = [place for place in untouched if _fits(kind, cases[place], now)]
        if fitting:
            place = rng.choice(fitting)
            untouched.remove(place)
            kind.spoil(cases[place], spoiling)
    if untouched:
        copied = rng.choice(untouched[-_LATEST:])
        again = replace(cases[copied], values=dict(cases[copied].values))
        again.cut_back_to_intake()
        cases.insert(copied + 1, again)


def _fits(kind: BadKind, case: DemoCase, now: datetime) -> bool:
    if kind.needs and not any(name in case.values for name in kind.needs):
        return False
    return (not kind.sheet or kind.sheet in case.entries) and kind.fits(case, now)


def _set(name: str, value: str) -> Callable[[DemoCase, Spoiling], None]:
    def spoil(case: DemoCase, _: Spoiling) -> None:
        case.values[name] = value

    return spoil


def _missing_contact(case: DemoCase, _: Spoiling) -> None:
    del case.values["contact"]


def _short_phone(case: DemoCase, spoiling: Spoiling) -> None:
    case.values["contact"] = f"138000{spoiling.rng.randrange(10_000):04d}"


def _phone_as_number(case: DemoCase, spoiling: Spoiling) -> None:
    case.values["contact"] = float(13_800_000_000 + spoiling.rng.randrange(10_000))


def _full_width_phone(case: DemoCase, spoiling: Spoiling) -> None:
    digits = f"1380000{spoiling.rng.randrange(10_000):04d}"
    case.values["contact"] = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


def _foreign_subcategory(case: DemoCase, spoiling: Spoiling) -> None:
    parts = spoiling.definition.lists["subcategory"].by_parent
    case.values["subcategory"] = next(part[0] for parent, part in parts.items() if parent != case.values["category"])


def _received(case: DemoCase) -> datetime:
    received = case.values["received_at"]
    assert isinstance(received, datetime)  # noqa: S101 - every case is told with one, and no case is spoilt twice
    return received


def _dotted_date(case: DemoCase, _: Spoiling) -> None:
    received = _received(case)
    case.values["received_at"] = f"{received.year}.{received.month}.{received.day}"


def _chinese_date(case: DemoCase, _: Spoiling) -> None:
    received = _received(case)
    case.values["received_at"] = f"{received.month}月{received.day}日 {received.hour}:{received.minute:02d}"


def _early_response(case: DemoCase, spoiling: Spoiling) -> None:
    name = next(name for name in _RESPONSES if name in case.values)
    case.values[name] = _received(case) - timedelta(hours=spoiling.rng.randrange(2, 30))


def _is_of_today(case: DemoCase, now: datetime) -> bool:
    return now - case.received < timedelta(hours=_TODAY)


def _future_date(case: DemoCase, spoiling: Spoiling) -> None:
    case.cut_back_to_intake()
    case.values["received_at"] = (spoiling.now + timedelta(days=31)).replace(hour=9, minute=30, second=0, microsecond=0)


def _time_alone(case: DemoCase, _: Spoiling) -> None:
    moment = case.values["first_response_at"]
    if isinstance(moment, datetime) and moment.date() == _received(case).date():
        case.values["first_response_at"] = time(moment.hour, moment.minute)
    else:  # answered on another day: the clerk wrote the time of the receipt's own day
        case.values["first_response_at"] = time(23, 50)


def _trailing_blanks(case: DemoCase, _: Spoiling) -> None:
    case.values["customer_name"] = f"{case.values['customer_name']}  "


def _missing_attachment(case: DemoCase, _: Spoiling) -> None:
    case.values["attachments"] = f"通话录音_{_received(case):%m%d}_找不到.mp3"


def _markup_in_name(case: DemoCase, _: Spoiling) -> None:
    case.values["customer_name"] = "<云帆>R&D 中心"


def _emoji(case: DemoCase, _: Spoiling) -> None:
    case.values["problem_description"] = f"{case.values['problem_description']}😡😡气死了👎"


def _long_text(case: DemoCase, spoiling: Spoiling) -> None:
    """A whole chat pasted into the cell."""
    said = str(case.values["problem_description"])
    lines = ["客服：您好，请问有什么可以帮您？"]
    field = spoiling.sheet.by_name["problem_description"]
    while sum(map(len, lines)) <= field.max_length:
        lines += [f"客户：{said}", "客服：请稍等，正在为您查询。", "客户：已经等了很久，到底什么时候能答复？"]
    case.values["problem_description"] = "\n".join(lines)


def _digits_lost(case: DemoCase, spoiling: Spoiling) -> None:
    case.values["order_number"] = float(202_600_000_000_000_000 + spoiling.rng.randrange(10**6) * 1000)


def _score_beyond(case: DemoCase, _: Spoiling) -> None:
    name = next(name for name in _SCORED if name in case.values)
    case.values[name] = _SCORED[name]


_CODE = FindingCode

KINDS: Sequence[BadKind] = (
    BadKind("vague_description", _CODE.TEXT_VAGUE, (), _set("problem_description", "产品坏了")),
    BadKind("missing_contact", _CODE.VALUE_MISSING, (), _missing_contact),
    BadKind("short_phone", _CODE.CONTACT_MALFORMED, (), _short_phone),
    BadKind("phone_as_number", None, (), _phone_as_number),
    BadKind("full_width_phone", None, (), _full_width_phone),
    BadKind("unknown_choice", _CODE.CHOICE_UNKNOWN, (), _set("channel", "熟人转告")),
    BadKind("foreign_subcategory", _CODE.CHOICE_OF_OTHER_PARENT, ("subcategory",), _foreign_subcategory),
    BadKind("dotted_date", None, (), _dotted_date),
    BadKind("chinese_date", None, (), _chinese_date),
    BadKind("date_in_words", _CODE.DATE_UNREADABLE, (), _set("received_at", "上周三")),
    BadKind("early_response", _CODE.DATE_OUT_OF_ORDER, _RESPONSES, _early_response),
    BadKind("future_date", _CODE.DATE_IN_FUTURE, (), _future_date, fits=_is_of_today),
    BadKind("time_alone", None, ("first_response_at",), _time_alone),
    BadKind("trailing_blanks", None, (), _trailing_blanks),
    BadKind("missing_attachment", _CODE.ATTACHMENT_MISSING, (), _missing_attachment),
    BadKind("order_digits_lost", _CODE.DIGITS_LOST, ("order_number",), _digits_lost),
    BadKind("own_number", _CODE.NUMBER_NOT_OURS, (), _set("number", "自编017")),
    BadKind("anonymous", None, ("anonymous",), _set("anonymous", "是")),
    BadKind("formula_as_text", None, (), _set("note", "=1+1")),
    BadKind("emoji", None, (), _emoji),
    BadKind("long_text", _CODE.TEXT_TOO_LONG, (), _long_text),
    BadKind("markup_in_name", None, (), _markup_in_name),
    BadKind("score_out_of_range", _CODE.NUMERIC_OUT_OF_RANGE, tuple(_SCORED), _score_beyond),
)
