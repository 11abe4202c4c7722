"""What is known of a field beforehand? Its kind and whose business it is, from the shipped registers' own columns.

Invariant: there is no second list of fields; a name that no shipped register has is a team's own.
"""

from collections.abc import Mapping
from functools import cache

from xltools.model.field import FieldDefinition, FieldKind
from xltools.workbook.adopting.column_evidence import ColumnEvidence
from xltools.workbook.definition_files import shipped_definition, shipped_definitions

_MOSTLY, _PARTLY, _NEARLY_ALL = 0.8, 0.5, 0.95
_MOST_CHOICES, _MOST_OWN_CHOICES = 30, 12
_FEWEST_ROWS, _REPEATED = 8, 3
_LONGEST_CHOICE, _FEW = 20, 4
_LONG_TEXT = 18


@cache
def known_fields() -> Mapping[str, FieldDefinition]:
    """A column of the shipped registers for each name; of several the first."""
    found: dict[str, FieldDefinition] = {}
    for name in shipped_definitions():
        for field in shipped_definition(name).register_sheet.fields:
            found.setdefault(field.name, field)
    return found


def fits(name: str, evidence: ColumnEvidence) -> bool:
    """Whether a column may be that field by what stands in it; an empty one may be any but a choice."""
    known = known_fields().get(name)
    kind = known.kind if known is not None else FieldKind.TEXT
    if kind is FieldKind.CHOICE and not list_values(evidence, known=True):
        return False  # rules compare its values with those of a list
    if not evidence.filled:
        return True
    if kind in (FieldKind.DATE, FieldKind.DATETIME):
        return evidence.styles.dates >= _PARTLY * evidence.filled
    if evidence.styles.dates >= _MOSTLY * evidence.filled:
        return False
    if kind is FieldKind.CONTACT:
        return evidence.contacts >= _PARTLY * evidence.filled
    if kind is FieldKind.CASE_NUMBER:
        return evidence.distinct >= _MOSTLY * evidence.filled
    if kind is FieldKind.INTEGER:
        return len(evidence.numbers) >= _NEARLY_ALL * evidence.filled and all(map(float.is_integer, evidence.numbers))
    return True


def kind_of(name: str, evidence: ColumnEvidence) -> FieldKind:
    """The kind of a known field here: what it is elsewhere, a list only where values can be told."""
    known = known_fields().get(name)
    if known is None:
        return FieldKind.CHOICE if list_values(evidence, known=True) else FieldKind.TEXT
    if known.kind is FieldKind.ATTACHMENTS and sum("." in text for text in evidence.texts) < _MOSTLY * evidence.filled:
        return FieldKind.LONG_TEXT
    return FieldKind.DATETIME if known.kind is FieldKind.DATE else known.kind


def own_kind(evidence: ColumnEvidence, names_people: bool) -> FieldKind:
    """The kind of a column that is the team's own, by what stands in it."""
    filled, styles = evidence.filled, evidence.styles
    if not filled:
        return FieldKind.TEXT
    if styles.dates >= _NEARLY_ALL * filled:
        return FieldKind.DATETIME if styles.timed else FieldKind.DATE
    if styles.times >= _NEARLY_ALL * filled:
        return FieldKind.TIME
    if evidence.contacts >= _MOSTLY * filled:
        return FieldKind.CONTACT
    if list_values(evidence, known=False) and not names_people:
        return FieldKind.CHOICE
    if len(evidence.numbers) == filled:
        return _number_kind(evidence)
    if names_people and evidence.typical < _LONG_TEXT:
        return FieldKind.PERSON
    if all(text.isascii() and any(map(str.isdigit, text)) and " " not in text for text in evidence.texts):
        return FieldKind.CODE
    return FieldKind.LONG_TEXT if evidence.typical >= _LONG_TEXT else FieldKind.TEXT


def list_values(evidence: ColumnEvidence, *, known: bool) -> tuple[str, ...]:
    """What may be chosen: what its drop-down offers, else the few values that come again and again; or nothing."""
    if evidence.offered:
        return evidence.offered
    words = len(evidence.numbers) < evidence.filled and evidence.longest <= _LONGEST_CHOICE
    repeated = evidence.filled >= _FEWEST_ROWS and evidence.distinct * _REPEATED <= evidence.filled
    if known:
        few = words and evidence.distinct <= _MOST_CHOICES and (repeated or evidence.distinct <= _FEW)
    else:
        few = words and repeated and 1 < evidence.distinct <= _MOST_OWN_CHOICES
    return evidence.values if few else ()


def _number_kind(evidence: ColumnEvidence) -> FieldKind:
    """Digits that nobody reckons with (leading zeros, as long as order numbers) are a code."""
    if any(
        isinstance(cell, str) and cell.strip().startswith("0") and cell.strip("0 .").isdigit()
        for cell in evidence.cells
    ):
        return FieldKind.CODE
    if max(map(abs, evidence.numbers)) >= 1e9:
        return FieldKind.CODE
    return FieldKind.INTEGER if all(map(float.is_integer, evidence.numbers)) else FieldKind.NUMBER
