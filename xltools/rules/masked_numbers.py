"""Which numbers and addresses in a text lead to a person? Phones, e-mail, accounts, identity and bank cards, masked.

Where a number could be one of an order as well, it is masked. Invariant: nothing masked is masked again.
"""

import re
import unicodedata

from xltools.language.speaking import spoken_language
from xltools.rules.number_shapes import DASH, GAP, PART, NumberShapes, number_shapes

_DASHED = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5)}  # 1500-2000-350 is no mobile number
_SHORTEST_FIRST_GROUP, _MOST_GROUPS = 3, 4
_FEWEST_DIGITS, _ENOUGH_FOR_FOUR = 7, 10
_IDENTITY_CARD = re.compile(
    rf"(?<![\dA-Za-z*])([1-9]\d\d)\d{{3}}{PART}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){PART}"
    r"(\d{3}[\dXx])(?![\dA-Za-z])"
)
_BANK_CARD = re.compile(rf"(?<![\dA-Za-z*])([3-6]\d{{3}}(?:{GAP}?-?\d){{12,15}})(?!\d)")
_BANK_ACCOUNT = re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![^\W_]|\*)")
_EMAIL = re.compile(r"([A-Za-z0-9_%+])[A-Za-z0-9._%+-]*(?:\s?@\s?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))+")
_LONG_NUMBER = re.compile(r"\d(?:[^\dA-Za-z\u4e00-\u9fff*]{0,4}\d){6}")
_ODD_DIGIT = re.compile(r"[^\D0-9]")
_PLAIN_MARKS = str.maketrans("＋－．＃", "+-.#")


def masked_numbers(text: str) -> str:
    """The text with every phone number, e-mail address, account and card number masked.

    Returns:
        138****1234, 0571-****6666, z***@example.com, 「微信：a***」, 330***********1234, 622****1234; elsewhere
        030****56, +****3456, DE89****3000; the text itself where nothing of the kind stands in it.
    """
    shapes = number_shapes(spoken_language())
    if "@" in text or "＠" in text:
        text = _EMAIL.sub(r"\1***@\2", text.replace("＠", "@"))
    if _LONG_NUMBER.search(text):
        text = _masked_long_numbers(text, shapes)
    if shapes.account_label.search(text):
        return shapes.account.sub(lambda match: f"{match[1]}{match[2][0]}***", text)
    return text


def _masked_long_numbers(text: str, shapes: NumberShapes) -> str:
    text = _ODD_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), text.translate(_PLAIN_MARKS))
    if shapes.national is not None:
        text = _BANK_ACCOUNT.sub(_masked_bank_account, text)
    text = _IDENTITY_CARD.sub(lambda match: f"{match[1]}{'*' * 11}{match[2]}", text)
    text = _BANK_CARD.sub(_masked_card, text)
    text = shapes.mobile.sub(_masked_mobile, text)
    text = shapes.landline.sub(r"\1-****\2" if shapes.national is None else r"\1****\2", text)
    text = shapes.abroad.sub(lambda match: f"+****{_digits(match[0])[-4:]}", text)
    if shapes.national is not None:
        text = shapes.national.sub(_masked_national, text)
    return shapes.labelled.sub(lambda match: f"{match[1]}****{_digits(match[2])[-4:]}", text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _masked_mobile(match: re.Match[str]) -> str:
    groups = tuple(len(group) for group in re.split(r"\D+", match[1]))
    if re.search(DASH, match[1]):
        shaped = groups in _DASHED
    else:
        shaped = set(groups) == {1} or (groups[0] >= _SHORTEST_FIRST_GROUP and len(groups) <= _MOST_GROUPS)
    number = _digits(match[1])
    return f"{number[:3]}****{number[-4:]}" if shaped else match[0]


def _masked_national(match: re.Match[str]) -> str:
    number = _digits(match[0])
    if len(number) < _FEWEST_DIGITS:
        return match[0]
    return f"{number[:3]}****{number[-4 if len(number) >= _ENOUGH_FOR_FOUR else -2 :]}"


def _masked_bank_account(match: re.Match[str]) -> str:
    """An IBAN is known by its check digits (ISO 13616-1)."""
    number = match[0].replace(" ", "")
    reckoned = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return f"{number[:4]}****{number[-4:]}" if int(reckoned) % 97 == 1 else match[0]


def _masked_card(match: re.Match[str]) -> str:
    """UnionPay's by their beginning; others only with a right check digit (ISO/IEC 7812-1), for orders are as long."""
    number = _digits(match[1])
    return f"{number[:3]}****{number[-4:]}" if number.startswith("62") or _checks(number) else match[0]


def _checks(number: str) -> bool:
    odd, even = number[-1::-2], number[-2::-2]
    return (sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)) % 10 == 0
