"""Does a text say anything that somebody could act on? (FR-16, FA-10, RR-6)

Invariant: a text is called vague only when hardly anything is left of it without the vague words and filler; a concrete
sentence that happens to contain 「坏了」 passes.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from xltools.language.speaking import speaking, spoken_language, text
from xltools.model.field import FieldDefinition
from xltools.model.policy import VagueWord
from xltools.rules.whole_words import any_word, between_words

_REMAINDER = 2


class VagueAdvice(NamedTuple):
    """The vague words that apply to one field.

    Attributes:
        words: Longest first, each with its advice.
        longest: Texts longer than this are never vague.
    """

    words: tuple[VagueWord, ...]
    longest: int

    def on(self, typed: str) -> str | None:
        """What to write instead of ``typed``; None where the text is concrete enough."""
        rest, advice = typed, None
        for word in self.words:
            left = _without(word.word, rest)
            if left != rest:
                rest, advice = left, advice or word.advice
        return advice if advice is not None and len(_filler(spoken_language()).sub("", rest)) < _REMAINDER else None


def _without(word: str, typed: str) -> str:
    if between_words():
        return re.sub(any_word(re.escape(word)), "", typed, flags=re.IGNORECASE)
    return typed.replace(word, "")


@cache
def _filler(language: str) -> re.Pattern[str]:
    with speaking(language):
        return re.compile(rf"[\s\W_]|{any_word(text('wording.vague.filler'))}", re.IGNORECASE)


def vague_advice(words: Iterable[VagueWord], field: FieldDefinition) -> VagueAdvice:
    """The words of sheet 模糊用语 that apply to a field: those that name its head, and those that name none."""
    applying = [word for word in words if word.applies_to in ("", field.header)]
    applying.sort(key=lambda word: -len(word.word))
    return VagueAdvice(tuple(applying), int(text("wording.vague.longest")) if applying else 0)
