"""Which numbers are missing? "None duplicated, none skipped" (FR-3), checked against everything ever given.

Invariant: a number that was given and whose row is gone is named until somebody voids it with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from xltools.language.speaking import text
from xltools.model.finding import Finding, FindingCode
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.register import Register


def audit_numbers(
    register: Register,
    numbers: Sequence[str | None],
    ours: Mapping[str, IssuedNumber],
    issued: IssuedNumbers,
    new: Iterable[IssuedNumber],
) -> list[Finding]:
    """Numbers that were given to this register and are gone, and serials that nobody ever gave."""
    standing = set(numbers)
    lost = ours.keys() - standing - frozenset(register.policy.voided_numbers)
    return [
        *(_finding(register, FindingCode.NUMBER_LOST, told) for told in _runs(issued, lost)),
        *(
            _finding(register, FindingCode.NUMBER_SKIPPED, told)
            for told in _skipped(register, issued.with_new(new), standing)
        ),
    ]


def _finding(register: Register, code: FindingCode, numbers: str) -> Finding:
    field = register.definition.register_sheet.by_name[register.definition.numbering.field]
    sheet = register.definition.sheet("voided_numbers")
    params = {"value": numbers, "voided_sheet": sheet.title if sheet else text("findings.put_in.numbers.voided_sheet")}
    table = register.cases
    return Finding(code, table.title, 0, table.columns[field.name], field.name, field.header, params)


def _skipped(register: Register, given: IssuedNumbers, standing: Iterable[str | None]) -> Iterator[str]:
    """Runs of serials below the highest of their prefix that were never given, for prefixes that this register uses."""
    suspects = {prefix for prefix, series in given.series.items() if series.given < series.highest}
    if not suspects or given.scheme.keeps_others:
        return
    parse = given.scheme.parse
    used = {parsed.prefix for number in standing if number and (parsed := parse(number))}
    for prefix in sorted(suspects & used):
        known = [parsed for number in (*given.by_number, *register.policy.voided_numbers) if (parsed := parse(number))]
        serials = sorted({parsed.serial for parsed in known if parsed.prefix == prefix})
        for before, after in pairwise([0, *serials]):
            if after - before > 1:
                first, last = given.scheme.number(prefix, before + 1), given.scheme.number(prefix, after - 1)
                yield _run(first, last)


def _runs(issued: IssuedNumbers, numbers: Iterable[str]) -> Iterator[str]:
    """Neighbouring numbers as ``first～last``, so that a hundred lost rows are one finding."""
    first = last = ""
    for number in sorted(numbers, key=issued.scheme.sort_key):
        if last and _follows(issued, last, number):
            last = number
            continue
        if first:
            yield _run(first, last)
        first = last = number
    if first:
        yield _run(first, last)


def _run(first: str, last: str) -> str:
    return first if first == last else text("findings.put_in.numbers.run", first=first, last=last)


def _follows(issued: IssuedNumbers, before: str, after: str) -> bool:
    one, other = issued.scheme.parse(before), issued.scheme.parse(after)
    return one is not None and other is not None and one.prefix == other.prefix and one.serial + 1 == other.serial
