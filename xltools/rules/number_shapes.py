"""What do telephone numbers and accounts look like, where the spoken language is written?

Only what has the shape of such a number counts; numbers of orders, cases, models and parcels are left alone: digits
behind a letter, other lengths, and hyphens where no phone number has any. Dates and hours are no numbers of telephones.

Invariant: nothing that is masked already has any of these shapes.
"""

import re
from functools import cache
from typing import NamedTuple

from xltools.language.speaking import speaking, text
from xltools.rules.whole_words import begins_word

GAP = r"[\s\u200b-\u200f\u2060\ufeff]"
DASH = r"[-\u2010-\u2015.·]"
PART = rf"(?:{GAP}{{1,2}}|{GAP}?{DASH}{GAP}?)?"
_AFTER_NO_DIGIT = r"(?<![\d*A-Za-z+])"
_AFTER_LABEL = "|".join(rf"(?<={word})" for word in ("tel", "phone", "mobile", "call", "vx", "wx", "qq", "weixin"))
_CHINA = rf"(?:[(（]?(?:\+|00)?86[)）]?{PART})?"
_DATE = (
    r"(?:0?[1-9]|[12]\d|3[01])(?P<parting>[ ./-])(?:0?[1-9]|1[0-2])(?P=parting)(?:(?:19|20)\d\d|\d\d)"
    r"(?!(?P=parting)?\d)|(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d(?!\d)"
)
_HOURS = r"(?:[01]\d|2[0-3])[.][0-5]\d ?[-\u2013] ?(?:[01]?\d|2[0-3])[.][0-5]\d(?!\d)"
_APART = r"(?:[ \u00a0]{1,2}|[/.-]|[ \u00a0][/.-][ \u00a0](?!0)|(?<=\)))"  # behind 「 / 0」 another number begins
_NORTH_AMERICA = r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}"


class NumberShapes(NamedTuple):
    """Patterns; each numbered group is what the masked number keeps some of.

    Attributes:
        extension: What may follow a number.
        mobile: Chinese mobile numbers.
        landline: Chinese landline numbers.
        abroad: Numbers with a country code.
        national: Numbers with an area code as the rest of the world writes them; None where only China does.
        labelled: A label, and digits behind it that would be no number without.
        account_label: Whether a text may name an account at all.
        account: A label, and the account behind it.
    """

    extension: str
    mobile: re.Pattern[str]
    landline: re.Pattern[str]
    abroad: re.Pattern[str]
    national: re.Pattern[str] | None
    labelled: re.Pattern[str]
    account_label: re.Pattern[str]
    account: re.Pattern[str]


@cache
def number_shapes(language: str) -> NumberShapes:
    """The shapes of one language's numbers; Chinese ones are known in every language."""
    with speaking(language):
        extension, hotlines = extension_pattern(), text("personal.numbers.hotlines")
        is_han = written_as() == "han"
        return NumberShapes(
            extension,
            re.compile(
                rf"(?:(?<![\d*A-Za-z])|{_AFTER_LABEL}){_CHINA}(1{PART}[3-9](?:{PART}\d){{9}})(?!\d){extension}",
                re.IGNORECASE,
            ),
            re.compile(
                rf"{_AFTER_NO_DIGIT}(?:{_CHINA})[(（]?(0(?:10|2\d|[3-9]\d\d))[)）]?{PART}[2-8]\d{{2,3}}{PART}(\d{{4}})"
                rf"(?!\d){extension}"
            ),
            re.compile(rf"\+\d{{1,3}}(?:{PART if is_han else '[ ()/.-]{0,4}'}\d){{6,13}}(\d)(?!\d)"),
            None if is_han else _national(hotlines),
            re.compile(
                rf"({begins_word()}(?:{text('personal.numbers.labels')})(?:{text('personal.numbers.label_ends')})?"
                rf"(?:[:：.\s]|{text('personal.numbers.joining')}){{0,3}})(?!{hotlines})(\d(?:[\s-]?\d){{6,}})(?![\d*])",
                re.IGNORECASE,
            ),
            *(_accounts_in_han() if is_han else _accounts_in_latin()),
        )


def written_as() -> str:
    """How names and numbers are written in the spoken language: ``han`` or ``latin``."""
    return text("personal.manner")


def extension_pattern() -> str:
    """A pattern for the extension behind a number in the spoken language."""
    return rf"(?:(?:-|#|{text('personal.numbers.extension')}|ext\.?)\d{{1,6}})?"


def _national(hotlines: str) -> re.Pattern[str]:
    """030/123456, (030) 12345-67, 020 7946 0958, 07700900123, (555) 234-5678."""
    parted = rf"(?:\(0\d{{1,5}}\)|0\d{{1,5}})(?:{_APART}\d{{2,}}){{1,5}}"
    return re.compile(
        rf"(?<![\w*+./-])(?!{_DATE}|{_HOURS}|{hotlines})(?:{_NORTH_AMERICA}|{parted}|0\d{{9,14}})(?![\w*])"
    )


def _accounts_in_han() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labels, joining = text("personal.numbers.accounts"), text("personal.numbers.joining").replace("|", "")
    return (
        re.compile(rf"{labels}|[Qq][Qq]|[VvWw][Xx]|[Ww][Ee][CcIi]"),
        re.compile(
            rf"((?:{labels}|(?<![A-Za-z])(?:wechat|weixin|qq)|"
            rf"(?<![A-Za-z])[vw]x(?=[{text('personal.numbers.account_sign')}:：={joining}\s\d]))"
            rf"(?:{text('personal.numbers.account_ends')})?\s?[:：={joining}]?\s?)"
            r"([A-Za-z0-9][A-Za-z0-9_-]{4,})(?![*\w])",
            re.IGNORECASE,
        ),
    )


def _accounts_in_latin() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word behind the label is an account behind a colon, or where no plain word looks like it."""
    labels, ends = text("personal.numbers.accounts"), text("personal.numbers.account_ends")
    return (
        re.compile(labels, re.IGNORECASE),
        re.compile(
            rf"({begins_word()}(?:{labels})(?:\s(?:{ends}))?(?:\s?[:=]\s?|\s(?:is\s)?(?=@|[\w.-]*[\d_]))@?)"
            r"([A-Za-z0-9][\w.-]{4,})(?![*\w])",
            re.IGNORECASE,
        ),
    )
