"""Which numbers and addresses in a text lead to a person? Phones, e-mail, accounts, identity and bank cards, masked.

Only what has the shape of such a number counts; numbers of orders, cases, models and parcels are left alone: digits
behind a letter, other lengths, and hyphens where no phone number has any. Where a number could be both, it is masked.

Invariant: nothing masked is masked again.
"""

import re
import unicodedata

_GAP = r"[\s\u200b-\u200f\u2060\ufeff]"
_DASH = r"[-\u2010-\u2015.·]"
_PART = rf"(?:{_GAP}{{1,2}}|{_GAP}?{_DASH}{_GAP}?)?"
_AFTER_NO_DIGIT = r"(?<![\d*A-Za-z+])"
_AFTER_LABEL = "|".join(rf"(?<={word})" for word in ("tel", "phone", "mobile", "call", "vx", "wx", "qq", "weixin"))
_EXTENSION = r"(?:(?:-|转|#|ext\.?)\d{1,6})?"
_CHINA = rf"(?:[(（]?(?:\+|00)?86[)）]?{_PART})?"
_MOBILE = re.compile(
    rf"(?:(?<![\d*A-Za-z])|{_AFTER_LABEL}){_CHINA}(1{_PART}[3-9](?:{_PART}\d){{9}})(?!\d){_EXTENSION}", re.IGNORECASE
)
_DASHED = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5)}  # 1500-2000-350 is no mobile number
_SHORTEST_FIRST_GROUP, _MOST_GROUPS = 3, 4
_LANDLINE = re.compile(
    rf"{_AFTER_NO_DIGIT}(?:{_CHINA})[(（]?(0(?:10|2\d|[3-9]\d\d))[)）]?{_PART}[2-8]\d{{2,3}}{_PART}(\d{{4}})(?!\d){_EXTENSION}"
)
_ABROAD = re.compile(rf"\+\d{{1,3}}(?:{_PART}\d){{6,13}}(\d)(?!\d)")
_LABELLED = re.compile(
    r"((?:电话|手机|座机|固话|传真|联系方式|联系|致电|拨打|回电|tel|phone)(?:号码|号)?[是为:：.\s]{0,3})"
    r"(?!400|800|95)(\d(?:[\s-]?\d){6,})(?![\d*])",
    re.IGNORECASE,
)
_IDENTITY_CARD = re.compile(
    rf"(?<![\dA-Za-z*])([1-9]\d\d)\d{{3}}{_PART}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_PART}"
    r"(\d{3}[\dXx])(?![\dA-Za-z])"
)
_BANK_CARD = re.compile(rf"(?<![\dA-Za-z*])([3-6]\d{{3}}(?:{_GAP}?-?\d){{12,15}})(?!\d)")
_EMAIL = re.compile(r"([A-Za-z0-9_%+])[A-Za-z0-9._%+-]*(?:\s?@\s?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))+")
_ACCOUNT = re.compile(
    r"((?:微信|扣扣|企鹅|支付宝|旺旺|钉钉|微博|抖音|快手|小红书|(?<![A-Za-z])(?:wechat|weixin|qq)|(?<![A-Za-z])[vw]x(?=[号:：=是为\s\d]))"
    r"(?:账号|帐号|号码|号|名|昵称|id)?\s?[:：=是为]?\s?)([A-Za-z0-9][A-Za-z0-9_-]{4,})(?![*\w])",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d(?:[^\dA-Za-z\u4e00-\u9fff*]{0,4}\d){6}")
_ACCOUNT_LABEL = re.compile(r"微信|扣扣|企鹅|支付宝|旺旺|钉钉|微博|抖音|快手|小红书|[Qq][Qq]|[VvWw][Xx]|[Ww][Ee][CcIi]")
_ODD_DIGIT = re.compile(r"[^\D0-9]")
_PLAIN_MARKS = str.maketrans("＋－．＃", "+-.#")


def masked_numbers(text: str) -> str:
    """The text with every phone number, e-mail address, account and card number masked.

    Returns:
        138****1234, 0571-****6666, z***@example.com, 「微信：a***」, 330***********1234, 622****1234; the text itself
        where nothing of the kind stands in it.
    """
    if "@" in text or "＠" in text:
        text = _EMAIL.sub(r"\1***@\2", text.replace("＠", "@"))
    if _LONG_NUMBER.search(text):
        text = _masked_long_numbers(text)
    return _ACCOUNT.sub(lambda match: f"{match[1]}{match[2][0]}***", text) if _ACCOUNT_LABEL.search(text) else text


def _masked_long_numbers(text: str) -> str:
    text = _ODD_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), text.translate(_PLAIN_MARKS))
    text = _IDENTITY_CARD.sub(lambda match: f"{match[1]}{'*' * 11}{match[2]}", text)
    text = _BANK_CARD.sub(_masked_card, text)
    text = _MOBILE.sub(_masked_mobile, text)
    text = _LANDLINE.sub(r"\1-****\2", text)
    text = _ABROAD.sub(lambda match: f"+****{_digits(match[0])[-4:]}", text)
    return _LABELLED.sub(lambda match: f"{match[1]}****{_digits(match[2])[-4:]}", text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _masked_mobile(match: re.Match[str]) -> str:
    groups = tuple(len(group) for group in re.split(r"\D+", match[1]))
    if re.search(_DASH, match[1]):
        shaped = groups in _DASHED
    else:
        shaped = set(groups) == {1} or (groups[0] >= _SHORTEST_FIRST_GROUP and len(groups) <= _MOST_GROUPS)
    number = _digits(match[1])
    return f"{number[:3]}****{number[-4:]}" if shaped else match[0]


def _masked_card(match: re.Match[str]) -> str:
    """UnionPay's by their beginning; others only with a right check digit (ISO/IEC 7812-1), for orders are as long."""
    number = _digits(match[1])
    return f"{number[:3]}****{number[-4:]}" if number.startswith("62") or _checks(number) else match[0]


def _checks(number: str) -> bool:
    odd, even = number[-1::-2], number[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0
