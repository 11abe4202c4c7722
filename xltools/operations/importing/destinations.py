"""Of what is an export: of new cases, or of customers' answers to a survey? (FA-1, FR-10, ST-10)

Invariant: rows that name cases of the register beside a verdict or a score never become new cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from xltools.model.finding import FindingCode
from xltools.model.pass_context import Entry, PassContext
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.importing.export import Export
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.known_heads import ANSWER_HEADS, KNOWN_HEADS
from xltools.operations.importing.mapping import described_field, known_heads, telling_heads
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.rules.entering import RECEIVED
from xltools.rules.survey_answers import ANSWERED_AT, ANSWERS_SHEET, scale_fields
from xltools.workbook.heads import plain_head
from xltools.workbook.typed_values import text_of

_NUMBER = "case_number"
# What customers write is entered as it is, however short: somebody will ask them.
_SHORT = frozenset({FindingCode.TEXT_TOO_SHORT, FindingCode.TEXT_VAGUE})


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the rows of an export belong.

    Attributes:
        key: The sheet's key.
        moment: The field for which the moment of the import stands where the file does not have it.
        heads: What the columns of such exports are commonly called.
        tolerated: What a row may lack and is entered all the same.
        of_answers: Whether the rows are answers; else they are new cases.
    """

    key: str
    moment: str
    heads: Mapping[str, tuple[str, ...]]
    tolerated: frozenset[FindingCode]
    of_answers: bool = False

    def order(self, entries: tuple[Entry, ...], hold_seconds: float) -> PassOrder:
        """The pass that enters them."""
        if self.of_answers:
            return PassOrder(Cause.IMPORT, hold_seconds=hold_seconds, answers=entries)
        return PassOrder(Cause.IMPORT, hold_seconds=hold_seconds, entries=entries)

    def entries_of(self, context: PassContext) -> tuple[Entry, ...]:
        """Those of the order that a pass found to be new."""
        return context.answers if self.of_answers else context.entries


_OF_ANSWERS = Destination(ANSWERS_SHEET, ANSWERED_AT, ANSWER_HEADS, _SHORT, of_answers=True)


def of_cases(definition: RegisterDefinition) -> Destination:
    """Where new cases belong."""
    tolerated = _SHORT | {FindingCode.VALUE_MISSING}
    return Destination(definition.register_sheet.key, RECEIVED, KNOWN_HEADS, tolerated)


def heads_of_exports(definition: RegisterDefinition, settings: ImportSettings | None) -> tuple[set[str], set[str]]:
    """Heads by which the row of the heads is recognised, and those of them that tell what a row is about."""
    known, telling = known_heads(definition, settings), telling_heads(definition, settings)
    sheet = definition.sheet(ANSWERS_SHEET)
    if sheet is None or (settings is not None and settings.columns):
        return known, telling
    own = {field.header for field in sheet.fields if field.typed_by_people}
    common = {head for field in sheet.fields for head in ANSWER_HEADS.get(field.name, ())}
    return known | own | common, telling | {sheet.by_name[_NUMBER].header}


def destination_of(export: Export, register: Register, settings: ImportSettings | None) -> Destination:
    """What an export is of.

    Of answers, where `[[imports]]` gives a column to the number of the case; or, without such a table, where one column
    holds numbers of cases and another a verdict or score.
    """
    cases, answers = of_cases(register.definition), _OF_ANSWERS
    table = register.tables.get(ANSWERS_SHEET)
    if table is None or _NUMBER not in table.values:
        return cases
    if settings is not None and settings.columns:
        wanted = {_NUMBER, plain_head(table.definition.by_name[_NUMBER].header)}
        labels = {label if label == _NUMBER else plain_head(label) for label in settings.columns.values()}
        return answers if wanted & labels else cases
    return answers if _answers_by_heads(export, register, table) else cases


def _answers_by_heads(export: Export, register: Register, table: SheetTable) -> bool:
    """Numbers that nobody here bears are answers to cases of elsewhere, unless something else is told of them."""
    place = _place(export, table, _NUMBER)
    if place is None or not any(_place(export, table, field.name) is not None for field in scale_fields(register)):
        return False
    if _names_cases(export, register, place):
        return True
    described = described_field(register.definition.register_sheet)
    heads = {plain_head(export.heads[at]) for at in export.own_columns}
    if plain_head(table.definition.by_name[_NUMBER].header) in heads:
        return plain_head(described.header) not in heads
    return heads.isdisjoint(map(plain_head, (described.header, *KNOWN_HEADS.get(described.name, ()))))


def _names_cases(export: Export, register: Register, place: int) -> bool:
    numbers = cast("Sequence[str | None]", register.cases.values[register.definition.numbering.field])
    known = frozenset(numbers) - {None}
    return any(text_of(row.cells[place]) in known for row in export.rows if place < len(row.cells))


def _place(export: Export, table: SheetTable, name: str) -> int | None:
    """The first column that may be a field of the sheet, by its own head or a common one."""
    wanted = {plain_head(head) for head in (table.definition.by_name[name].header, *ANSWER_HEADS.get(name, ()))}
    return next((at for at in export.own_columns if plain_head(export.heads[at]) in wanted), None)
