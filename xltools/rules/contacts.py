"""Can somebody be reached by what stands in a contact cell?

Invariant: a contact is doubted only when nothing in it looks like a number, an address or an account; labels, names and
remarks around it are how people write.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.model.register import Value
from xltools.rules.number_shapes import extension_pattern, written_as

_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_NAME_BEFORE = re.compile(r"^[\u4e00-\u9fff·A-Za-z]{1,12}\s*:?\s*(?=[\d+(])")
_NAME_BEHIND = re.compile(r"(?<=\d)\s*[\u4e00-\u9fff·]{1,10}$")
_REMARK = re.compile(r"\([^()\d]*\)")  # 「(微信同号)」, but not an area code


class _Manner(NamedTuple):
    """How contacts are written in a language.

    Attributes:
        reachable: A number or an address, without blanks.
        between: What may stand within a number for the eye.
        leading: What may stand in front of one without them.
        account: An account behind its label.
        parting: What parts two contacts.
        within: What may be a number or an address among other words; None where words are not parted.
        told_name: Names and accounts of a cell that may stand in other texts as well: 「微信 zhaoliu66」.
    """

    reachable: re.Pattern[str]
    between: re.Pattern[str]
    leading: str
    account: re.Pattern[str]
    parting: re.Pattern[str]
    within: re.Pattern[str] | None
    told_name: re.Pattern[str]


@cache
def _manner(language: str) -> _Manner:
    with speaking(language):
        labels, marks = text("personal.contacts.accounts"), text("personal.contacts.account_marks")
        account = re.compile(rf"(?:{labels})[{marks}]*\s*[::]?\s*\S.{{1,40}}", re.IGNORECASE)
        return _in_han(account) if written_as() == "han" else _in_latin(account)


def _in_han(account: re.Pattern[str]) -> _Manner:
    extension = extension_pattern()
    return _Manner(
        reachable=re.compile(
            rf"(?:\+?0{{0,2}}86-?)?1[3-9]\d{{9}}{extension}"  # mobile, also a platform's privacy number with extension
            rf"|(?:\+?0{{0,2}}86-?)?(?:\(0?\d{{2,3}}\)|0\d{{2,3}}-?|\d{{2,3}}-)[1-9]\d{{6,7}}{extension}"  # landline
            rf"|[2-9]\d{{6,7}}{extension}|(?:400|800)(?:-?\d){{7}}{extension}|1\d{{4}}|95\d{{3,5}}"  # local, services
            r"|\+\d{8,15}"  # abroad
            rf"|1[3-9]\d\*{{4}}\d{{4}}|{_EMAIL}"  # masked, as ST-3 shows it
        ),
        between=re.compile("-"),
        leading="",
        account=account,
        parting=re.compile(r"[;,、/|\n]+"),
        within=None,
        told_name=re.compile(r"[A-Za-z][\w.-]{4,}", re.ASCII),
    )


def _in_latin(account: re.Pattern[str]) -> _Manner:
    """E.164 allows fifteen digits; inside a company an extension is enough."""
    extension = extension_pattern()
    return _Manner(
        reachable=re.compile(
            rf"(?:\+|00)[1-9]\d{{6,14}}{extension}|0\d{{5,13}}{extension}|[1-9]\d{{6,11}}{extension}"
            rf"|\d{{3,5}}|\d{{3}}\*{{4}}\d{{2,4}}|\+\*{{4}}\d{{4}}|{_EMAIL}",
            re.IGNORECASE,
        ),
        between=re.compile(r"[().\u2010-\u2015/-]"),
        leading="+",
        account=account,
        parting=re.compile(r"[;,|\n]+|(?<!\d)\s*/|/\s*(?!\d)"),
        within=re.compile(rf"{_EMAIL}|[+(]?\d[\d ()/.*-]*\d{extension}", re.IGNORECASE),
        told_name=re.compile(r"[A-Z][\w.-]{4,}|[a-z][\w-]*[\d._][\w.-]*"),
    )


def is_mobile(typed: str) -> bool:
    """Whether it is a plain mobile number; nearly all are."""
    return _MOBILE.fullmatch(typed) is not None


def strange_contact(typed: str) -> str | None:
    """The first contact in a cell that nobody could be reached by; None where there is none."""
    plain = unicodedata.normalize("NFKC", typed)
    return next((part for part in contacts_in(plain) if not _is_reachable(part)), None)


def contacts_in(typed: str) -> list[str]:
    """The contacts of one cell, as written, one by one."""
    plain = unicodedata.normalize("NFKC", typed).replace("，", ",").replace("；", ";")
    parting = _manner(spoken_language()).parting
    return [part for part in (each.strip() for each in parting.split(plain)) if part]


def told_names(typed: str) -> list[str]:
    """What may name somebody in a contact cell: accounts, and in other languages than Chinese names."""
    return _manner(spoken_language()).told_name.findall(typed)


def plain_contact(typed: str) -> str:
    """A contact as it is compared: a Chinese mobile number without blanks, hyphens and country code, else as written.

    Where the language is not Chinese every number is compared by its digits, with ``+`` for 00.
    """
    if typed.isdigit() and typed.isascii():
        return typed
    manner = _manner(spoken_language())
    if manner.leading and _is_number(typed, manner) and "@" not in typed:
        return re.sub("^00", "+", re.sub(r"[^\d+]", "", typed))
    bare = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed))
    bare = re.sub(r"^(?:\+|00)?86(?=1[3-9])", "", bare)
    return bare if _MOBILE.fullmatch(bare) else typed


def plain_contacts(cells: Iterable[Value]) -> list[Value]:
    """`plain_contact` of many cells; what is no text stays."""
    return [plain_contact(cell) if isinstance(cell, str) else cell for cell in cells]


def _is_reachable(part: str) -> bool:
    manner = _manner(spoken_language())
    if manner.account.fullmatch(part):
        return True
    if manner.within is not None:
        return any(_is_number(each, manner) for each in manner.within.findall(part))
    bare = _NAME_BEHIND.sub("", _NAME_BEFORE.sub("", _REMARK.sub(" ", part).strip())).strip()
    return _is_number(bare, manner) or all(_is_number(each, manner) for each in bare.split() or [""])


def _is_number(typed: str, manner: _Manner) -> bool:
    squeezed = typed.replace(" ", "")
    if manner.reachable.fullmatch(squeezed):
        return True
    digits = manner.between.sub("", squeezed)
    return manner.reachable.fullmatch(digits) is not None and digits.lstrip(manner.leading).isdigit()
