"""Can somebody be reached by what stands in a contact cell?

Invariant: a contact is doubted only when nothing in it looks like a number, an address or an account; labels, names and
remarks around it are how people write.
"""

import re
import unicodedata

_MOBILE = re.compile(r"1[3-9]\d{9}")
_EXTENSION = r"(?:(?:-|转|#|ext\.?)\d{1,6})?"
_REACHABLE = re.compile(
    rf"(?:\+?0{{0,2}}86-?)?1[3-9]\d{{9}}{_EXTENSION}"  # mobile, also a platform's privacy number with extension
    rf"|(?:\+?0{{0,2}}86-?)?(?:\(0?\d{{2,3}}\)|0\d{{2,3}}-?|\d{{2,3}}-)[1-9]\d{{6,7}}{_EXTENSION}"  # landline
    rf"|[2-9]\d{{6,7}}{_EXTENSION}|(?:400|800)(?:-?\d){{7}}{_EXTENSION}|1\d{{4}}|95\d{{3,5}}"  # local, service lines
    r"|\+\d{8,15}"  # abroad
    r"|1[3-9]\d\*{4}\d{4}"  # masked, as ST-3 shows it
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_ACCOUNT = re.compile(
    r"(?:微信|QQ|WX|VX|微博|抖音|快手|小红书|B站|旺旺|淘宝|京东|拼多多|钉钉|支付宝|公众号|APP|会员)[号ID名]*"
    r"\s*[::]?\s*\S.{1,40}",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[;,、/|\n]+")
_REMARK = re.compile(r"\([^()\d]*\)")  # 「(微信同号)」, but not an area code
_NAME_BEFORE = re.compile(r"^[\u4e00-\u9fff·A-Za-z]{1,12}\s*:?\s*(?=[\d+(])")
_NAME_BEHIND = re.compile(r"(?<=\d)\s*[\u4e00-\u9fff·]{1,10}$")


def is_mobile(text: str) -> bool:
    """Whether it is a plain mobile number; nearly all are."""
    return _MOBILE.fullmatch(text) is not None


def strange_contact(text: str) -> str | None:
    """The first contact in a cell that nobody could be reached by; None where there is none."""
    plain = unicodedata.normalize("NFKC", text)
    return next((part for part in contacts_in(plain) if not _is_reachable(part)), None)


def contacts_in(text: str) -> list[str]:
    """The contacts of one cell, as written, one by one."""
    plain = unicodedata.normalize("NFKC", text).replace("，", ",").replace("；", ";")
    return [part for part in (each.strip() for each in _SEPARATORS.split(plain)) if part]


def plain_contact(text: str) -> str:
    """A contact as it is compared: a mobile number without blanks, hyphens and country code, else as written."""
    if text.isdigit() and text.isascii():
        return text
    bare = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    bare = re.sub(r"^(?:\+|00)?86(?=1[3-9])", "", bare)
    return bare if _MOBILE.fullmatch(bare) else text


def _is_reachable(part: str) -> bool:
    if _ACCOUNT.fullmatch(part):
        return True
    bare = _NAME_BEHIND.sub("", _NAME_BEFORE.sub("", _REMARK.sub(" ", part).strip())).strip()
    return _is_number(bare) or all(_is_number(each) for each in bare.split() or [""])


def _is_number(text: str) -> bool:
    squeezed = text.replace(" ", "")
    if _REACHABLE.fullmatch(squeezed):
        return True
    digits = squeezed.replace("-", "")
    return _REACHABLE.fullmatch(digits) is not None and digits.isdigit()
