"""Was the same thing entered twice? Same customer, same words, within some days.

Invariant: the first row of a pair is never blamed; nothing is merged or removed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from xltools.language.speaking import text
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, SheetTable, Value
from xltools.rules.contacts import plain_contacts


def check_duplicates(table: SheetTable, numbers: Sequence[str | None], days: float) -> Iterator[Finding]:
    """Findings on every row that repeats an earlier one.

    Args:
        table: The register sheet.
        numbers: The case's numbers, to name the earlier one.
        days: How far apart two receipts may lie and still be one.
    """
    identity = [field for field in table.present() if field.identity and field.name != "received_at"]
    described = [field for field in identity if field.kind is FieldKind.LONG_TEXT]
    if not described or len(identity) < 2:
        return
    words = table.values[described[0].name]
    repeated = {text for text, count in Counter(words).items() if count > 1}
    said_again = [index for index, text in enumerate(words) if text in repeated] if repeated else []
    columns = [_compared(field, table.values[field.name], said_again) for field in identity]
    received = table.values.get("received_at", [None] * len(words))
    described_at = [identity.index(field) for field in described]
    last: dict[tuple[Value, ...], int] = {}
    for index, key in zip(said_again, zip(*columns, strict=True), strict=True):
        if any(key[place] is None for place in described_at) or sum(part is not None for part in key) < 2:
            continue
        earlier = last.get(key)
        if earlier is None or not _within(received[earlier], received[index], days):
            last[key] = index
            continue
        number = numbers[earlier]
        params = {"other_row": table.rows[earlier], "other_number": _told(number)}
        yield table.finding(FindingCode.CASE_DUPLICATED, index, described[0].name, **params)


def _told(number: str | None) -> str:
    return text("findings.put_in.duplicate.number", number=number) if number else ""


def _compared(field: FieldDefinition, column: Column, indexes: Sequence[int]) -> Column:
    values = [column[index] for index in indexes]
    return plain_contacts(values) if field.kind is FieldKind.CONTACT else values


def _within(earlier: Value, later: Value, days: float) -> bool:
    if not isinstance(earlier, datetime) or not isinstance(later, datetime):
        return True
    return abs(later - earlier) <= timedelta(days=days)
