"""Which people stand in a cell of names that is written in letters, and what are they called outside? (FR-2, FR-13)

Of each word of a name its first letter stays (J*** S***), titles in front and initials stay whole. An organisation is
no person and stays as typed; beside it only what has a title, or is two to four words with capitals, is a person.

Invariant: masking what is masked already changes nothing.
"""

import re
from collections.abc import Iterator, Sequence

from xltools.language.speaking import text
from xltools.rules.whole_words import any_word

_BLANK = re.compile(r"(\s+)")
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,3}")
_SHORTEST_WORD = 3  # of a name that is looked for in other texts by itself
_AN_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.)+")


class NamesInLatin:
    """Names as western languages write them: words parted by blanks, a title in front."""

    def __init__(self) -> None:
        """What the words of the spoken language tell."""
        joining = text("personal.names.joining")
        self._parting = re.compile(
            rf"(\s*[,;/|()\[\]<>\n\"“”+&:]+\s*|\s+[-\u2013\u2014]\s+|\s+(?:{joining})\s+)", re.IGNORECASE
        )
        titles, degrees = text("personal.names.titles"), text("personal.names.degrees")
        nobody = f"{text('personal.names.nobody')}|{text('personal.names.somebody')}"
        self._title = re.compile(rf"(?:{titles})\.?", re.IGNORECASE)
        self._degree = re.compile(rf"(?:{degrees})\.?", re.IGNORECASE)
        self._nobody = re.compile(rf"(?:{nobody})(?:\s+(?:{nobody}))*", re.IGNORECASE)
        organisations, endings = (text(f"personal.names.{name}") for name in ("organisations", "organisation_endings"))
        self._organisation = re.compile(rf"{any_word(organisations)}|(?:{endings})(?![^\W_])", re.IGNORECASE)

    def masked(self, cell: str) -> str:
        """The cell with its people masked; numbers in it are masked before."""
        parts = self._parting.split(cell)
        beside = self._is_beside_organisation(parts)
        return "".join(
            self.masked_person(part) if not place % 2 and self._names_people(part, beside) else part
            for place, part in enumerate(parts)
        )

    def people_in(self, cell: str) -> Iterator[tuple[str, str]]:
        """The people of a cell without their titles, each with the masked name: in full and by each word of it."""
        parts = self._parting.split(cell)
        beside = self._is_beside_organisation(parts)
        for part in parts[::2]:
            if not self._names_people(part, beside):
                continue
            _, words = self._titled(part.split())
            for bare in (" ".join(words), *words):
                if len(bare) >= _SHORTEST_WORD and "*" not in bare and (masked := self.masked_person(bare)) != bare:
                    yield bare, masked

    def masked_person(self, part: str) -> str:
        """One name; who is nobody stays."""
        if self._nobody.fullmatch(part.strip()):
            return part
        pieces = _BLANK.split(part)
        words = [word for word in pieces if word and not word.isspace()]
        titles, _ = self._titled(words)
        masked = iter([*words[: len(titles)], *map(self._masked_word, words[len(titles) :])])
        return "".join(next(masked) if piece and not piece.isspace() else piece for piece in pieces)

    def _titled(self, words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The titles in front, and all other words."""
        count = next((place for place, word in enumerate(words) if not self._title.fullmatch(word)), len(words))
        return words[:count], words[count:]

    def _is_beside_organisation(self, parts: Sequence[str]) -> bool:
        """Whether an organisation stands in the cell; 「Mr Bank」 is none."""
        others = ("" if not place % 2 and self._titled(part.split())[0] else part for place, part in enumerate(parts))
        return self._organisation.search("".join(others)) is not None

    def _names_people(self, part: str, beside_organisation: bool) -> bool:
        words = part.split()
        if self._titled(words)[0]:
            return True
        if self._organisation.search(part):
            return False
        if not beside_organisation:
            return True
        return _FULL_NAME.fullmatch(part) is not None and all(word[0].isupper() for word in words)

    def _masked_word(self, word: str) -> str:
        stays = not word[:1].isalpha() or "*" in word or _AN_INITIAL.fullmatch(word) or self._degree.fullmatch(word)
        return word if stays else f"{word[0]}***"
