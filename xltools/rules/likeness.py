"""How alike are two short descriptions, and which of many are like this one?

Chinese has no blanks between words, so descriptions are compared by their pairs of neighbouring characters, elsewhere
by their words: twice the parts that both have over the parts of both (Dice 1945), from 0 to 100. What nearly every
complaint says (「用了不到一个月」, 「真的很差」), function words, digits and marks only part what stands around them;
they make no two descriptions alike.

Invariant: the likeness of two descriptions depends on nothing but the two, so that a new row changes no other answer.
"""

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from operator import add
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.rules.keyword_search import plain
from xltools.rules.whole_words import any_word, between_words

Wording = frozenset[str]


class _Parting(NamedTuple):
    """How the texts of a language are parted.

    Attributes:
        silent: What tells nothing.
        numbered: Numbers and models.
        told: What tells.
        whole: What tells as a word; all else tells by its pairs of characters.
    """

    silent: re.Pattern[str]
    numbered: re.Pattern[str]
    told: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def _parting(language: str) -> _Parting:
    with speaking(language):
        words, signs = any_word(text("wording.likeness.parting")), text("wording.likeness.parting_signs")
        if between_words():
            blank, told, whole = "", r"[^\W\d_]{2,}", r"[^\u3400-\u9fff]+"
        else:
            blank, told, whole = " ", r"[a-z]{2,}|[^\W\d_a-z]+", r"[\x00-\x7f]+"
        return _Parting(
            re.compile(f"{words}|[{signs}]" if signs else words),
            re.compile(rf"(?:(?<![a-z])[a-z]{{1,4}}[{blank}-]?)?\d[a-z0-9.]*"),
            re.compile(told),
            re.compile(whole),
        )


def wording(typed: str) -> Wording:
    """What a description tells: its pairs of neighbouring characters, and words in letters as wholes.

    Capitals and full-width forms make no difference. Numbers, models and fault codes tell nothing here.
    """
    told: set[str] = set()
    parting = _parting(spoken_language())
    for run in parting.told.findall(parting.silent.sub(" ", parting.numbered.sub(" ", plain(typed)))):
        if parting.whole.fullmatch(run):
            told.add(run)
        else:
            told.update(map(add, run, run[1:]))
    return frozenset(told)


def likeness(one: Wording, other: Wording) -> float:
    """From 0 to 100; 0 where the one or the other tells nothing."""
    return _likeness(len(one & other), one, other)


def _likeness(shared: int, one: Wording, other: Wording) -> float:
    return 200 * shared / (len(one) + len(other)) if shared else 0.0


class Wordings:
    """Wordings by key, asked for those that are like another one: only those that share a part are looked at."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._wordings: list[Wording] = []
        self._having: dict[str, list[int]] = defaultdict(list)

    def add(self, key: int, told: Wording) -> None:
        """One more wording; a key may have several."""
        place = len(self._keys)
        self._keys.append(key)
        self._wordings.append(told)
        for part in told:
            self._having[part].append(place)

    def like(self, told: Wording, at_least: float, sharing: int = 1) -> dict[int, float]:
        """By key, the likeness of the wording of it that is most alike.

        Args:
            told: The other wording.
            at_least: Those less alike are left out.
            sharing: Those with fewer parts in common are left out, too.
        """
        shared = Counter(chain.from_iterable(self._having[part] for part in told if part in self._having))
        found: dict[int, float] = {}
        for place, count in shared.items():
            if count >= sharing and (alike := _likeness(count, told, self._wordings[place])) >= at_least:
                key = self._keys[place]
                found[key] = max(alike, found.get(key, 0.0))
        return found
