"""What is a description about, in a word? The strongest keyword of sheet 关键词库 that counts in it. (FA-7, FA-15)

Invariant: the word follows from the text and the library alone; of equally strong ones the longer, then the first.
"""

from collections.abc import Iterable
from functools import lru_cache

from xltools.language.speaking import speaking, spoken_language
from xltools.model.policy import Keyword
from xltools.model.register import Column
from xltools.rules.keyword_search import KeywordHit, KeywordLibrary

TELLING = 0.4  # of the library's greatest weight: weaker words (质量, 服务, 师傅) hint at a class but name no problem


def problem_words(descriptions: Column, keywords: Iterable[Keyword]) -> list[str | None]:
    """The keyword of each description; None where none that is telling stands in it."""
    library = _telling(tuple(keywords), spoken_language())
    return [_strongest(library.hits(text)) if isinstance(text, str) else None for text in descriptions]


@lru_cache(maxsize=16)  # the registers of many branches share a few
def _telling(keywords: tuple[Keyword, ...], language: str) -> KeywordLibrary:
    least = TELLING * max((keyword.weight for keyword in keywords), default=0)
    with speaking(language):
        return KeywordLibrary(keyword for keyword in keywords if keyword.weight >= least)


def _strongest(hits: list[KeywordHit]) -> str | None:
    counting = [hit.keyword for hit in hits if not hit.taken_back_by]
    if not counting:
        return None
    return max(counting, key=lambda keyword: (keyword.weight, len(keyword.keyword))).keyword
