"""What does one look at a set-up say? Where, what is so, and what to do about it.

Invariant: whoever is told that something is wrong is told what to do, in the answer or in the sentence of the error.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from xltools.errors import XltoolsError

_REMEDY = re.compile(r"(?<=[^.])\. (?=[A-Z])")


class Verdict(StrEnum):
    """How it is."""

    OK = "ok"
    DOUBTFUL = "doubtful"  # may be meant so, or will be trouble one day
    WRONG = "wrong"  # something does not work, or not as people think


class Answer(NamedTuple):
    """What one check says of one thing.

    Attributes:
        verdict: How it is.
        where: A path, a register, a part of a file; "" for the computer.
        is_so: What is so, in English, one line.
        to_do: What to do about it; "" where nothing is to be done.
    """

    verdict: Verdict
    where: str
    is_so: str
    to_do: str = ""


def well(where: object, is_so: str) -> Answer:
    """It is as it should be."""
    return Answer(Verdict.OK, str(where), is_so)


def doubtful(where: object, is_so: str, to_do: str) -> Answer:
    """It may be meant so."""
    return Answer(Verdict.DOUBTFUL, str(where), is_so, to_do)


def wrong(where: object, is_so: str, to_do: str) -> Answer:
    """It is not as it should be."""
    return Answer(Verdict.WRONG, str(where), is_so, to_do)


def of_error(where: object, error: XltoolsError, verdict: Verdict = Verdict.WRONG, to_do: str = "") -> Answer:
    """What an error says: its first sentence is what is so, the rest what to do.

    Args:
        where: As in `Answer`.
        error: The error.
        verdict: How bad that is.
        to_do: What to do, where the error does not say it.
    """
    is_so, *rest = _REMEDY.split(" ".join(str(error).split()), maxsplit=1)
    for name in (str(where), PurePath(str(where)).name):  # it stands before the sentence already
        is_so = is_so.removeprefix(f"{name}: ").removeprefix(f"{name} ") if name else is_so
    return Answer(verdict, str(where), is_so.removesuffix("."), rest[0] if rest else to_do)


def together(answers: Iterable[Answer]) -> list[Answer]:
    """The same with those made one that tell of several places the same trouble and the same remedy."""
    places: dict[Answer, list[str]] = {}
    for answer in answers:
        places.setdefault(answer._replace(where=""), []).append(answer.where)
    return [answer._replace(where=some(named)) for answer, named in places.items()]


def some(names: list[str], shown: int = 3) -> str:
    """The first of several names in one line, and how many more there are."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return f"{', '.join(names[:shown])}{more}"
