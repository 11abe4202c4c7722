"""How do texts of a register leave it? Masked, each with the names and contacts of its own row. (FR-2, FR-13, FA-4)

Invariant: no cell of a person's goes out but through here.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.field import FieldKind, Personal
from xltools.model.register import Column, Value
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.rules.contacts import contacts_in, plain_contact
from xltools.rules.masked_case import anonymous_name
from xltools.rules.masked_wording import masked_wording
from xltools.rules.masking import masked_name, masked_text

_KEY_BYTES = 8
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def masked_column(column: Column) -> list[str | None]:
    """Texts of few different wordings, each masked once."""
    return _each_once(column, masked_text)


def masked_texts(cases: CasesAtHand, name: str) -> list[str | None]:
    """Free text of the cases, of the round at hand."""
    column = cases.told(name)
    return masked_of_cases(cases, column, range(len(column)))


def masked_of_cases(cases: CasesAtHand, column: Column, positions: Sequence[int | None]) -> list[str | None]:
    """Free text that belongs to cases.

    Args:
        cases: The cases.
        column: The texts.
        positions: Whose they are; the text of no case is searched for numbers and addresses only.
    """
    if not any(column):
        return [None] * len(column)
    contacts, named = cases.view.column("contact"), list(zip(*_names(cases), strict=True))
    hidden_in = cases.staff.hidden_in
    return [
        None
        if not text
        else hidden_in(masked_text(str(text)) if case is None else _masked(text, contacts[case], named[case]))
        for text, case in zip(column, positions, strict=True)
    ]


def _masked(text: Value, contact: Value, names: Sequence[Value]) -> str:
    return masked_wording(str(text), str(contact or ""), [name for name in names if type(name) is str])


def _names(cases: CasesAtHand) -> list[Column]:
    """Who is named in a row, by field; staff only where they are masked at all."""
    declared = [each for each in cases.view.table.present() if each.personal is Personal.NAME]
    shown = FieldKind.PERSON if cases.staff.full_names else None
    columns = [cases.view.columns[each.name] for each in declared if each.kind is not shown]
    return columns or [[None] * len(cases.view)]


def masked_customers(cases: CasesAtHand) -> list[str | None]:
    """The customers' names; those who asked for it are nobody at all (FR-2)."""
    nobody = anonymous_name(cases.policy)
    masked = _each_once(cases.view.column("customer_name"), masked_name)
    anonymous = cases.view.column("anonymous")
    return [nobody if word == Word.YES.said else name for name, word in zip(masked, anonymous, strict=True)]


def customer_keys(view: CaseView) -> list[str | None]:
    """The same letters for the same customer: of the contact, or else of the name (FA-15)."""
    pairs = zip(view.column("contact"), view.column("customer_name"), strict=True)
    return [_key(contact, name) for contact, name in pairs]


def _key(contact: Value, name: Value) -> str | None:
    told = _told_contact(str(contact)) if contact else f"name:{name}" if name else ""
    return blake2b(told.encode("utf-8", "replace"), digest_size=_KEY_BYTES).hexdigest() if told else None


def _told_contact(contact: str) -> str:
    if contact.isdigit() and contact.isascii():
        return contact
    first = next(iter(contacts_in(contact)), contact)
    mobile = _MOBILE.search(first)  # 「张三 13800001234」
    return mobile[0] if mobile else plain_contact(first).lower()


def staff_column(cases: CasesAtHand, column: Column) -> list[str | None]:
    """What members of staff are called in reports (FA-13)."""
    return _each_once(column, cases.staff.of)


def _each_once(column: Column, masked: Callable[[str], str]) -> list[str | None]:
    known: dict[Value, str | None] = {None: None}
    for value in set(column):
        if value is not None:
            known[value] = masked(str(value)) or None
    return [known[value] for value in column]
