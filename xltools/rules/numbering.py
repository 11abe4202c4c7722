"""Which number does each case bear? (FR-3, FA-2, RR-2, ST-2)

Invariant: a number once given stays with its case and is never given again. Cleared or overtyped numbers are put back
by what the case says (its identity fields), not by where its row stands; the original keeps a number that was copied.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import repeat

from xltools.model.field import FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers, fingerprint
from xltools.model.number_scheme import NumberScheme
from xltools.model.register import Register, SheetTable
from xltools.rules.number_audit import audit_numbers


@dataclass(slots=True)
class Numbering:
    """What the rule decided.

    Attributes:
        numbers: The number of each case; None where it must wait.
        registered_at: When each case was first seen; None where it has no number yet.
        issued: Numbers to remember before anything is written: new ones, and cases that were completed since.
        findings: What was put back, refused or is missing.
    """

    numbers: list[str | None]
    registered_at: list[datetime | None]
    issued: list[IssuedNumber] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Cases:
    """The register sheet as numbering sees it."""

    def __init__(self, register: Register) -> None:
        self.table: SheetTable = register.cases
        self.number_field = register.definition.numbering.field
        self.typed: Sequence[str | None] = [
            value if isinstance(value, str) else None for value in self.table.values[self.number_field]
        ]
        self.identity = [each for each in self.table.present() if each.identity]
        self.described = {each.name for each in self.identity if each.kind is FieldKind.LONG_TEXT}

    def prints(self, index: int) -> dict[str, int]:
        return {each.name: fingerprint(self.table.values[each.name][index]) for each in self.identity}

    def records(
        self, indexes: Sequence[int], numbers: Iterable[str], register_id: str, stamps: Iterable[datetime]
    ) -> list[IssuedNumber]:
        """What is to be remembered of these cases; columns at a time, for there may be a hundred thousand."""
        columns = [self.table.values[each.name] for each in self.identity]
        prints = [[fingerprint(column[index]) for index in indexes] for column in columns]
        fields = tuple(each.name for each in self.identity)
        rows = zip(*prints, strict=True) if prints else repeat(())
        return [
            IssuedNumber(number, register_id, stamp, fields, row)
            for number, stamp, row in zip(numbers, stamps, rows, strict=False)
        ]

    def likeness(self, index: int, record: IssuedNumber) -> int:
        return len(record.agreeing(self.prints(index)))

    def is_same(self, index: int, record: IssuedNumber, *, overtyped: bool) -> bool:
        """The description and one more field agree; or, under a number that was overtyped, all the others do."""
        mine = self.prints(index)
        agree = record.agreeing(mine)
        others = mine.keys() - self.described
        return bool(agree & self.described and agree - self.described) or (
            overtyped and len(others) > 1 and agree >= others
        )

    def finding(self, code: FindingCode, index: int, **params: object) -> Finding:
        return self.table.finding(code, index, self.number_field, **params)


def _likeness(cases: _Cases, record: IssuedNumber, index: int) -> int:
    return cases.likeness(index, record)


def number_cases(register: Register, register_id: str, issued: IssuedNumbers, now: datetime) -> Numbering:
    """Decide the number and the time of registration of every case.

    Args:
        register: What was read.
        register_id: Under which name this register's numbers are remembered.
        issued: Everything given so far in the workspace under this scheme.
        now: The time of registration of cases that are new.
    """
    cases = _Cases(register)
    ours = issued.of(register_id)
    decided = _keep(cases, ours, issued, first_contact=not ours)
    open_rows = [index for index, number in enumerate(decided) if number is None]
    if open_rows and ours:
        _put_back(cases, decided, open_rows, ours)
    result = Numbering(decided, [])
    _give(register, cases, result, issued, now, register_id)
    result.findings += _told(cases, result.numbers, ours, issued)
    result.findings += audit_numbers(register, result.numbers, ours, issued, result.issued)
    return result


def _keep(
    cases: _Cases, ours: Mapping[str, IssuedNumber], issued: IssuedNumbers, *, first_contact: bool
) -> list[str | None]:
    """Numbers that stay: ours, each with one row. A register that is met for the first time brings its own along."""
    distinct = set(cases.typed)
    if len(distinct) == len(cases.typed) and None not in distinct and distinct <= ours.keys():
        return list(cases.typed)
    holders: dict[str, list[int]] = defaultdict(list)
    for index, number in enumerate(cases.typed):
        if number is not None and (number in ours or (first_contact and _may_adopt(number, issued))):
            holders[number].append(index)
    decided: list[str | None] = [None] * len(cases.typed)
    for number, indexes in holders.items():
        original = indexes[0]
        if len(indexes) > 1 and number in ours:
            original = max(indexes, key=partial(_likeness, cases, ours[number]))
        decided[original] = number
    return decided


def _may_adopt(number: str, issued: IssuedNumbers) -> bool:
    return number not in issued.by_number and issued.scheme.parse(number) is not None


def _put_back(
    cases: _Cases, decided: list[str | None], open_rows: Iterable[int], ours: Mapping[str, IssuedNumber]
) -> None:
    """Give rows without a number the one that their case had, where that number is nowhere on the sheet."""
    standing = set(decided)
    absent = [record for number, record in ours.items() if number not in standing]
    candidates: dict[int, list[IssuedNumber]] = defaultdict(list)
    for record in absent:
        for value in record.prints:
            candidates[value].append(record)
    candidates.pop(0, None)
    taken: set[str] = set()
    for index in open_rows:
        overtyped = cases.typed[index] is not None
        seen = {record.number: record for value in cases.prints(index).values() for record in candidates.get(value, ())}
        fitting = [
            record
            for record in seen.values()
            if record.number not in taken and cases.is_same(index, record, overtyped=overtyped)
        ]
        if fitting:
            best = max(fitting, key=partial(cases.likeness, index))
            decided[index] = best.number
            taken.add(best.number)


def _give(
    register: Register, cases: _Cases, result: Numbering, issued: IssuedNumbers, now: datetime, register_id: str
) -> None:
    """New numbers, in the order of the rows; times of registration for all."""
    scheme = issued.scheme
    if None not in result.numbers and issued.by_number.keys() >= set(result.numbers):
        records = [issued.by_number[number] for number in result.numbers if number is not None]
        result.registered_at = [record.registered_at for record in records]
        result.issued = [
            new
            for index, record in enumerate(records)
            if 0 in record.prints and (new := _completed(cases, index, record))
        ]
        return
    dates = cases.table.values.get(scheme.dated_by, [None] * len(cases.typed))
    codes = cases.table.values.get(scheme.code_from or "", ())
    stamps = cases.table.values.get("registered_at", ())
    serials = _Serials(scheme, _highest(result.numbers, issued))
    given: dict[int, tuple[str, datetime]] = {}
    for index, number in enumerate(result.numbers):
        record = issued.by_number.get(number) if number is not None else None
        if record is not None:
            result.registered_at.append(record.registered_at)
            if record.is_incomplete and (completed := _completed(cases, index, record)):
                result.issued.append(completed)
            continue
        stamp = now
        if number is None:
            code = register.policy.codes.get(str(codes[index]), "") if codes else ""
            if scheme.needs_code and not code:
                result.registered_at.append(None)
                result.findings.append(_waiting(register, cases, index))
                continue
            number = result.numbers[index] = serials.following(_dated(dates[index], now), code)
        elif stamps and isinstance(known := stamps[index], datetime):
            stamp = known
        result.registered_at.append(stamp)
        given[index] = number, stamp
    numbers, moments = zip(*given.values(), strict=True) if given else ((), ())
    result.issued += cases.records(list(given), numbers, register_id, moments)


class _Serials:
    """Hands out numbers one after the other."""

    def __init__(self, scheme: NumberScheme, highest: dict[str, int]) -> None:
        self._scheme, self._highest = scheme, highest
        self._prefixes: dict[tuple[date, str], str] = {}

    def following(self, moment: datetime, code: str) -> str:
        """The next number for a case of this day and code."""
        key = moment.date(), code
        prefix = self._prefixes.get(key)
        if prefix is None:
            prefix = self._prefixes[key] = self._scheme.prefix(moment, code)
        serial = self._highest[prefix] = self._highest.get(prefix, 0) + 1
        return self._scheme.number(prefix, serial)


def _completed(cases: _Cases, index: int, record: IssuedNumber) -> IssuedNumber | None:
    """The record of a case that was half typed when it got its number, if more of it is typed now."""
    (new,) = cases.records([index], [record.number], record.register, [record.registered_at])
    return new if new != record else None


def _highest(numbers: Iterable[str | None], issued: IssuedNumbers) -> dict[str, int]:
    """The highest serial by prefix, of what was given and of what a register brings along."""
    highest = {prefix: series.highest for prefix, series in issued.series.items()}
    for number in numbers:
        if number is not None and number not in issued.by_number and (parsed := issued.scheme.parse(number)):
            highest[parsed.prefix] = max(highest.get(parsed.prefix, 0), parsed.serial)
    return highest


def _dated(moment: object, now: datetime) -> datetime:
    """A received time that is missing, unreadable or still to come must not spoil a number that never changes."""
    return moment if isinstance(moment, datetime) and moment.date() <= now.date() else now


def _waiting(register: Register, cases: _Cases, index: int) -> Finding:
    needed = register.definition.register_sheet.by_name[register.definition.numbering.code_from or ""]
    return cases.finding(FindingCode.NUMBER_WAITING, index, needed=needed.header)


def _told(
    cases: _Cases, numbers: Sequence[str | None], ours: Mapping[str, IssuedNumber], issued: IssuedNumbers
) -> Iterable[Finding]:
    """Say what happened to numbers that people touched; called before the new ones join ``issued``."""
    if cases.typed == numbers:
        return
    row_of = {number: cases.table.rows[index] for index, number in enumerate(numbers)}
    for index, (typed, number) in enumerate(zip(cases.typed, numbers, strict=True)):
        if typed == number or number is None:
            continue
        if typed is not None and (typed in row_of or typed in issued.by_number):
            owner = f"第 {row_of[typed]} 行" if typed in row_of else "别处"
            yield cases.finding(FindingCode.NUMBER_PASTED, index, value=typed, owner=owner, number=number)
        elif number in ours:
            yield cases.finding(FindingCode.NUMBER_RESTORED, index, value=typed or "", number=number)
        elif typed is not None:
            yield cases.finding(FindingCode.NUMBER_NOT_OURS, index, value=typed, number=number)
