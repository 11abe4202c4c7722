"""How is personal data shown outside the register? Names, contacts and free text, masked. (FR-2, FR-13, FA-4)

What a field holds is declared once (`FieldDefinition.personal`). How names are written is the language's: see
`names_in_han` and `names_in_latin`. Numbers of orders, cases, models and parcels stay: without them a report can't be
followed up.

Invariant: masking what is masked already changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.rules.masked_numbers import masked_numbers
from xltools.rules.name_spellings import apart, has_one_spelling, spellings
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
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\*{3}(?![\w@*])")


def masked_name(name: str) -> str:
    """A cell that names a customer or a contact person.

    Args:
        name: One name or several; 「张三」 becomes 「张*」, 「欧阳修」 「欧阳*」; 「王先生」 and
            「某科技有限公司」 stay. In English 「Mr John Smith」 becomes 「Mr J*** S***」, 「Acme Ltd」 stays.
    """
    return _names(spoken_language()).masked(masked_numbers(name))


def name_to_address(masked: str) -> str:
    """A masked name as a letter calls it: 「J. S.」 for 「J*** S***」; in Chinese 「张*」 stays."""
    return _INITIAL.sub(r"\1.", masked) if written_as() == "latin" else masked


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
    folded = told.casefold()
    for cell in names:
        for person in _people_in(language, cell):
            if person.folded not in folded:
                continue
            if person.literal:
                told = told.replace(person.name, person.masked)
            else:
                told = _spelled(language, person.name).sub(partial(_masked_spelling, _names(language)), told)
    return told


def _masked_spelling(names: Names, found: re.Match[str]) -> str:
    return names.masked_person(found[0])


@cache
def _names(language: str) -> Names:
    with speaking(language):
        return _WRITTEN[written_as()]()


class _Named(NamedTuple):
    """Somebody who is looked for in texts.

    Attributes:
        name: As it was typed.
        masked: The same, masked.
        folded: A word without which no spelling of the name stands in a folded text.
        literal: Whether it has one spelling, which is found wherever it stands.
    """

    name: str
    masked: str
    folded: str
    literal: bool


@lru_cache(maxsize=65_536)
def _people_in(language: str, cell: str) -> tuple[_Named, ...]:
    """The people of a name cell, the longest name first."""
    people = sorted(set(_names(language).people_in(cell)), key=lambda each: (-len(each[0]), each))
    return tuple(
        _Named(bare, masked, bare.split()[0].casefold(), not _is_parted(language, bare) and has_one_spelling(bare))
        for bare, masked in people
    )


def _is_parted(language: str, name: str) -> bool:
    """Whether other letters must not touch the name where it is meant."""
    with speaking(language):
        return name.isascii() or written_as() == "latin"


@lru_cache(maxsize=65_536)
def _spelled(language: str, name: str) -> re.Pattern[str]:
    return re.compile(apart(spellings(name)) if _is_parted(language, name) else spellings(name))


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
