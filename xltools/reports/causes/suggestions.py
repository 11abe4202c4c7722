"""What is done about a cause? The rows of sheet 改进建议 whose words stand in it. (FA-17, FR-15)

Invariant: a suggestion of another register is taken only where the registers of the cases have none.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

import pandas as pd

from xltools.model.policy import listed_values
from xltools.reports.causes.cause import Cause
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import Suggestion

_TOLD_IN = ("problem", "description", "root_cause")  # columns of `Facts.cases`
_MAJORITY = 0.5


def suggested(cause: Cause, suggestions: Sequence[Suggestion], cases: pd.DataFrame) -> list[Suggestion]:
    """Suggestions for a cause, best first: those whose words stand in its name before those of its cases' texts.

    A word counts if it stands in one of the values, names the dimension of one (批次), or stands in the problem, the
    description or the root cause of at least half of the cases.

    Args:
        cause: The cause.
        suggestions: `Facts.suggestions`.
        cases: `Facts.cases`.
    """
    labels = _names(label for label, _ in cause.conditions)
    fitting = [each for each in suggestions if not each.dimension or each.dimension.casefold() in labels]
    mine = cases.loc[list(cause.cases)]
    texts = _texts(mine)
    by_name = _matching(
        fitting, lambda word: word.casefold() in labels or _stands_in(word, (value for _, value in cause.conditions))
    )
    by_texts = _matching(fitting, cache(lambda word: _usual(word, texts)))  # registers say the same
    return _of_registers([*by_name, *by_texts], mine["register"].value_counts().index.to_list())


def suggested_for_words(
    words: Iterable[str], suggestions: Sequence[Suggestion], registers: Sequence[str] = ()
) -> list[Suggestion]:
    """Suggestions for a problem that comes again and again: those for any dimension whose words stand in its words.

    Args:
        words: The problem's name and whatever else is said of it.
        suggestions: `Facts.suggestions`.
        registers: The registers that its cases come from, the foremost first; empty for any.
    """
    said = list(words)
    fitting = [each for each in suggestions if not each.dimension]
    return _of_registers(_matching(fitting, lambda word: _stands_in(word, said)), registers)


def _names(labels: Iterable[str]) -> set[str]:
    """The dimensions by all their names, in small letters: sheets may be in another language than the report."""
    known = {each.label: each.names for each in DIMENSIONS}
    return {name.casefold() for label in labels for name in known.get(label, (label,))}


def _matching(suggestions: Sequence[Suggestion], stands: Callable[[str], bool]) -> list[Suggestion]:
    return [each for each in suggestions if any(map(stands, listed_values(each.pattern)))]


def _stands_in(word: str, texts: Iterable[str]) -> bool:
    return any(word.casefold() in text.casefold() for text in texts)


def _texts(cases: pd.DataFrame) -> list[str]:
    """What is said of each case."""
    columns = [cases[name].fillna("").astype(str) for name in _TOLD_IN]
    return ["\n".join(parts).casefold() for parts in zip(*columns, strict=True)]


def _usual(word: str, texts: Collection[str]) -> bool:
    found = sum(word.casefold() in text for text in texts)
    return found > 0 and found >= _MAJORITY * len(texts)


def _of_registers(suggestions: Sequence[Suggestion], registers: Sequence[str]) -> list[Suggestion]:
    """Each measure once; the registers' own, in their order, or those of others where they have none."""
    own = [each for name in registers for each in suggestions if each.register == name]
    return list({each.measure: each for each in reversed(own or suggestions)}.values())[::-1]
