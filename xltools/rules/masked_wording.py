"""How is free text of a case masked? By the contact of its own row as it was typed there, and by the names of its rows.

Invariant: a contact that stands in the row stands nowhere in the text that comes out.
"""

import re
from collections.abc import Iterable, Sequence

from xltools.rules.contacts import contacts_in, told_names
from xltools.rules.masking import masked_contact, masked_text
from xltools.rules.name_spellings import apart, spellings

_SHORTEST_CONTACT = 5


def masked_wording(text: str, contact: str, names: Iterable[str]) -> str:
    """Free text that may name the case's customer.

    Args:
        text: As typed.
        contact: The cell of the case's contact; "" where it is empty.
        names: Cells that name people of the case.
    """
    for each in _as_written(contact) if contact else ():
        if len(each) >= _SHORTEST_CONTACT and each in text:
            text = text.replace(each, masked_contact(each))  # a label, like 「wechat」, stays what it is
    for each in () if contact.isdigit() else told_names(contact):
        if len(each) >= _SHORTEST_CONTACT and each.casefold() in text.casefold():
            text = re.sub(apart(spellings(each)), lambda found: masked_contact(found[0]), text)
    return masked_text(text, names)


def _as_written(contact: str) -> Sequence[str]:
    return (contact,) if contact.isdigit() else (contact, *contacts_in(contact), *told_names(contact))
