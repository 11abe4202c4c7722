"""What class is a case? The first guess of its class or classes from what the customer said (FR-4, FA-7, RR-8).

A register has one level of classes (category) or two: feedback_type and category, which do not depend on one another,
or category and subcategory, which do. On each level the class with the greatest sum of weights wins, each row of the
library counted once; on a tie the one with the longer keyword, then the one whose keyword stands first in the text. The
lower of two dependent levels is chosen within the higher one.

Invariant: only empty cells of proposed fields get a guess, and only a class that the workbook's lists have; where no
keyword counts there is no guess, so 「其他」 is never a way out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.policy import Keyword, Policy
from xltools.model.register import Column
from xltools.model.register_definition import SheetDefinition
from xltools.rules.keyword_search import KeywordHit, KeywordLibrary
from xltools.rules.proposed_cells import empty_cells

TEXT_FIELDS = ("problem_description", "symptom", "error_text")
NamesByIndex = Mapping[int, str]


class Score(NamedTuple):
    """How much speaks for a class: the greater sum of weights wins, on a tie the longer keyword."""

    weight: float
    longest: int


_NOTHING = Score(0.0, 0)


class Reading(NamedTuple):
    """What a text says about its class, and why.

    Attributes:
        hits: Keywords in the order of their places, those that were taken back included.
        first_scores: What speaks for classes of the first level; empty in a register with one level.
        second_scores: What speaks for classes of the second, or only, level.
        first: The class of the first level: chosen by a person, else guessed; None without either.
        second: The same of the second, or only, level.
    """

    hits: tuple[KeywordHit, ...]
    first_scores: Mapping[str, Score]
    second_scores: Mapping[str, Score]
    first: str | None
    second: str | None


_SILENCE = Reading((), {}, {}, None, None)


class Proposals(NamedTuple):
    """Guesses for empty cells.

    Attributes:
        proposals: Classes by field name and index of the case.
        hits: The reading behind them, by index of the case, also where it led to no guess; read anew when asked for.
    """

    proposals: Mapping[str, NamesByIndex]
    hits: Mapping[int, Reading]


class _Levels:
    """The levels of classes that a sheet has, and the library in their terms."""

    def __init__(self, sheet: SheetDefinition, policy: Policy) -> None:
        self.first, self.second = level_names(sheet)
        self.parts: Mapping[str, Collection[str]] | None = None  # of the second level by class of the first
        field = sheet.by_name.get(self.second)
        if self.first and field is not None and field.depends_on == self.first and field.choices:
            self.parts = policy.dependent_lists.get(field.choices, {})
        self._known: dict[tuple[tuple[Keyword, ...], str | None, str | None], Reading] = {}
        self.library = KeywordLibrary(self._in_these_terms(keyword) for keyword in policy.keywords)

    def _in_these_terms(self, keyword: Keyword) -> Keyword:
        """A keyword for the lower of two dependent levels speaks for the higher one as well."""
        if self.parts is None or keyword.first_class:
            return keyword
        parents = self.parents_of(keyword.second_class)
        return keyword._replace(first_class=parents[0] if len(parents) == 1 else "")

    def parents_of(self, second: str) -> list[str]:
        """Classes of the first level that have a class of the second."""
        return [first for first, part in (self.parts or {}).items() if second in part]

    def read(self, text: str, first: str | None, second: str | None) -> Reading:
        """What a text says beside what a person has chosen already."""
        hits = tuple(self.library.hits(text))
        if not hits and first is None and second is None:
            return _SILENCE
        counting = [hit.keyword for hit in hits if not hit.taken_back_by]
        if len(counting) > 1:
            counting = list(dict.fromkeys(counting))
        key = tuple(counting), first, second
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._weighed(counting, first, second)
        return found._replace(hits=hits)

    def _weighed(self, counting: Sequence[Keyword], first: str | None, second: str | None) -> Reading:
        """What keywords that count say, whatever the text; thousands of texts share a few combinations of them."""
        firsts = _scores([(keyword.first_class, keyword) for keyword in counting])
        seconds = _scores([(keyword.second_class, keyword) for keyword in counting])
        if self.parts is None:
            first, second = first or _best(firsts), second or _best(seconds)
        else:
            parents = self.parents_of(second) if second else []
            first = first or (parents[0] if len(parents) == 1 else _best(firsts, parents or None))
            second = second or _best(seconds, self.parts.get(first or "", ()))
        return Reading((), firsts, seconds, first, second)


def level_names(sheet: SheetDefinition) -> tuple[str, str]:
    """The fields of the two levels of classes; the first is "" in a register with one level."""
    if "feedback_type" in sheet.by_name:
        return "feedback_type", "category"
    if "subcategory" in sheet.by_name:
        return "category", "subcategory"
    return "", "category"


def propose_classes(view: CaseView, policy: Policy) -> Proposals:
    """Guess the classes that nobody has chosen (FR-4, FA-7, RR-8).

    A choice on one of two dependent levels restricts the guess of the other. Sleeps without a library, and where the
    sheet has no description or no class for the tool to propose.
    """
    sheet = view.table.definition
    empty = {name: empty_cells(view, name) for name in level_names(sheet)}
    concerned = sorted(set().union(*empty.values()))
    if not (policy.keywords and concerned and any(map(view.has, TEXT_FIELDS))):
        return Proposals({}, {})
    levels = _Levels(sheet, policy)
    proposals: dict[str, dict[int, str]] = {name: {} for name, indexes in empty.items() if indexes}
    readings, chosen = _Readings(view, levels, concerned), view.column(levels.first)
    for index, reading in readings.items():
        if levels.parts is not None and index not in empty[levels.first] and chosen[index] is None:
            continue  # the lower level waits for the person who chooses the higher one
        for name, guess in ((levels.first, reading.first), (levels.second, reading.second)):
            if guess is not None and index in empty[name]:
                proposals[name][index] = guess
    return Proposals(proposals, readings)


class _Readings(Mapping[int, Reading]):
    """The readings of many cases, each made when it is asked for: kept, a hundred thousand would be heavy."""

    def __init__(self, view: CaseView, levels: _Levels, indexes: Sequence[int]) -> None:
        self._levels, self._indexes = levels, indexes
        self._texts = [view.columns[name] for name in TEXT_FIELDS if view.has(name)]
        self._chosen = view.column(levels.first), view.column(levels.second)

    def __getitem__(self, index: int) -> Reading:
        first, second = self._chosen[0][index], self._chosen[1][index]
        return self._levels.read(
            _joined(self._texts, index), None if first is None else str(first), None if second is None else str(second)
        )

    def __iter__(self) -> Iterator[int]:
        return iter(self._indexes)

    def __len__(self) -> int:
        return len(self._indexes)


def _joined(texts: Sequence[Column], index: int) -> str:
    """The texts of a case, one field a line, so that no keyword reaches over two."""
    return "\n".join([str(column[index]) for column in texts if column[index]])


def case_text(view: CaseView, index: int) -> str:
    """The text that a case is classified by, one filled field a line."""
    return _joined([view.columns[name] for name in TEXT_FIELDS if view.has(name)], index)


def explain_text(
    text: str, policy: Policy, sheet: SheetDefinition, first: str | None = None, second: str | None = None
) -> Reading:
    """How the classes of one text are guessed.

    Args:
        text: What the customer said.
        policy: The keyword library and the lists.
        sheet: The register sheet, which says what levels there are.
        first: What a person has chosen on the first level already.
        second: What a person has chosen on the second, or only, level already.
    """
    return _Levels(sheet, policy).read(text, first, second)


def _scores(speaking: Iterable[tuple[str, Keyword]]) -> dict[str, Score]:
    """By class, in the order in which they are first spoken for."""
    scores: dict[str, Score] = {}
    for name, keyword in speaking:
        if name and keyword.weight > 0:
            weight, longest = scores.get(name, _NOTHING)
            scores[name] = Score(weight + keyword.weight, max(longest, len(keyword.keyword)))
    return scores


def _best(scores: Mapping[str, Score], allowed: Collection[str] | None = None) -> str | None:
    if allowed is not None:
        scores = {name: score for name, score in scores.items() if name in allowed}
    if len(scores) < 2:
        return next(iter(scores), None)
    return max(scores, key=lambda name: scores[name])
