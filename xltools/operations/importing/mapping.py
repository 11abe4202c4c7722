"""Which column of an export is which field? As ``[[imports]]`` says, else by what the heads say.

Invariant: a field is filled from one column; what nobody can place is left out and named, never squeezed in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xltools.errors import DefinitionError, UnusableExportError
from xltools.language.speaking import in_every_language, text
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.register import SheetTable
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.operations.importing.export import Export
from xltools.operations.importing.export_refusals import no_heads
from xltools.operations.importing.import_settings import ImportSettings, proposed_table
from xltools.operations.importing.known_heads import KNOWN_HEADS
from xltools.operations.workspace_file import FILE_NAME, IMPORTS
from xltools.rules.masking import masked_text
from xltools.workbook.heads import plain_head

CHANNEL = "channel"
CommonHeads = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """How an export is read into fields.

    Attributes:
        fields: By field name, the position of its column.
        defaults: By field name, what is meant where the file says nothing.
        words: By position, what the source's words are called in the register.
        keys: Positions of the columns that tell one row from all others; empty where their contents must.
        scope: Among which rows the key tells them apart; "" where there is none.
        ignored: Heads that are not taken over.
        strict: Rows that say too little are sent back as well.
    """

    fields: Mapping[str, int]
    defaults: Mapping[str, str]
    words: Mapping[int, Mapping[str, str]]
    keys: tuple[int, ...]
    scope: str
    ignored: tuple[str, ...]
    strict: bool


def described_field(sheet: SheetDefinition) -> FieldDefinition:
    """The field without which a row says nothing: the long text that tells one case from another."""
    described = (field for field in sheet.fields if field.identity and field.kind is FieldKind.LONG_TEXT)
    return next(described, next(field for field in sheet.fields if field.typed_by_people))


def known_heads(definition: RegisterDefinition, settings: ImportSettings | None) -> set[str]:
    """Heads by which the row of the heads is recognised."""
    if settings is not None and settings.columns:
        return {*settings.columns, *settings.key, *settings.values}
    own = {field.header for field in definition.register_sheet.fields if field.typed_by_people}
    return own | {head for heads in KNOWN_HEADS.values() for head in heads} | set(settings.key if settings else ())


def telling_heads(definition: RegisterDefinition, settings: ImportSettings | None) -> set[str]:
    """Heads of the columns that may describe what happened."""
    field = described_field(definition.register_sheet)
    if settings is not None and settings.columns:
        names = (field.name, plain_head(field.header))
        return {head for head, label in settings.columns.items() if label in names or plain_head(label) in names}
    return {field.header, *KNOWN_HEADS.get(field.name, ())}


def column_plan(
    export: Export, table: SheetTable, settings: ImportSettings | None, channel: str, common: CommonHeads = KNOWN_HEADS
) -> ColumnPlan:
    """Place the columns.

    Args:
        export: The file.
        table: The sheet that its rows belong to.
        settings: What ``xltools.toml`` says of such files.
        channel: Wins over the settings; "" where nobody said one.
        common: What such columns are commonly called.

    Raises:
        UnusableExportError: A head is missing or doubled, or no column describes the problem.
        DefinitionError: The settings name what the register does not have.
    """
    settings = settings or ImportSettings(name="-", match="*")
    placed = _Heads(export)
    fields = _placed_as_told(placed, table, settings) if settings.columns else _placed_by_heads(placed, table, common)
    defaults = {_field(table, label, settings, "defaults").name: said for label, said in settings.defaults.items()}
    if channel or settings.channel:
        defaults[_field(table, CHANNEL, settings, "channel").name] = channel or settings.channel
    words = {placed.position(head): translated for head, translated in settings.values.items()}
    keys = tuple(placed.position(head) for head in settings.key)
    used = {*fields.values(), *keys}
    ignored = tuple(export.heads[at] for at in export.own_columns if at not in used and export.heads[at])
    return ColumnPlan(fields, defaults, words, keys, settings.name if keys else "", ignored, settings.strict)


class _Heads:
    """Positions by head."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._places: dict[str, list[int]] = {}
        for place in export.own_columns:
            self._places.setdefault(plain_head(export.heads[place]), []).append(place)

    def find(self, head: str) -> int | None:
        """Where a head stands; None where it does not.

        Raises:
            UnusableExportError: It stands there twice.
        """
        places = self._places.get(plain_head(head), [])
        if len(places) > 1:
            raise UnusableExportError(
                f"the head {head} stands there {len(places)} times. Rename all but one.",
                text("imports.refusals.doubled_head", head=head, count=len(places)),
            )
        return places[0] if places else None

    def position(self, head: str) -> int:
        """Where a head stands that must be there.

        Raises:
            UnusableExportError: It is not, or twice.
        """
        place = self.find(head)
        if place is None:
            refuse_contents_as_heads(self._export)
            heads = [each for each in self._export.heads if each]
            listed = text("signs.list_separator").join(heads)
            raise UnusableExportError(
                f"the head {head}, which [[{IMPORTS}]] names, is missing; there are: {', '.join(heads)}. "
                f"Correct {FILE_NAME}.",
                text("imports.refusals.missing_head", head=head, file=FILE_NAME, heads=listed),
            )
        return place


def _placed_as_told(heads: _Heads, table: SheetTable, settings: ImportSettings) -> dict[str, int]:
    fields: dict[str, int] = {}
    for head, label in settings.columns.items():
        name = _field(table, label, settings, f"columns.{head}").name
        if name in fields:
            raise DefinitionError(FILE_NAME, _key(settings, f"columns.{head}"), f"{label} is given to two columns")
        fields[name] = heads.position(head)
    return fields


def _placed_by_heads(heads: _Heads, table: SheetTable, common: CommonHeads) -> dict[str, int]:
    fields: dict[str, int] = {}
    for field in _fillable(table):
        place = heads.find(field.header)
        if place is not None:
            fields[field.name] = place
    for field in _fillable(table):
        for head in common.get(field.name, ()):
            place = heads.find(head) if field.name not in fields else None
            if place is not None and place not in fields.values():
                fields[field.name] = place
    return fields


def _fillable(table: SheetTable) -> list[FieldDefinition]:
    return [field for field in table.present() if field.typed_by_people]


def _field(table: SheetTable, label: str, settings: ImportSettings, key: str) -> FieldDefinition:
    """The field that the settings mean by its name or head."""
    for field in _fillable(table):
        if label == field.name or plain_head(label) == plain_head(field.header):
            return field
    known = ", ".join(field.header for field in _fillable(table))
    why = f"sheet {table.title} has no column {label} for people to fill; there are: {known}"
    raise DefinitionError(FILE_NAME, _key(settings, key), why)


def _key(settings: ImportSettings, key: str) -> str:
    return f"{IMPORTS}.{settings.name}.{key}"


def refuse_contents_as_heads(export: Export) -> None:
    """Stop where a customer's row was taken for the heads: nothing of it may be told on.

    Raises:
        UnusableExportError: It was, as numbers of people, moments and long texts in it show.
    """
    signs = "|".join(in_every_language("imports.contents.pattern"))  # moments, numbers, sentences
    if any(masked_text(head) != head or re.search(signs, head) for head in export.heads):
        raise no_heads(export.head_line)


def refuse_without_description(export: Export, plan: ColumnPlan, definition: RegisterDefinition, into: str) -> None:
    """Stop where no column says what happened.

    Raises:
        UnusableExportError: There is none; lists the heads and proposes a table to be pasted.
    """
    field = described_field(definition.register_sheet)
    if field.name in plan.fields:
        return
    refuse_contents_as_heads(export)
    heads = [export.heads[place] for place in export.own_columns if export.heads[place]]
    fields = definition.register_sheet.by_name
    known = {export.heads[place]: fields[name].header for name, place in plan.fields.items()}
    columns = {head: known.get(head, field.header) for head in heads}  # to be chosen from
    listed = text("signs.list_separator").join(heads)
    raise UnusableExportError(
        f"no column for {field.header} was found; the heads are: {', '.join(heads)}. "
        f"Say in {FILE_NAME} which column is which:",
        text("imports.refusals.no_description", field=field.header, heads=listed, file=FILE_NAME),
        proposed_table(export.name, into, columns),
    )
