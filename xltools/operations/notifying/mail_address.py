"""Is this an e-mail address that a letter can be sent to?

Invariant: what is taken for an address holds no character that could end a header or name a second recipient.
"""

import re

from xltools.model.policy import listed_values

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{1,255}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
                      r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")  # fmt: skip


def is_mail_address(text: str) -> bool:
    """Whether the whole text is one plain address (RFC 5321 4.1.2, without quoting and international names)."""
    return _ADDRESS.fullmatch(text) is not None


def mail_address(cell: str) -> str:
    """The first address of a cell, which may hold several; "" where there is none."""
    return next((part for part in listed_values(cell) if is_mail_address(part)), "")
