"""Where do the keywords of sheet 关键词库 stand in a text, and which of them count? (FA-7)

Chinese has no word boundaries, so keywords are looked for as parts of the text; elsewhere they begin where a word does
(leak stands in leaking, lag not in flag). Capitals and full-width forms make no difference. A longer keyword hides the
shorter ones inside it, even where it is itself taken back. A keyword is taken back wherever it stands if one of its
exclude wordings stands anywhere in the text, as the sheet says; and in one place if 没有, 不, 没, 无 or 未 (not, no,
never …) stands right before it (「不漏水」), unless it begins with such a word itself (「不制冷」).

Invariant: every hit has its place in the text as given, and says why it does not count if it does not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.policy import Keyword
from xltools.rules.whole_words import begins_word, between_words

# One character for one, so that places stay true: full-width forms and capitals to plain small letters. Marks between
# sentences stay as they are; nearly every text has some, and no keyword.
_PLAIN = {
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？：；（）"},
    0x3000: 0x20,
}
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")


class KeywordHit(NamedTuple):
    """A row of the library that stands in a text.

    Attributes:
        keyword: The row.
        start: Where it begins, from 0.
        end: Where it ends, exclusive.
        taken_back_by: The exclude wording or negation that keeps it from counting; "" where it counts.
    """

    keyword: Keyword
    start: int
    end: int
    taken_back_by: str


def plain(typed: str) -> str:
    """The text as it is compared: of the same length, with small letters and half-width forms."""
    return typed.translate(_PLAIN) if _NOT_PLAIN.search(typed) else typed


class _Negations(NamedTuple):
    """Words that take back what stands behind them, each with what parts it from that."""

    words: tuple[str, ...]
    ends: frozenset[str]
    longest: int
    pattern: re.Pattern[str]

    def before(self, told: str, start: int) -> str:
        """The one that stands right before that place; "" where there is none."""
        if not start or told[start - 1] not in self.ends:
            return ""
        match = self.pattern.search(told, max(0, start - self.longest), start)
        return match.group().rstrip() if match else ""


def _negations() -> _Negations:
    words = tuple(f"{word}{between_words()}" for word in text("wording.keywords.negations").split("|"))
    pattern = re.compile(f"{begins_word()}(?:{'|'.join(map(re.escape, words))})$")
    return _Negations(words, frozenset(word[-1] for word in words), max(map(len, words)), pattern)


class KeywordLibrary:
    """All rows of a keyword library, ready to be looked for at once."""

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        self._rows: dict[str, list[tuple[Keyword, list[str]]]] = defaultdict(list)  # with plain exclude wordings
        for keyword in keywords:
            self._rows[plain(keyword.keyword)].append((keyword, [plain(wording) for wording in keyword.excludes]))
        self._rows.pop("", None)
        self._search = re.compile(begins_word() + (_longest_first(self._rows) or "(?!)")).search
        self._negations = _negations()
        self._begins_negated = {word for word in self._rows if word.startswith(self._negations.words)}

    def hits(self, typed: str) -> list[KeywordHit]:
        """Every keyword in the text that no longer one hides, in the order of their places."""
        told = plain(typed)
        found: list[KeywordHit] = []
        covered = 0
        match = self._search(told)
        while match:
            start, end = match.span()
            if end > covered:  # else it stands inside a longer one
                covered = end
                word = match.group()
                negation = "" if word in self._begins_negated else self._negations.before(told, start)
                for row, wordings in self._rows[word]:
                    excluded = next((wording for wording in wordings if wording in told), "") if wordings else ""
                    found.append(KeywordHit(row, start, end, excluded or negation))
            match = self._search(told, start + 1)
        return found


def _longest_first(words: Iterable[str]) -> str:
    """A pattern that finds the longest of the words at a place; words that begin alike share their beginning."""
    rests: dict[str, list[str]] = defaultdict(list)
    may_end = False
    for word in words:
        if word:
            rests[word[0]].append(word[1:])
        else:
            may_end = True
    if not rests:
        return ""
    branches = "|".join(re.escape(first) + _longest_first(others) for first, others in rests.items())
    return f"(?:{branches})?" if may_end else f"(?:{branches})"
