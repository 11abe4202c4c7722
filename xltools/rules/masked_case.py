"""How does a case leave the register as a whole? Every cell masked as its field is declared. (FR-2, FR-13, FA-4)

Invariant: what goes out has the shape of what stays in; cells that are the team's own business are empty in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.case_file import CaseFile, Record
from xltools.model.field import TEXT_KINDS, FieldDefinition, FieldKind, Personal
from xltools.model.policy import Policy, listed_values
from xltools.model.register import Value
from xltools.model.register_definition import SheetDefinition
from xltools.rules.masked_wording import masked_wording
from xltools.rules.masking import masked_contact, masked_name
from xltools.rules.staff_labels import StaffLabels, staff_labels

_CUSTOMER, _CONTACT, _ANONYMOUS = "customer_name", "contact", "anonymous"
_THE_CUSTOMER = frozenset({_CUSTOMER, "contact_person"})
_AS_THEY_ARE = frozenset({FieldKind.CODE, FieldKind.CHOICE, FieldKind.CASE_NUMBER})


def anonymous_name(policy: Policy) -> str:
    """What a customer is called who asked to be nobody (FR-2)."""
    return policy.settings.get("anonymous_name", text("personal.anonymous"))


def masked_case(case: CaseFile, policy: Policy) -> CaseFile:
    """The case as anybody outside may see it."""
    masking = _Masking(case, policy)
    sheets = {sheet.key: sheet for sheet in case.definition.sheets}
    return replace(
        case,
        values=masking.masked(case.values, case.definition.register_sheet),
        records={key: tuple(masking.masked(row, sheets[key]) for row in rows) for key, rows in case.records.items()},
    )


class _Masking:
    """Knows the names and contacts of one case."""

    def __init__(self, case: CaseFile, policy: Policy) -> None:
        self._staff = staff_labels(policy)
        self._anonymous = anonymous_name(policy) if case.text(_ANONYMOUS) == Word.YES.said else ""
        self._customer = case.text(_CUSTOMER)
        self._wording: Callable[[str], str] = partial(
            masked_wording, contact=case.text(_CONTACT), names=_names(case, self._staff)
        )

    def masked(self, record: Record, sheet: SheetDefinition) -> Record:
        return {name: self._cell(value, sheet.by_name[name]) for name, value in record.items()}

    def _cell(self, value: Value, field: FieldDefinition) -> Value:
        if field.internal:
            return None
        if not isinstance(value, str) or field.kind in _AS_THEY_ARE:
            return value
        if field.personal is Personal.CONTACT or field.kind is FieldKind.CONTACT:
            return masked_contact(value)
        if field.kind is FieldKind.PERSON:
            return self._staff.of(value)
        if field.personal is Personal.NAME:
            return self._name(value, field)
        return self._text(value) if field.kind in TEXT_KINDS else value

    def _name(self, value: str, field: FieldDefinition) -> str:
        """A customer's or a contact person's name, or those of all who took part."""
        if self._anonymous and field.name in _THE_CUSTOMER:
            return self._anonymous
        known = self._staff.of(value)
        return self._text(known) if known != value else masked_name(value)

    def _text(self, told: str) -> str:
        if self._anonymous and self._customer:
            told = told.replace(self._customer, self._anonymous)
        return self._staff.hidden_in(self._wording(told))


def _names(case: CaseFile, staff: StaffLabels) -> list[str]:
    """Who is named in any row of the case; staff only where they are masked at all."""
    found: dict[str, None] = {}
    for sheet, row in case.rows():
        for name, value in row.items():
            if isinstance(value, str) and sheet.by_name[name].personal is Personal.NAME:
                found.update(dict.fromkeys(_to_hide(value, staff)))
    return list(found)


def _to_hide(cell: str, staff: StaffLabels) -> Sequence[str]:
    return [name for name in listed_values(cell) if name not in staff.by_name] if staff.full_names else [cell]
