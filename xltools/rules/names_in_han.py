"""Which people stand in a cell of names that is written in Chinese, and what are they called outside? (FR-2, FR-13)

A person keeps the surname (张*, 欧阳*); one of whom only the surname and a title is known stays (王先生). An
organisation is no person and stays as typed, people named beside it do not.

Invariant: masking what is masked already changes nothing.
"""

import re
from collections.abc import Iterator

from xltools.language.speaking import text

_WESTERN_ORGANISATION = r"\b(?:co|ltd|inc|llc|corp|gmbh|plc|limited|company)\b"
_SHORTEST_ORGANISATION = 4
_LONGEST_GIVEN_NAME = 2
_PARTING = re.compile(r"([\s、，,;；:：/|()（）\[\]【】<>《》\"'“”+&_—-]+)")
_MASKED = re.compile(r"[\dA-Za-z-]{0,6}\*{3,}[\dA-Za-z@.-]*")  # a number or an address


class NamesInHan:
    """Names as Chinese writes them: the surname first, a title behind."""

    def __init__(self) -> None:
        """What the words of the spoken language tell."""
        nobody, organisations = text("personal.names.nobody"), text("personal.names.organisations")
        self._compound = frozenset(re.findall("..", text("personal.names.compound_surnames")))
        self._surnames = frozenset(text("personal.names.surnames"))
        self._titled = re.compile(rf"(.*?)({text('personal.names.titles')})")
        self._nobody = re.compile(rf"{text('personal.names.somebody')}.*|(?:{nobody})+")
        self._organisation = re.compile(f"{organisations}|{_WESTERN_ORGANISATION}", re.IGNORECASE)
        endings = text("personal.names.organisation_endings")  # 「红星机械厂」, but not 「李厂」
        self._short_ending = re.compile(rf"[\u4e00-\u9fff]{{3,}}[{endings}]$")

    def masked(self, cell: str) -> str:
        """The cell with its people masked; numbers in it are masked before."""
        beside = self._is_organisation(cell)
        return "".join(
            part if place % 2 or (beside and not self._looks_like_a_person(part)) else self.masked_person(part)
            for place, part in enumerate(_PARTING.split(cell))
        )

    def people_in(self, cell: str) -> Iterator[tuple[str, str]]:
        """The people of a cell without their titles, each with the masked name."""
        beside = self._is_organisation(cell)
        for part in _PARTING.split(cell)[::2]:
            if beside and not self._looks_like_a_person(part):
                continue
            titled = self._titled.fullmatch(part)
            bare = titled[1] if titled else part
            if len(bare) > 1 and "*" not in bare and (masked := self.masked_person(bare)) != bare:
                yield bare, masked

    def masked_person(self, part: str) -> str:
        """One name; who is nobody stays."""
        if not any(map(str.isalpha, part)) or self._nobody.fullmatch(part) or _MASKED.fullmatch(part):
            return part
        titled = self._titled.fullmatch(part)
        bare, title = titled.groups() if titled else (part, "")
        if title and (len(bare) <= 1 or bare in self._compound):
            return part
        return f"{self._surname(bare)}*{title}" if bare != "*" else part

    def _is_organisation(self, name: str) -> bool:
        if len(name) < _SHORTEST_ORGANISATION:
            return False
        return self._organisation.search(name) is not None or any(
            map(self._short_ending.search, _PARTING.split(name)[::2])
        )

    def _looks_like_a_person(self, part: str) -> bool:
        """Beside an organisation only what begins with a surname and is as short as a name is one."""
        titled = self._titled.fullmatch(part)
        bare = titled[1] if titled else part
        surname = self._surname(bare)
        known = surname in self._surnames or surname in self._compound
        return known and 1 <= len(bare) - len(surname) <= _LONGEST_GIVEN_NAME and not self._organisation.search(part)

    def _surname(self, bare: str) -> str:
        compound = bare[:2]
        return compound if compound in self._compound and len(bare) > len(compound) else bare[:1]
