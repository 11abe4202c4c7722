"""By which names may a form or a notice ask for something of a case? Those that its register declares, or we compose.

Invariant: a field is known by its name and by its head, a setting by its key and by its label; the language of the
register must be spoken.
"""

from collections.abc import Iterator

from xltools.model.field import FieldDefinition
from xltools.model.form_values import attachment_columns, attachments_table, composed_names
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.model.sheet_keys import SETTINGS_SHEET


def declared_names(definition: RegisterDefinition) -> Iterator[str]:
    """What may be asked for outside of tables: fields and heads, settings by key and label, what is composed."""
    yield from composed_names()
    yield from _names(definition.register_sheet.fields)
    settings = definition.sheet(SETTINGS_SHEET)
    for row in settings.rows if settings is not None else ():
        yield from (str(row[name]) for name in ("key", "label") if name in row)


def declared_tables(definition: RegisterDefinition) -> dict[str, frozenset[str]]:
    """The names that a row of each table has, by sheet title and by key; the attachments are a table, too."""
    tables = {attachments_table(): frozenset(attachment_columns())}
    for sheet in definition.sheets:
        if sheet.kind in (SheetKind.LOG, SheetKind.RECORDS):
            tables[sheet.key] = tables[sheet.title] = frozenset(_names(sheet.fields))
    return tables


def _names(fields: tuple[FieldDefinition, ...]) -> Iterator[str]:
    for field in fields:
        yield from (field.name, field.header)
