"""Which of the words that would do was meant by one that does not? The one most like it, if any is like it at all.

Invariant: whatever hints at one word asks here, so that commands, workbooks and definitions hint at the same.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from xltools.language.speaking import text

_LEAST_SIMILAR = 0.5
_SHOWN = 20


def nearest(word: str, candidates: Iterable[str], least: float = _LEAST_SIMILAR) -> str | None:
    """The candidate that is most like ``word``, if any is like it at all.

    Args:
        word: What stands there.
        candidates: What would do.
        least: How much alike they must be, from 0 to 1.
    """
    known = list(candidates)
    found = get_close_matches(word, known, n=1, cutoff=least)
    if found:
        return found[0]
    plain = {each.casefold(): each for each in reversed(known)}
    if word == word.casefold() and plain.keys() <= set(known):
        return None  # nothing has capitals: nobody need look twice
    alike = get_close_matches(word.casefold(), plain, n=1, cutoff=least)
    return plain[alike[0]] if alike else None


def nearest_hint(word: str, candidates: Iterable[str]) -> str:
    """「（最接近的是“…”）」 in the spoken language, or "" where nothing is like it."""
    near = nearest(word, candidates)
    return text("heads.nearest", value=near) if near else ""


def what_would_do(word: str, candidates: Iterable[str]) -> str:
    """The nearest word or, where nothing is like it, all that there are; in English, for the command line."""
    known = list(candidates)
    near = nearest(word, known)
    if near is not None:
        return f"nearest: {near}"
    more = len(known) - _SHOWN
    shown = ", ".join(known[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"one of {shown}" if known else ""
