"""How is personal data shown outside the register? Names, contacts and free text, masked. (FR-2, FR-13, FA-4)

What a field holds is declared once (`FieldDefinition.personal`). How names are written is the language's: see
`names_in_han` and `names_in_latin`. Numbers of orders, cases, models and parcels stay: without them a report can't be
followed up.

Invariant: masking what is masked already changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.rules.masked_numbers import masked_numbers
from xltools.rules.names_in_han import NamesInHan
from xltools.rules.names_in_latin import NamesInLatin
from xltools.rules.number_shapes import written_as

Names = NamesInHan | NamesInLatin
_WRITTEN: dict[str, type[Names]] = {"han": NamesInHan, "latin": NamesInLatin}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_HAN_WORD = r"[\u3400-\u9fff][\u3400-\u9fff·]*(?:\*(?!\*))?"
_WORD = {
    "han": re.compile(rf"(?<![@.\w*-])[A-Za-z][\w.-]*(?![\w*@])|{_HAN_WORD}"),
    "latin": re.compile(rf"(?<![@.\w*-])(?!{_HAN_WORD})[^\W\d_][\w.'’-]*(?![\w*@])|{_HAN_WORD}"),
}
_DIGIT_RUN = re.compile(r"(?<![\d*-])\d(?:[\s-]?\d){4,}(?![\d*]|[\s-]\*)")
_AS_LAST_FOUR = 7


def masked_name(name: str) -> str:
    """A cell that names a customer or a contact person.

    Args:
        name: One name or several; 「张三」 becomes 「张*」, 「欧阳修」 「欧阳*」; 「王先生」 and
            「某科技有限公司」 stay. In English 「Mr John Smith」 becomes 「Mr J*** S***」, 「Acme Ltd」 stays.
    """
    return _names(spoken_language()).masked(masked_numbers(name))


def masked_contact(typed: str) -> str:
    """A cell that tells how to reach somebody: all that one could be reached by is masked, whatever it is.

    Args:
        typed: One contact or several; 「13800001234」 becomes 「138****1234」, 「0571-88886666」 「0571-****6666」,
            「zhangsan@example.com」 「z***@example.com」, 「030/123456」 「030****56」.
    """
    words = _contact_words(spoken_language())
    told = _DIGIT_RUN.sub(_masked_run, masked_numbers(unicodedata.normalize("NFKC", typed)))
    return words.word.sub(words.masked, told)


def masked_text(typed: str, names: Iterable[str] = ()) -> str:
    """Free text: what people can be reached or told by is looked for and masked.

    Args:
        typed: Searched for telephone numbers in any spelling, e-mail addresses, numbers of identity and bank cards, and
            accounts of messengers behind their label.
        names: Cells that name the case's customer, contact person and handler: their names are masked in the text too.
    """
    told, language = masked_numbers(typed), spoken_language()
    for cell in names:
        for bare, masked in _people_in(language, cell):
            if bare in told:
                told = _replaced(told, bare, masked)
    return told


def _replaced(told: str, bare: str, masked: str) -> str:
    if bare.isascii() or written_as() == "latin":  # 「Li」 is not meant in 「Limited」
        return re.sub(rf"(?<![A-Za-z]){re.escape(bare)}(?![A-Za-z])", lambda _: masked, told)
    return told.replace(bare, masked)


@cache
def _names(language: str) -> Names:
    with speaking(language):
        return _WRITTEN[written_as()]()


@lru_cache(maxsize=65_536)
def _people_in(language: str, cell: str) -> tuple[tuple[str, str], ...]:
    """The people of a name cell, the longest name first, each with the masked name."""
    return tuple(sorted(dict(_names(language).people_in(cell)).items(), key=lambda each: -len(each[0])))


def _masked_run(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) < _AS_LAST_FOUR:
        return f"{digits[0]}****"
    return f"{digits[:3] if len(digits) > _AS_LAST_FOUR + 2 else ''}****{digits[-4:]}"


class _ContactWords(NamedTuple):
    """The words of contacts: how one looks, which are labels, and who the others are."""

    word: re.Pattern[str]
    latin_label: re.Pattern[str]
    labels: re.Pattern[str]
    names: Names

    def masked(self, match: re.Match[str]) -> str:
        word = match[0]
        if not _HAN.match(word):
            return word if self.latin_label.fullmatch(word) else f"{word[0]}***"
        return "".join(
            part if place % 2 or not part else self.names.masked_person(part)
            for place, part in enumerate(self.labels.split(word))
        )


@cache
def _contact_words(language: str) -> _ContactWords:
    with speaking(language):
        labels, latin = text("personal.contacts.labels"), text("personal.contacts.latin_labels")
        told = f"{labels}|{latin}" if written_as() == "latin" else latin
        return _ContactWords(
            _WORD[written_as()],
            re.compile(rf"(?:{told})\.?" if written_as() == "latin" else told, re.IGNORECASE),
            re.compile(f"({labels})"),
            _names(language),
        )
