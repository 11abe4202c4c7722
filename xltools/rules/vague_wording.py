"""Does a text say anything that somebody could act on? (FR-16, FA-10, RR-6)

Invariant: a text is called vague only when hardly anything is left of it without the vague words and filler; a concrete
sentence that happens to contain 「坏了」 passes.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from xltools.model.field import FieldDefinition
from xltools.model.policy import VagueWord

_FILLER = re.compile(
    r"[\s\W_]|了|的|啊|呀|呢|吧|吗|很|太|非常|特别|真的?|都|就|也|又|还|已经?|总是|一直|经常|有点|有些|一些|一下|这个|那个|"
    r"我们?|你们?|他们?|客户|用户|顾客|产品|东西|商品|机器|设备|货|这|那|会|将|要|请|说|反映|反馈|投诉|表示|进行|给|把|被|"
    r"现在|今天|昨天|刚买|买来|刚"
)
_REMAINDER = 2
_LONGEST = 24


class VagueAdvice(NamedTuple):
    """The vague words that apply to one field.

    Attributes:
        words: Longest first, each with its advice.
        longest: Texts longer than this are never vague.
    """

    words: tuple[VagueWord, ...]
    longest: int

    def on(self, text: str) -> str | None:
        """What to write instead of ``text``; None where the text is concrete enough."""
        rest, advice = text, None
        for word in self.words:
            if word.word in rest:
                advice = advice or word.advice
                rest = rest.replace(word.word, "")
        return advice if advice is not None and len(_FILLER.sub("", rest)) < _REMAINDER else None


def vague_advice(words: Iterable[VagueWord], field: FieldDefinition) -> VagueAdvice:
    """The words of sheet 模糊用语 that apply to a field: those that name its head, and those that name none."""
    applying = [word for word in words if word.applies_to in ("", field.header)]
    applying.sort(key=lambda word: -len(word.word))
    return VagueAdvice(tuple(applying), _LONGEST if applying else 0)
