"""What of a definition contradicts itself? Gathered, so that somebody who writes one is told all of it at once.

Invariant: the text of the error is its first contradiction with what would do, in one line; ``found`` holds them all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Contradiction(NamedTuple):
    """Two places that cannot both be meant.

    Attributes:
        sentence: What does not fit, in one line, with the name of the place.
        key: One of the two places, from the model that found it on: ``("fields", 3, "choices")``.
        should_be: What would do, such as the nearest name that there is; "" where the sentence says it.
    """

    sentence: str
    key: tuple[str | int, ...] = ()
    should_be: str = ""


class ContradictionsError(ValueError):
    """At least two places of a definition cannot both be meant.

    Attributes:
        found: The contradictions.
    """

    def __init__(self, found: Iterable[Contradiction]) -> None:
        self.found = tuple(found)
        first = self.found[0]
        super().__init__(f"{first.sentence}; {first.should_be}" if first.should_be else first.sentence)


def doubled(names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The names that stand there more than once, and the last place of the first of them; none and -1 without any."""
    found = tuple(name for name, count in Counter(names).items() if count > 1)
    return found, len(names) - 1 - names[::-1].index(found[0]) if found else -1


def refuse(found: Iterable[Contradiction]) -> None:
    """Refuse what has contradictions.

    Raises:
        ContradictionsError: There is at least one.
    """
    gathered = tuple(found)
    if gathered:
        raise ContradictionsError(gathered)
