"""Did a case change since a period was reported on? A print of each row that the report rests on, and the comparison.

Invariant: the print is of what the case looked like at the cut-off, so that it does not change by what came later, nor
by the register that the case stands in: at a year's end it goes on in another one.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.language.speaking import DEFAULT_LANGUAGE, speaking
from xltools.language.words import Word
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import CASE_FLAGS, CASE_MOMENTS, CASE_NUMBERS, CASE_TEXTS, Facts, RegisterSource
from xltools.reports.joined_words import bracketed

_SIZE = 6
# What moves with the register's other rows or the clock, not with what is known of the case.
_NOT_OF_THE_CASE = {"row", "state", "overdue_mark", "problem", "registered_at", "escalated_at"}
# What of the tables beside the cases goes into a print. Messages that repeat have only their pending limit.
_BESIDE = {
    "limits": ("label", "due", "revised", "done"),
    "ratings": ("dimension", "value", "word", "rated_at", "low"),
    "extensions": ("applied_at", "approved_at", "verdict", "new_due_at"),
}

RowPrints = Mapping[str, Mapping[str, str]]  # by register file and case number


class RowChanges(NamedTuple):
    """What differs from an earlier making of the report, by register name.

    Attributes:
        changed: Numbers of cases that read otherwise now; those that went on elsewhere by the register that they left.
        added: Numbers of cases that were not there.
        removed: Numbers of cases that are not there any more, nor in another register of that kind.
        policy: Registers whose settings sheets read otherwise now.
    """

    changed: Mapping[str, tuple[str, ...]]
    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    policy: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything does."""
        return bool(self.changed or self.added or self.removed or self.policy)


def row_prints(facts: Facts, indexes: Collection[int]) -> dict[str, dict[str, str]]:
    """Prints of these cases, by register file and number; rows without a number have none.

    Args:
        facts: As of the cut-off.
        indexes: Indexes of the cases that the report rests on.
    """
    names = [name for name in (*CASE_TEXTS, *(each.key for each in DIMENSIONS)) if name not in _NOT_OF_THE_CASE]
    moments = [name for name in CASE_MOMENTS if name not in _NOT_OF_THE_CASE]
    numbers = [name for name in CASE_NUMBERS if name not in _NOT_OF_THE_CASE]
    cases = facts.cases.loc[list(indexes)]
    plain = pd.DataFrame(index=cases.index)
    for name in dict.fromkeys(names):
        plain[name] = cases[name].where(cases[name].notna(), "")
    plain["register"] = cases["register"].map({source.name: _title(source) for source in facts.sources})
    for name in moments:
        told = cases[name].to_numpy("datetime64[s]")
        plain[name] = np.where(np.isnat(told), "", np.datetime_as_string(told).astype(object))
    for name in (*numbers, *CASE_FLAGS):
        plain[name] = cases[name].astype("float64").round(2).fillna(-1.0)
    for name in facts.own_dimensions:
        plain[name] = cases[name].where(cases[name].notna(), "")
    plain["beside"] = _beside(facts, cases.index)
    files = {source.name: source.file for source in facts.sources}
    prints: dict[str, dict[str, str]] = {source.file: {} for source in facts.sources if not source.trouble}
    rows = zip(cases["register"], cases["number"], plain.itertuples(index=False, name=None), strict=True)
    for register, number, row in rows:
        if number is not None:
            prints[files[register]][number] = hashlib.blake2b(repr(row).encode(), digest_size=_SIZE).hexdigest()
    return prints


def _title(source: RegisterSource) -> str:
    """What a register is called where it is the only one of its kind."""
    return source.name.removesuffix(bracketed("", PurePath(source.file).stem)).removesuffix(bracketed("", source.file))


def _beside(facts: Facts, indexes: pd.Index) -> pd.Series:
    """What stands of each case in the tables beside, in words."""
    told: dict[int, list[str]] = {}
    with speaking(DEFAULT_LANGUAGE):  # whoever reads the report: the same rows have the same prints
        said = {word.value: word.said for word in (Word.AGREED, Word.REFUSED)}
    for name, columns in _BESIDE.items():
        table: pd.DataFrame = getattr(facts, name)
        if "repeats" in table:
            table = table[~table["repeats"]]
        mine = table[table["case"].isin(indexes)]
        if "verdict" in mine:
            mine = mine.assign(verdict=[said.get(word, word) for word in mine["verdict"]])
        for case, *values in mine[["case", *columns]].itertuples(index=False, name=None):
            told.setdefault(case, []).append(f"{name} {' '.join(map(str, values))}")
    return pd.Series(["\n".join(sorted(told.get(case, []))) for case in indexes], index=indexes, dtype="object")


def row_changes(facts: Facts, earlier: RowPrints, now: RowPrints, earlier_policies: Mapping[str, str]) -> RowChanges:
    """What differs between two makings. A register that cannot be read now, or could not then, is not compared.

    Args:
        facts: The facts of now, for the registers' names and policies.
        earlier: Prints of the earlier making.
        now: Prints of this one.
        earlier_policies: Fingerprints of the policies then, by register file.
    """
    policy: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    added: dict[str, tuple[str, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    came, left = _moves(facts.sources, earlier, now)
    for source in facts.sources:
        then, here = earlier.get(source.file), now.get(source.file)
        if then is None or here is None:
            continue
        today = {**came.get(source.template, {}), **here}
        parts = (
            (changed, [number for number, mark in then.items() if today.get(number, mark) != mark]),
            (added, [number for number in here if number not in then and number not in left.get(source.template, ())]),
            (removed, [number for number in then if number not in today]),
        )
        for part, numbers in parts:
            if numbers:
                part[source.name] = tuple(sorted(numbers))
        if earlier_policies.get(source.file, source.policy) != source.policy:
            policy.append(source.name)
    return RowChanges(changed, added, removed, tuple(policy))


def _moves(
    sources: Iterable[RegisterSource], earlier: RowPrints, now: RowPrints
) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """By template: prints of the cases that stand in a register in which they did not, and numbers of those that left.

    Among registers of a template a number is given once: a case that left one and came into another is the same.
    """
    came: dict[str, dict[str, str]] = {}
    left: dict[str, set[str]] = {}
    for source in sources:
        then, here = earlier.get(source.file, {}), now.get(source.file, {})
        came.setdefault(source.template, {}).update({n: mark for n, mark in here.items() if n not in then})
        if source.file in now:
            left.setdefault(source.template, set()).update(then.keys() - here.keys())
    return came, left
