"""What stands for each placeholder of a form or a letter? One case, composed for those who will read it. (FR-12, FA-13)

Invariant: a case that goes outward is masked before anything is composed of it; nothing here sees it unmasked.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from xltools.language.speaking import text
from xltools.model.case_file import CaseFile, Record
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.form_values import (
    Audience,
    Composed,
    FormCell,
    FormRow,
    FormValues,
    attachment_columns,
    attachments_table,
    composed_names,
)
from xltools.model.policy import Policy
from xltools.model.register_definition import SheetDefinition, SheetKind
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.rules.attachments import attachment_names, plain_file_name
from xltools.rules.case_story import process_lines, round_lines
from xltools.rules.masked_case import masked_case
from xltools.rules.masking import name_to_address
from xltools.rules.shown_values import shown, shown_day

_SALUTATION = "salutation"


def form_values(
    case: CaseFile, policy: Policy, audience: Audience, now: datetime, attachments: Mapping[str, str] | None = None
) -> FormValues:
    """Everything that a form may ask about one case.

    Args:
        case: The case, unmasked.
        policy: Settings that forms show, and how staff are called.
        audience: Who gets to see it.
        now: The moment of writing, naive local time.
        attachments: Where the files of the attachments folder are, by name as `plain_file_name` spells it: a relative
            path for a link. Outward no link is given, for the files stay.
    """
    told = case if audience is Audience.INWARD else masked_case(case, policy)
    cells = dict.fromkeys(composed_names(), FormCell(""))
    cells |= _settings(case, policy)
    cells |= _composed(case, told, audience, now)
    cells |= _row(told.values, case.definition.register_sheet)
    sheets = [sheet for sheet in case.definition.sheets if sheet.kind in (SheetKind.LOG, SheetKind.RECORDS)]
    tables = {sheet.key: [_row(record, sheet) for record in told.records.get(sheet.key, ())] for sheet in sheets}
    columns = {sheet.key: _names(sheet) for sheet in sheets}
    files = list(_attachments(case, told, attachments or {}, audience))
    titles = {sheet.key: sheet.title for sheet in sheets}
    return FormValues(
        cells,
        {**tables, **{titles[key]: rows for key, rows in tables.items()}, attachments_table(): files},
        {
            **columns,
            **{titles[key]: names for key, names in columns.items()},
            attachments_table(): frozenset(attachment_columns()),
        },
    )


def _row(record: Record, sheet: SheetDefinition) -> dict[str, FormCell]:
    """Each declared field by its name and by its head; heads are many, so that a field of that very name wins."""
    cells = {field: _cell(record, field) for field in sheet.fields}
    by_head = {field.header: cell for field, cell in cells.items()}
    return {**by_head, **{field.name: cell for field, cell in cells.items()}}


def _names(sheet: SheetDefinition) -> frozenset[str]:
    return frozenset(name for field in sheet.fields for name in (field.header, field.name))


def _cell(record: Record, field: FieldDefinition) -> FormCell:
    value = record.get(field.name)
    return FormCell(shown(value, field.kind), shown_day(value, field.kind))


def _settings(case: CaseFile, policy: Policy) -> Iterator[tuple[str, FormCell]]:
    """The parameters of sheet 设置, by key and by label."""
    sheet = case.definition.sheet(SETTINGS_SHEET)
    for row in sheet.rows if sheet is not None else ():
        key, label = str(row.get("key", "")), str(row.get("label", ""))
        cell = FormCell(policy.settings.get(key, ""))
        yield key, cell
        yield label, cell


def _composed(case: CaseFile, told: CaseFile, audience: Audience, now: datetime) -> FormRow:
    """What stands in no single cell."""
    cells = {
        Composed.PROCESS: _paragraphs(process_lines(told), process_lines(told, days_only=True)),
        Composed.EARLIER_ROUNDS: _paragraphs(round_lines(told), round_lines(told, days_only=True)),
        Composed.ATTACHMENTS: FormCell("\n".join(name for _, name, _ in _named(case, told))),
        Composed.CUSTOMER: FormCell(_addressed(told.text("customer_name"), told.text(_SALUTATION))),
        Composed.WRITTEN_AT: FormCell(f"{now:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d}"),
        Composed.REGISTER: FormCell(case.definition.title),
        Composed.PURPOSE: FormCell(text(f"composed.purpose.{audience.value}")),
        Composed.CLOSED_AT: FormCell(shown(case.closed_at), shown_day(case.closed_at)),
    }
    return {name.said: cell for name, cell in cells.items()}


def _addressed(told_name: str, salutation: str) -> str:
    name = name_to_address(told_name)
    return text("composed.addressed", name=name, salutation=salutation) if name and salutation else name or salutation


def _paragraphs(lines: list[str], days: list[str]) -> FormCell:
    return FormCell("\n".join(lines), "\n".join(days))


def _named(case: CaseFile, told: CaseFile) -> Iterator[tuple[str, str, str]]:
    """(name as it is compared, name as it is told, head of the column that names it), each file once."""
    seen = set()
    for (cell, head), (told_cell, _) in zip(_cells(case), _cells(told), strict=True):
        names, told_names = attachment_names(cell), attachment_names(told_cell)
        if len(names) != len(told_names):  # masking joined or parted some: no name is better than another file's
            told_names = [f"{head} {place}" for place in range(1, len(names) + 1)]
        for name, told_name in zip(names, told_names, strict=True):
            plain = plain_file_name(name)
            if plain not in seen:
                seen.add(plain)
                yield plain, told_name, head


def _cells(case: CaseFile) -> Iterator[tuple[str, str]]:
    """(text, head) of each filled cell of attachments."""
    for sheet, row in case.rows():
        for field in sheet.fields:
            if field.kind is FieldKind.ATTACHMENTS and row.get(field.name) is not None:
                yield str(row[field.name]), field.header


def _attachments(case: CaseFile, told: CaseFile, links: Mapping[str, str], audience: Audience) -> Iterator[FormRow]:
    """The rows of table 附件: the names as they are told, the links by the names as they are."""
    columns = attachment_columns()
    for place, (plain, name, head) in enumerate(_named(case, told), start=1):
        link = "" if audience is Audience.OUTWARD else links.get(plain, "")
        standing = "" if audience is Audience.OUTWARD else text(f"composed.standing.{'here' if link else 'missing'}")
        values = (FormCell(str(place)), FormCell(name, link=link), FormCell(head), FormCell(standing))
        yield dict(zip(columns, values, strict=True))
