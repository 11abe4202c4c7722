"""Which models fail so often that all of them should be put right? (ST-14)

Failure rate = cases received in the period / units in service (sheet 在用数量); a rate per period: that of a quarter is
about three times that of a month, and so is the threshold that it is held against. A model without units is measured by
its share of the cases, and says so. Invariant: a model is counted in the register that it stands in; registers that
know no models are left out.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from xltools.reports.facts import Facts
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.parameters import FAILURE_RATE_PERCENT, failure_rate_thresholds
from xltools.reports.figures.rate import FEW
from xltools.reports.figures.received import Received
from xltools.rules.keyword_search import plain

_DAYS_A_MONTH = 365.25 / 12


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("failure_rate"),)


class Basis(StrEnum):
    """What a failure rate is a share of."""

    UNITS = "units"
    CASES = "cases"


class FailureRate(NamedTuple):
    """How often a model fails.

    Attributes:
        register: Its name in the report.
        model: As most of its cases write it.
        cases: Received in the period, raw.
        basis: What they are divided by.
        whole: Units in service, or cases of the register that name a model.
        threshold: The register's, as a fraction of 1; for units times the months that have passed of the period.
    """

    register: str
    model: str
    cases: int
    basis: Basis
    whole: float
    threshold: float

    @property
    def value(self) -> float:
        """The rate as a fraction of 1; above 1 where units fail more than once. ``whole`` is never 0."""
        return self.cases / self.whole

    @property
    def exceeds(self) -> bool:
        """Whether it is above the threshold."""
        return self.value > self.threshold

    @property
    def small(self) -> bool:
        """Whether there are too few cases to rely on."""
        return self.cases < FEW


def failure_rates(facts: Facts, now: Received, days: int) -> list[FailureRate]:
    """Every model with cases in the period: those above their threshold first, rates of units first, highest first.

    Args:
        facts: All cases, and the units in service.
        now: The cases of the period.
        days: How many days of the period have begun.
    """
    thresholds, months = failure_rate_thresholds(facts), max(1, round(days / _DAYS_A_MONTH))
    named = now.cases[now.cases["model"].notna().to_numpy()]
    counts = named.groupby(["register", "model"], sort=True).size()
    written: dict[tuple[str, str], dict[str, int]] = {}
    totals: dict[str, int] = {}
    for (register, model), count in zip(counts.index.tolist(), counts.tolist(), strict=True):
        written.setdefault((register, _same(model)), {})[model] = count
        totals[register] = totals.get(register, 0) + count
    units = _units(facts)
    rates = []
    for (register, model), spellings in written.items():
        in_service = units.get((register, model), 0.0)
        basis, whole = (Basis.UNITS, in_service) if in_service else (Basis.CASES, float(totals[register]))
        threshold = thresholds.get(register, FAILURE_RATE_PERCENT / 100) * (months if in_service else 1)
        name = max(spellings, key=lambda spelling: spellings[spelling])
        rates.append(FailureRate(register, name, sum(spellings.values()), basis, whole, threshold))
    return sorted(rates, key=lambda each: (not each.exceeds, each.basis is Basis.CASES, -each.value, each.model))


def _units(facts: Facts) -> dict[tuple[str, str], float]:
    """Units in service by register and model; rows without a positive number are left out."""
    found: dict[tuple[str, str], float] = {}
    for register, model, units in zip(*(facts.units[name] for name in ("register", "model", "units")), strict=True):
        if isinstance(model, str) and np.isfinite(units) and units > 0:
            key = (register, _same(model))
            found[key] = found.get(key, 0.0) + float(units)
    return found


def _same(model: str) -> str:
    return "".join(plain(model).split())
