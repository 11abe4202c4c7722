"""What is to be done about it? For each cause, failing model and frequent problem, what sheet 改进建议 says.

Invariant: what is entered on sheets 改进项 follows from the report alone: the same report, the same measures, in
the language of their register, whatever the report speaks.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from xltools.language.speaking import in_every_language, speaking, text
from xltools.model.period import Period, PeriodKind
from xltools.model.proposed_measure import ProposedMeasure
from xltools.reports.causes.measures import proposed_measures
from xltools.reports.causes.suggestions import suggested, suggested_for_words
from xltools.reports.content.basis import Basis
from xltools.reports.facts import Facts, Suggestion
from xltools.reports.figures.failure_rates import Basis as RateBasis

ENTERED_FOR = (PeriodKind.MONTH, PeriodKind.QUARTER)
_EACH = 2  # suggestions about one thing; more would not be read


class Advice(NamedTuple):
    """What is suggested about something.

    Attributes:
        about: What, in words: the cause, the model, the problem.
        suggestion: The row of sheet 改进建议.
        entered: Whether it belongs on sheet 改进项, or is only mentioned.
        model: The model that fails too often, where it is about one.
    """

    about: str
    suggestion: Suggestion
    entered: bool
    model: str = ""

    def about_as_said(self) -> str:
        """What, in the spoken language: a cause is named by values of its cases, which no language changes."""
        return text("report.advice.failing_model", model=self.model) if self.model else self.about


def advice(basis: Basis) -> list[Advice]:
    """All that is suggested: about causes, about models that fail too often, about frequent problems."""
    found: list[Advice] = []
    suggestions, cases = basis.facts.suggestions, basis.facts.cases
    for cause in basis.analysis.causes:
        found += _advice(cause.name, suggested(cause, suggestions, cases), entered=True)
    for rate in basis.failure_rates:
        if rate.exceeds and rate.basis is RateBasis.UNITS and not rate.small:
            fitting = suggested_for_words([*_failing_words(), rate.model], suggestions, [rate.register])
            about = text("report.advice.failing_model", model=rate.model)
            found += [each._replace(model=rate.model) for each in _advice(about, fitting, entered=True)]
    for problem in basis.problems:
        mine = cases.loc[list(problem.cases)]
        fitting = suggested_for_words([problem.label], suggestions, _most_frequent(mine["register"]))
        found += _advice(problem.label, fitting, entered=False)
    return _each_once(found)


def measures_by_register(facts: Facts, period: Period, found: Sequence[Advice]) -> dict[str, list[ProposedMeasure]]:
    """What belongs on the sheets 改进项, by register name; only months and quarters have measures of their own.

    Args:
        facts: For the registers.
        period: What was reported on; its measures are proposed on the day after.
        found: What is suggested.
    """
    measures: dict[str, list[ProposedMeasure]] = {each.name: [] for each in facts.sources}
    languages = {each.name: each.language for each in facts.sources}
    alike: dict[tuple[str, str], list[Advice]] = {}
    for each in found if period.kind in ENTERED_FOR else ():
        if each.entered:
            alike.setdefault((each.about, languages[each.suggestion.register]), []).append(each)
    for (_, language), told in alike.items():
        with speaking(language):
            about, suggestions = told[0].about_as_said(), [each.suggestion for each in told]
            for register, measure in proposed_measures(about, suggestions, period, period.end):
                measures[register].append(measure)
    return {name: rows for name, rows in measures.items() if rows}


def _failing_words() -> list[str]:
    """What a model that fails too often is a matter of, in the words of any sheet."""
    return [word for said in in_every_language("report.advice.failing_words") for word in said.split("|")]


def _advice(about: str, suggestions: Sequence[Suggestion], *, entered: bool) -> list[Advice]:
    return [Advice(about, suggestion, entered) for suggestion in suggestions[:_EACH]]


def _most_frequent(column: "pd.Series[str]") -> list[str]:
    return [str(value) for value in column.value_counts().index]


def _each_once(found: Sequence[Advice]) -> list[Advice]:
    """The same measure about the same thing is said once; what is entered comes before what is only mentioned."""
    known: dict[tuple[str, str], Advice] = {}
    for each in found:
        known.setdefault((each.about, each.suggestion.measure), each)
    return list(known.values())
