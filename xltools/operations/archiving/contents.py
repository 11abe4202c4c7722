"""Did anything change in a case since it was archived? A print of what people entered, and of the attachments.

Invariant: what the tool writes does not count, so that archiving a case does not change it; nor does the order in
which rows of other sheets stand, nor where in the attachments folder a file lies.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, time

from xltools.model.case_file import CaseFile, Record
from xltools.model.field import FieldKind
from xltools.model.register import Value
from xltools.model.register_definition import SheetDefinition
from xltools.operations.archiving.attachment_files import FoundFile


def contents_print(case: CaseFile, attachments: Iterable[FoundFile]) -> str:
    """64 hexadecimal digits.

    Args:
        case: The case.
        attachments: Its files; they count by name, size and time.
    """
    sheets = {sheet.key: sheet for sheet in case.definition.sheets}
    records = {
        key: sorted(filter(None, (_entered(record, sheets[key]) for record in rows)))
        for key, rows in sorted(case.records.items())
        if _belongs_to_cases(sheets[key])
    }
    contents = {
        "row": _entered(case.values, case.definition.register_sheet),
        "records": {key: rows for key, rows in records.items() if rows},
        "attachments": sorted((file.name, file.size, file.modified) for file in attachments),
    }
    return hashlib.sha256(json.dumps(contents).encode()).hexdigest()


def _belongs_to_cases(sheet: SheetDefinition) -> bool:
    """A row that must name a case is a part of it; one that may, as an improvement or a lesson does, came of it."""
    field = next(field for field in sheet.fields if field.kind is FieldKind.CASE_NUMBER)
    return field.required or not field.typed_by_people


def _entered(record: Record, sheet: SheetDefinition) -> list[tuple[str, str]]:
    """The filled cells that people type into, in the order of their fields' names: columns may be moved."""
    values = ((field.name, record.get(field.name)) for field in sheet.fields if field.typed_by_people)
    return sorted((name, _text(value)) for name, value in values if value is not None and value != "")


def _text(value: Value) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)
