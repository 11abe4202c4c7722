"""Do log and record rows belong to a case that exists? (FR-8, RR-11)

Invariant: a number is compared as written; no row is ever attached to a case by guessing.
"""

from collections.abc import Collection, Iterator

from xltools.language.speaking import text
from xltools.model.field import FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.nearest_word import nearest
from xltools.model.register import SheetTable

SOURCE = "source_case"  # of improvement items and lessons, which outlive the case
_SEARCHED_NUMBERS = 2000
_HINTS = 50  # each costs milliseconds; a log full of unknown numbers has another fault than typing slips


def check_references(
    table: SheetTable, numbers: Collection[str | None], given: Collection[str] = frozenset()
) -> Iterator[Finding]:
    """Findings on numbers that no case of the register bears.

    Args:
        table: The sheet.
        numbers: Those that the register's cases bear.
        given: All that were ever given: what only names its source may name a case of last year's register.
    """
    own, anywhere = set(numbers), {*numbers, *given}
    for field in table.present():
        if field.kind is not FieldKind.CASE_NUMBER or not field.typed_by_people:
            continue
        known = anywhere if field.name == SOURCE else own
        strange = set(table.values[field.name]) - known - {None}
        hints: dict[str, str] = {}
        for index, value in enumerate(table.values[field.name]) if strange else ():
            if value in strange:
                if value not in hints and len(hints) < _HINTS:
                    hints[str(value)] = _hint(str(value), numbers)
                hint = hints.get(str(value), "")
                yield table.finding(FindingCode.CASE_UNKNOWN, index, field.name, value=value, nearest=hint)


def _hint(value: str, numbers: Collection[str | None]) -> str:
    recent = [number for number in list(numbers)[-_SEARCHED_NUMBERS:] if number]
    near = nearest(value, recent, 0.8)
    return text("findings.put_in.nearest.number", number=near) if near else ""
