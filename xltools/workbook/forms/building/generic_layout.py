"""What does the report of a case look like where a team's own register comes without forms? Everything, in its order.

Invariant: each field that people see stands on the form once, under the heading of its group.
"""

import re
from collections.abc import Collection

from xltools.language.speaking import speaking, text, texts
from xltools.model.field import WRAPPED_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.form_values import Composed, attachment_columns, attachments_table
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.workbook.forms.building.form_layout import Entry, FormLayout, Section, TableColumn
from xltools.workbook.forms.filling.placeholders import Placeholder

GENERIC_MARK = "forms.generic_mark"  # the text behind the register's title
GENERIC_KEY = "generic"
_BOOKKEEPING = frozenset({"check_remark", "sort_key"})
_WIDE_KINDS = WRAPPED_KINDS - {FieldKind.TEXT}
_MOST_COLUMNS, _FIRST_COLUMNS = 6, 4
_NOT_IN_NAMES = re.compile(r"""[\\/:*?"'<>|\[\]\x00-\x1f]+""")
_LONGEST_TITLE = 60


def generic_layout(definition: RegisterDefinition, unused: Collection[str] = ()) -> FormLayout:
    """All fields by group, the process from the log, the rows of all other sheets, attachments and lines to sign.

    Args:
        definition: The register.
        unused: Keys of sheets that hold nothing of the case: one sentence names them in place of empty tables.
    """
    with speaking(definition.language):
        return _composed(definition, unused)


def _composed(definition: RegisterDefinition, unused: Collection[str]) -> FormLayout:
    sections = [*_groups(definition.register_sheet)]
    if any(sheet.kind is SheetKind.LOG for sheet in definition.sheets):
        process = Composed.PROCESS.said
        sections.append(Section(title=process, rows=((_entry(process),),)))
    records = record_sheets(definition)
    sections += [_table(sheet) for sheet in records if sheet.key not in unused]
    if empty := [sheet.title for sheet in records if sheet.key in unused]:
        sections.append(Section(text=text("forms.nothing_on", sheets=text("signs.list_separator").join(empty))))
    files = tuple(TableColumn(head=name) for name in attachment_columns())
    sections.append(Section(title=attachments_table(), table=attachments_table(), columns=files))
    sections.append(Section(signatures=(tuple(texts("forms.signatures").values()),)))
    title = _NOT_IN_NAMES.sub(" ", definition.title).strip(" .")[:_LONGEST_TITLE]
    known = {"key": GENERIC_KEY, "title": f"{title}{text(GENERIC_MARK)}", "register": definition.name, "main": True}
    return FormLayout.model_validate({**known, "sections": sections})


def record_sheets(definition: RegisterDefinition) -> list[SheetDefinition]:
    """The sheets whose rows are listed; of the rounds the process tells."""
    return [sheet for sheet in definition.sheets if sheet.kind is SheetKind.RECORDS and sheet.key != ROUNDS_SHEET]


def _groups(sheet: SheetDefinition) -> list[Section]:
    """What people write comes first, then what the tool adds."""
    groups: dict[str, list[FieldDefinition]] = {}
    for field in sheet.fields:
        if not field.hidden and field.name not in _BOOKKEEPING:
            groups.setdefault(field.group or sheet.title, []).append(field)
    ordered = sorted(groups.items(), key=lambda group: all(field.owner is Owner.TOOL for field in group[1]))
    return [Section(title=group, rows=_rows(fields)) for group, fields in ordered]


def _rows(fields: list[FieldDefinition]) -> tuple[tuple[Entry, ...], ...]:
    """Two short values side by side, a long one over the whole width."""
    rows: list[tuple[Entry, ...]] = []
    waiting: list[Entry] = []
    for field in fields:
        entry = _entry(field.header)
        if field.kind in _WIDE_KINDS:
            rows += [(each,) for each in waiting] + [(entry,)]
            waiting = []
        elif waiting:
            rows.append((waiting.pop(), entry))
        else:
            waiting = [entry]
    return (*rows, *((each,) for each in waiting))


def _entry(name: str) -> Entry:
    return Entry(label=name, value=str(Placeholder("", name)))


def _table(sheet: SheetDefinition) -> Section:
    """A column a field; of many fields the last ones stand below each other in one cell."""
    skipped = (FieldKind.CASE_NUMBER,)
    fields = [field for field in sheet.fields if field.kind not in skipped and field.name not in _BOOKKEEPING]
    shown, gathered = fields, []
    if len(fields) > _MOST_COLUMNS:
        shown, gathered = fields[:_FIRST_COLUMNS], fields[_FIRST_COLUMNS:]
    columns = [TableColumn(head=field.header) for field in shown]
    if gathered:
        columns = [column.model_copy(update={"columns": 2}) for column in columns]
        lines = [f"{field.header}{text('signs.colon')}{Placeholder(sheet.title, field.header)}" for field in gathered]
        columns.append(TableColumn(head=text("forms.labels.others"), value="\n".join(lines)))
    return Section(title=sheet.title, table=sheet.title, columns=tuple(columns))
