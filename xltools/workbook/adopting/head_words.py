"""What does a head mean by its words alone? The field that the list of known heads gives it, and how surely.

Invariant: words that no list knows mean nothing; a head that only contains known words is less sure than one that is.
"""

import re
from functools import cache
from typing import NamedTuple

from xltools.workbook.adopting.known_heads import field_of_head, known_heads
from xltools.workbook.heads import LONGEST_HEAD, WrittenHead, plain_head
from xltools.workbook.layout import LIST_SEPARATOR

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")
_MARKS = re.compile(r"^[*#\d.、]+(?=\D)|[*:：!?]+$")
_SAME, _LESS_BY_RANK, _LEAST_SAME = 0.95, 0.004, 0.82
_WITHIN = 0.7
_SHORTEST_HAN, _SHORTEST_LATIN = 2, 5


class Meaning(NamedTuple):
    """A field that a head may mean.

    Attributes:
        field: Its name.
        sure: From 0 to 1.
        word: The known head that was recognised, as compared.
    """

    field: str
    sure: float
    word: str


def meanings(head: WrittenHead) -> list[Meaning]:
    """The fields that a head may mean, the surest first.

    A group's name goes before the head it stands over: 「报修」 over 「时间」 is 「报修时间」.
    """
    group, _, lower = head.qualified.rpartition(LIST_SEPARATOR)
    spellings = [f"{group}{lower}", head.alone] if group and head.qualified != head.alone else [head.alone]
    found: dict[str, Meaning] = {}
    for place, spelling in enumerate(spellings):
        for meaning in _of_words(spelling):
            known = found.get(meaning.field)
            less = meaning._replace(sure=meaning.sure - 0.02 * place)
            if known is None or known.sure < less.sure:
                found[meaning.field] = less
    return sorted(found.values(), key=lambda each: -each.sure)


def hits(heads: list[WrittenHead]) -> int:
    """How many different fields are meant by heads that say exactly what is known."""
    return len({meaning.field for head in heads for meaning in meanings(head)[:1] if meaning.sure > _WITHIN})


@cache
def _of_words(spelling: str) -> tuple[Meaning, ...]:
    plain = plain_head(spelling)
    bare = _MARKS.sub("", _ASIDE.sub("", plain)) or plain
    known = field_of_head()
    for words in dict.fromkeys((plain, bare)):
        if words in known:
            field, rank = known[words]
            return (Meaning(field, max(_SAME - rank * _LESS_BY_RANK, _LEAST_SAME), words),)
    within = [word for word in known if _is_long_enough(word) and word in bare]
    longest = sorted(within, key=lambda word: (-len(word), -bare.rfind(word)))[:1]
    return tuple(Meaning(known[word][0], _WITHIN * min(1, 0.4 + len(word) / len(bare)), word) for word in longest)


def _is_long_enough(word: str) -> bool:
    return len(word) >= (_SHORTEST_LATIN if word.isascii() else _SHORTEST_HAN)


def names_people(head: WrittenHead) -> bool:
    """Whether a head that no list knows ends as those of columns with names do."""
    return plain_head(head.alone).endswith(known_heads().words["people"])


def is_declarable(head: str) -> bool:
    """Whether a definition may name such a head: 【】 mark heads in remarks, and it has to fit a line."""
    return 0 < len(head) <= LONGEST_HEAD and not set(head) & set("【】")
