"""Where in the archive is a case? Asked with a number, a customer or words, as people type them.

Invariant: a copy is found where every word that was typed stands in its line, in whatever letters, widths or blanks.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.archived_case import ArchivedCase, ArchivedVersion
from xltools.rules.meant_case import plain_number

_DIGITS = re.compile(r"\d+", re.ASCII)


class _Word(NamedTuple):
    """A word that was typed: as it is looked for in texts, as part of a number, and as a whole number without zeros."""

    text: str
    number: str
    bare: str


def find(versions: Iterable[ArchivedVersion], typed: str) -> tuple[ArchivedVersion, ...]:
    """The copies that somebody may mean: cases whose number was typed first, then the one archived last.

    Args:
        versions: The lines of the catalogue.
        typed: Words, with blanks between them. A number may lack zeros: 202405-1 is 202405-001.
    """
    words = [_Word(word, plain_number(word), _without_zeros(word)) for word in _plain(typed).split()]
    found = []
    for version in versions:
        number, text = plain_number(version.case.number), _text(version.case)
        exact = _without_zeros(number)
        if words and all(word.bare == exact or word.number in number or word.text in text for word in words):
            found.append((any(word.bare == exact for word in words), version))
    found.sort(key=lambda each: (each[0], *_newness(each[1])), reverse=True)
    return tuple(version for _, version in found)


def _newness(version: ArchivedVersion) -> tuple[datetime, str, int]:
    return version.case.archived_at, version.case.number, version.case.version


def _text(case: ArchivedCase) -> str:
    """What words are looked for in; each part on a line of its own, so that no word is found across two."""
    parts: Sequence[str] = (case.customer, case.product, case.problem, case.handler, case.result, case.register)
    return _plain("\n".join(parts))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _without_zeros(number: str) -> str:
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0"), plain_number(number))
