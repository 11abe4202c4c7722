"""Which texts say nearly the same?

A text is compared character by character: in Chinese each says something; in a language of letters each word does, and
so is made one character (`bare`). Two texts are as similar as `rapidfuzz.fuzz.ratio` says, from 0 to 100: twice the
characters that they share in order, over the characters of both (the normalised indel similarity). Comparing all with
all is out of the question for one customer with 20,000 cases, so in a block of more than `NEIGHBOURS` texts each is
compared only with those that stand next to it in three orders: by the text, and by the smallest hash of its pairs of
characters, twice (Broder 1997: texts share that with the probability that a pair of characters of one is in the other).
Invariant: at most `NEIGHBOURS` comparisons a text; in blocks no larger than that, every pair is compared.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from xltools.language.speaking import in_every_language
from xltools.reports.figures.columns import Numbers, Places
from xltools.rules.keyword_search import plain

NEIGHBOURS = 30
_ORDERS = 3
_PAIRS_AT_ONCE = 500_000
_NOISE = re.compile(r"[\W_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_SHORTEST_STEM = 3
_PRIVATE_USE, _CHARACTERS = 0xF0000, 0xFFFE  # a plane that no language writes with
_KNOWN_WORDS = 50_000
_Unsigned = npt.NDArray[np.uint64]
_CODE_POINTS = 0x110000
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)  # odd, of 64 bits; any such do


def bare(text: str) -> str:
    """The text as it is compared: small and half-width, without marks between words.

    Of a text with Chinese characters all letters and digits stay. Of any other one each word that says something
    becomes a character, in an order of their own: “the printer jams paper” is “paper jams in the printer”.
    """
    if _CHINESE.search(text):
        return _NOISE.sub("", plain(text))
    words = _WORD.findall(plain(text).replace("'", "").replace("’", ""))
    empty = _empty_words()
    telling = [word for word in words if word not in empty] or words
    return "".join(sorted(set(map(_sign, telling))))


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for said in in_every_language("figures.similarity.empty_words") for word in said.split("|"))


@lru_cache(_KNOWN_WORDS)
def _sign(word: str) -> str:
    """A character for a word without its English ending: prints, printed and printing say the same.

    Two words get the same one with a chance of 1 in 65,534.
    """
    stem = _ENDING.sub("", word)
    told = (stem if len(stem) >= _SHORTEST_STEM else word).encode("utf-8", "replace")
    return chr(_PRIVATE_USE + int.from_bytes(blake2b(told, digest_size=4).digest()) % _CHARACTERS)


def similar_pairs(blocks: Places, texts: Sequence[str], threshold: float) -> tuple[Places, Places, Numbers]:
    """Pairs of texts of the same block that are similar.

    Args:
        blocks: By text.
        texts: As `bare` makes them, no two of a block alike.
        threshold: From 0 to 100.

    Returns:
        The places of the one, of the other, and how similar they are; a pair may come more than once.
    """
    named = np.array(texts, dtype=object)
    lengths = np.array([len(text) for text in texts], dtype="int64")
    first, second = _neighbours(blocks, texts, lengths)
    short, long = np.minimum(lengths[first], lengths[second]), np.maximum(lengths[first], lengths[second])
    possible = 200 * short >= threshold * (short + long)  # no two of such lengths can be more similar
    first, second = first[possible], second[possible]
    scores = np.zeros(len(first))
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        scores[part] = _ratios(named[first[part]], named[second[part]], threshold)
    similar = scores > 0
    return first[similar], second[similar], scores[similar]


def _ratios(one: npt.NDArray[Any], other: npt.NDArray[Any], threshold: float) -> npt.NDArray[Any]:
    return process.cpdist(one.tolist(), other.tolist(), scorer=fuzz.ratio, score_cutoff=threshold, dtype=np.float64)


def _neighbours(blocks: Places, texts: Sequence[str], lengths: Places) -> tuple[Places, Places]:
    sizes = np.bincount(blocks)[blocks] if len(blocks) else blocks
    small, large = np.flatnonzero(sizes <= NEIGHBOURS + 1), np.flatnonzero(sizes > NEIGHBOURS + 1)
    pairs = [_within(small[np.argsort(blocks[small], kind="stable")], blocks, NEIGHBOURS)]
    if len(large):
        by_text = np.array(sorted(large.tolist(), key=lambda place: (blocks[place], texts[place])), dtype="int64")
        pairs.append(_within(by_text, blocks, NEIGHBOURS // _ORDERS))
        hashes = _smallest_hashes([texts[place] for place in large.tolist()], lengths[large])
        for smallest in hashes:
            order = large[np.lexsort((smallest, blocks[large]))]
            pairs.append(_within(order, blocks, NEIGHBOURS // _ORDERS))
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


def _within(order: Places, blocks: Places, reach: int) -> tuple[Places, Places]:
    """The pairs that stand no farther than ``reach`` apart in an order, within one block."""
    ones, others = [order[:0]], [order[:0]]
    for distance in range(1, min(reach, len(order) - 1) + 1):
        one, other = order[:-distance], order[distance:]
        together = blocks[one] == blocks[other]
        if not together.any():
            break  # blocks stand together: none is longer than this
        ones.append(one[together])
        others.append(other[together])
    return np.concatenate(ones), np.concatenate(others)


def _smallest_hashes(texts: Sequence[str], lengths: Places) -> list[_Unsigned]:
    """For each multiplier, by text, the smallest hash of two characters that follow each other, or of its end."""
    joined = "".join(f"{text}\n" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype("uint64")
    codes = points * np.uint64(_CODE_POINTS)
    codes[:-1] += points[1:]
    codes[points == ord("\n")] = 0  # the next text's first character is none of this one's
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
    found = []
    for multiplier in _MULTIPLIERS:
        mixed = codes * np.uint64(multiplier)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(multiplier)
        mixed[codes == 0] = np.iinfo("uint64").max
        found.append(np.minimum.reduceat(mixed, starts))
    return found
