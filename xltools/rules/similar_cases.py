"""Who met this fault before? Open cases point at rows of sheet 知识库 of the same model and the same fault. (ST-11)

The same fault is a fault code that both name; or the same named problem, that is, the same keyword of sheet 关键词库
decides both texts, and its weight is among the greatest of the library (「死机」, but not 「屏幕」); or a description
that is worded alike. Two texts that name different codes of one kind (「E-002」, 「E-014」) tell of different faults,
whatever else they share. A case without a model points by its codes only, at rows for its product or for no model.

Invariant: which rows an open case points at does not depend on the order of any rows; a closed case keeps what stood
there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.policy import Keyword
from xltools.model.register import Register, Value
from xltools.rules.classification import TEXT_FIELDS
from xltools.rules.fault_traits import fault_codes, models_in, of_other_faults
from xltools.rules.keyword_search import KeywordLibrary
from xltools.rules.knowledge import models_of_cases
from xltools.rules.knowledge_rows import SHEET, KnowledgeRow, knowledge_rows
from xltools.rules.lesson_texts import shortened
from xltools.rules.likeness import Wording, Wordings, wording
from xltools.rules.remembering import known_column

SIMILAR = "similar_cases"
_MOST = 3
_ALIKE = 50.0  # of 100
_LEAST_SHARED = 3  # parts of a description; fewer are a word
_NAMED = 50.0  # what the same named problem counts for beside a likeness
_CODED = 200.0  # more than all else together
_NAMING_WEIGHT = 0.7  # of the greatest weight of the library
_TITLE_LENGTH, _REMEDY_LENGTH = 32, 40


class _Case(NamedTuple):
    """What an open case may be recognised by; what it calls its own product is no sign of a fault."""

    number: str | None
    models: frozenset[str]
    products: frozenset[str]
    codes: frozenset[str]
    text: str
    wordings: tuple[Wording, ...]


def similar_case_column(
    register: Register, view: CaseView, open_cases: Collection[int], memory: CaseMemory
) -> list[Value] | None:
    """What the column 相似案例 shows: at most three rows of the sheet, the best first, one a line.

    Args:
        register: The register, with the rows that this pass adds to sheet 知识库.
        view: The cases.
        open_cases: Positions of the cases that are not closed; all others keep what stands there.
        memory: What is remembered of it, if anything is.

    Returns:
        By position; None where the register lacks the column or the sheet.
    """
    sheet = register.tables.get(SHEET)
    if sheet is None or SIMILAR not in view.table.cells:
        return None
    column = known_column(view, SIMILAR, str, memory)
    models = models_of_cases(view.column("product_model"))
    rows = knowledge_rows(sheet, models)
    known = _Knowledge(rows, register.policy.keywords)
    names = models.union(*(row.models for row in rows))
    for index in open_cases:
        found = known.like(_case(view, index, names)) if rows else ()
        column[index] = "\n".join(_line(sheet.title, row) for row in found) or None
    return column


def _case(view: CaseView, index: int, models: Collection[str]) -> _Case:
    told = tuple(str(value) for name in TEXT_FIELDS if (value := view.column(name)[index]))
    everything, product = "\n".join(told), str(view.column("product")[index] or "")
    return _Case(
        view.numbers[index],
        models_in(view.column("product_model")[index]),
        models_in(product),
        fault_codes(everything, models),
        everything,
        tuple(wording(each) - wording(product) for each in told),
    )


def _line(title: str, row: KnowledgeRow) -> str:
    what = shortened(row.title or row.symptom, _TITLE_LENGTH)
    remedy = f"→ {shortened(row.remedy, _REMEDY_LENGTH)}" if row.remedy else ""
    if not row.source:
        return text("wording.similar.row", sheet=title, row=row.row, what=what) + remedy
    return text("wording.similar.row_of_case", sheet=title, row=row.row, what=what, case=row.source) + remedy


class _Knowledge:
    """The rows of the sheet, found by model first and by what they tell then."""

    def __init__(self, rows: Sequence[KnowledgeRow], keywords: Sequence[Keyword]) -> None:
        self._rows, self._keywords = rows, keywords
        self._of_model: defaultdict[str, list[int]] = defaultdict(list)  # "" for rows that name none
        self._coded: defaultdict[tuple[str, str], list[int]] = defaultdict(list)  # by model and code
        for place, row in enumerate(rows):
            for model in row.models or [""]:
                self._of_model[model].append(place)
                for code in row.codes:
                    self._coded[model, code].append(place)
        self._wordings: dict[str, Wordings] = {}
        self._named: dict[str, dict[str, list[int]]] = {}

    def like(self, case: _Case) -> list[KnowledgeRow]:
        """The rows that a case points at, best first; rows that were drawn from the case itself are none."""
        strengths = self._strengths(case) if case.models else self._by_code(case, ["", *case.products])
        rows = [(strength, self._rows[place]) for place, strength in strengths.items()]
        told = [(strength, row) for strength, row in rows if row.source != case.number or not row.source]
        told.sort(key=lambda each: (-each[0], *_order(each[1])))
        return [row for _, row in told[:_MOST]]

    def _strengths(self, case: _Case) -> dict[int, float]:
        """By place, how much speaks for the rows of the case's models."""
        strengths: defaultdict[int, float] = defaultdict(float, self._by_code(case, case.models))
        problem = self._library.named_in(case.text)
        for model in case.models & self._of_model.keys():
            told: dict[int, float] = {}
            for each in case.wordings:
                alike = self._wordings_of(model).like(each, _ALIKE, _LEAST_SHARED)
                told |= {place: max(value, told.get(place, 0.0)) for place, value in alike.items()}
            for place in self._named_of(model).get(problem, ()) if problem else ():
                told[place] = told.get(place, 0.0) + _NAMED
            for place, strength in told.items():
                codes = self._rows[place].codes
                if not of_other_faults(codes, case.codes):
                    strengths[place] = max(strengths[place], strength + _CODED * bool(codes & case.codes))
        return strengths

    def _by_code(self, case: _Case, models: Collection[str]) -> dict[int, float]:
        pairs = ((model, code) for model in models for code in case.codes)
        return dict.fromkeys(chain.from_iterable(self._coded.get(pair, ()) for pair in pairs), _CODED)

    def _wordings_of(self, model: str) -> Wordings:
        if model not in self._wordings:
            self._wordings[model] = made = Wordings()
            for place in self._of_model[model]:
                for told in self._rows[place].wordings():
                    made.add(place, told)
        return self._wordings[model]

    def _named_of(self, model: str) -> dict[str, list[int]]:
        """The rows of a model by the problem that the library names in them."""
        if model not in self._named:
            named: defaultdict[str, list[int]] = defaultdict(list)
            for place in self._of_model[model]:
                row = self._rows[place]
                named[self._library.named_in(f"{row.title}\n{row.symptom}")].append(place)
            self._named[model] = named
        return self._named[model]

    @cached_property
    def _library(self) -> "_NamedProblems":
        return _NamedProblems(self._keywords)


class _NamedProblems:
    """The keywords that name a problem."""

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self._library = KeywordLibrary(keywords)
        self._least = _NAMING_WEIGHT * max((each.weight for each in keywords), default=0.0)

    def named_in(self, told: str) -> str:
        """The keyword that decides a text, as `classification` would have it; "" where it names no problem."""
        counting = [hit.keyword for hit in self._library.hits(told) if not hit.taken_back_by]
        deciding = max(counting, key=lambda each: (each.weight, len(each.keyword)), default=None)
        return deciding.keyword if deciding is not None and deciding.weight >= self._least > 0 else ""


def _order(row: KnowledgeRow) -> Iterator[object]:
    """Of rows for which as much speaks the latest comes first; then what stands in them decides, last their place."""
    yield -(row.written_on.toordinal() if row.written_on else 0)
    yield from (row.title, row.source, row.symptom, row.remedy, row.row)
