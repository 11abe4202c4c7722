"""Which number does each case bear? (FR-3, FA-2, RR-2, ST-2)

Invariant: a number once given stays with its case and is never given again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import repeat

from xltools.language.speaking import text
from xltools.model.finding import Finding, FindingCode
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.number_scheme import NumberScheme
from xltools.model.pass_context import PassContext, UnseenNumber
from xltools.model.register import Register
from xltools.rules.case_identities import Identities
from xltools.rules.number_audit import audit_numbers
from xltools.rules.number_following import unread
from xltools.rules.number_keeping import Kept, kept_numbers


@dataclass(slots=True)
class Numbering:
    """What the rule decided.

    Attributes:
        numbers: The number of each case; None where it must wait.
        registered_at: When each case was first seen; None where it has no number yet.
        issued: What to remember before anything is written: new numbers, and what cases say that changed since.
        findings: What was put back, refused or is missing.
    """

    numbers: list[str | None]
    registered_at: list[datetime | None] = field(default_factory=list)
    issued: list[IssuedNumber] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def number_cases(register: Register, context: PassContext) -> Numbering:
    """Decide the number and the time of registration of every case.

    Args:
        register: What was read.
        context: The register's name, the numbers given so far, and the time of registration of cases that are new.
    """
    issued, unseen = context.issued, context.unseen
    cases = Identities(register)
    ours = issued.of(context.register_id)
    kept = kept_numbers(cases, ours, issued, unseen)
    result = Numbering(kept.numbers, issued=_restated(cases, kept, ours))
    stamps = _give(register, cases, result, context)
    result.issued += _new_records(cases, stamps, result.numbers, context.register_id)
    result.registered_at = _registered(result, issued, stamps)
    result.findings += _told(register, cases, result.numbers, (ours, issued), unread(unseen, set(cases.typed)))
    result.findings += audit_numbers(register, result.numbers, ours, issued, result.issued)
    return result


def _restated(cases: Identities, kept: Kept, ours: Mapping[str, IssuedNumber]) -> list[IssuedNumber]:
    """Known cases that say something else now: remembered anew, so that they are recognised by it later."""
    records = [ours[kept.numbers[index] or ""] for index in kept.restated]
    return [
        record._replace(fields=cases.fields, prints=prints)
        for record, prints in zip(records, cases.prints(kept.restated), strict=True)
        if prints != cases.remembered(record)
    ]


def _give(register: Register, cases: Identities, result: Numbering, context: PassContext) -> dict[int, datetime]:
    """New numbers, in the order of the rows; gives the time of registration of every case that is new here."""
    issued, now = context.issued, context.now
    if None not in result.numbers and issued.by_number.keys() >= set(result.numbers):
        return {}
    scheme = issued.scheme
    dates = cases.table.values.get(scheme.dated_by, [None] * len(cases.typed))
    codes = cases.table.values.get(scheme.code_from or "", [None] * len(cases.typed))
    stamps = cases.table.values.get("registered_at", [None] * len(cases.typed))
    serials, today = _Serials(scheme, _highest([*result.numbers, *context.elsewhere], issued)), now.date()
    new: dict[int, datetime] = {}
    for index, number in enumerate(result.numbers):
        if number is None:
            code = register.policy.codes.get(str(codes[index]), "") if scheme.needs_code else ""
            if scheme.needs_code and not code:
                result.findings.append(_waiting(register, cases, index, codes[index]))
                continue
            result.numbers[index] = serials.following(_day(dates[index], today), code)
            new[index] = now
        elif number not in issued.by_number:
            known = stamps[index]
            new[index] = known if isinstance(known, datetime) else now
    return new


def _new_records(
    cases: Identities, stamps: Mapping[int, datetime], numbers: Sequence[str | None], register_id: str
) -> list[IssuedNumber]:
    """What is to be remembered of new cases; columns at a time, for there may be a hundred thousand."""
    indexes = list(stamps)
    rows = zip(indexes, cases.prints(indexes), repeat(cases.fields), strict=False)
    return [
        IssuedNumber(numbers[index] or "", register_id, stamps[index], fields, prints) for index, prints, fields in rows
    ]


def _registered(result: Numbering, issued: IssuedNumbers, stamps: Mapping[int, datetime]) -> list[datetime | None]:
    if not stamps and None not in result.numbers:
        return [issued.by_number[number].registered_at for number in result.numbers if number is not None]
    known = {number: record.registered_at for number, record in issued.by_number.items()}
    return [
        stamps.get(index) or (known.get(number) if number is not None else None)
        for index, number in enumerate(result.numbers)
    ]


class _Serials:
    """Hands out numbers one after the other."""

    def __init__(self, scheme: NumberScheme, highest: dict[str, int]) -> None:
        self._scheme, self._highest = scheme, highest
        self._prefixes: dict[tuple[date, str], str] = {}

    def following(self, day: date, code: str) -> str:
        """The next number for a case of this day and code."""
        prefix = self._prefixes.get((day, code))
        if prefix is None:
            prefix = self._prefixes[day, code] = self._scheme.prefix(datetime.combine(day, time()), code)
        serial = self._highest[prefix] = self._highest.get(prefix, 0) + 1
        return self._scheme.number(prefix, serial)


def _highest(numbers: Iterable[str | None], issued: IssuedNumbers) -> dict[str, int]:
    """The highest serial by prefix, of what was given and of what this register and others bring along."""
    highest = {prefix: series.highest for prefix, series in issued.series.items()}
    for number in numbers:
        if number is not None and number not in issued.by_number and (parsed := issued.scheme.parse(number)):
            highest[parsed.prefix] = max(highest.get(parsed.prefix, 0), parsed.serial)
    return highest


def _day(moment: object, today: date) -> date:
    """A received time that is missing, unreadable or still to come must not spoil a number that never changes."""
    return min(moment.date(), today) if isinstance(moment, datetime) else today


def _waiting(register: Register, cases: Identities, index: int, name: object) -> Finding:
    scheme = register.definition.numbering
    needed = register.definition.register_sheet.by_name[scheme.code_from or ""]
    if name is None:
        return cases.table.finding(FindingCode.NUMBER_WAITING, index, scheme.field, needed=needed.header)
    codes = register.definition.sheet(scheme.code_sheet or "")
    params = {"value": name, "code_sheet": codes.title if codes else ""}
    return cases.table.finding(FindingCode.NUMBER_WITHOUT_CODE, index, scheme.field, **params)


def _told(
    register: Register,
    cases: Identities,
    numbers: Sequence[str | None],
    known: tuple[Mapping[str, IssuedNumber], IssuedNumbers],
    unread_numbers: Mapping[str, UnseenNumber],
) -> Iterable[Finding]:
    """Say what happened to numbers that people touched; called before the new ones join ``issued``."""
    ours, issued = known
    if cases.typed == numbers:
        return
    name = register.definition.numbering.field
    row_of = {number: cases.table.rows[index] for index, number in enumerate(numbers)}
    for index, (typed, number) in enumerate(zip(cases.typed, numbers, strict=True)):
        if typed == number or number is None or (typed is None and number in unread_numbers):
            continue
        if number in ours:
            yield cases.table.finding(FindingCode.NUMBER_RESTORED, index, name, value=typed or "", number=number)
        elif typed is not None and typed in row_of:
            owner = text("findings.put_in.owner.row", row=row_of[typed])
            yield cases.table.finding(FindingCode.NUMBER_PASTED, index, name, value=typed, owner=owner, number=number)
        elif typed is not None:
            code = FindingCode.NUMBER_OF_OTHERS if typed in issued.by_number else FindingCode.NUMBER_NOT_OURS
            yield cases.table.finding(code, index, name, value=typed, number=number)
