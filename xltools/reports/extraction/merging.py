"""How do the facts of many registers become one? Put together in the order of their files.

Invariant: the order in which registers were read makes no difference.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from xltools.reports.extraction.register_facts import REGISTER, TABLES, Array, RegisterFacts, Table, table_of
from xltools.reports.facts import Facts
from xltools.reports.joined_words import bracketed


def merged_facts(registers: Sequence[RegisterFacts]) -> Facts:
    """The facts of these registers together; none at all, or unread ones only, make empty tables."""
    ordered = sorted(registers, key=lambda each: each.source.file)
    names = _names(ordered)
    own = tuple(dict.fromkeys(head for each in ordered for head in each.own_dimensions))
    starts = np.cumsum([0, *(len(each.cases["row"]) for each in ordered)]).tolist()
    tables = {
        key: _together(
            [
                _placed(getattr(each, key), name, start)
                for each, name, start in zip(ordered, names, starts, strict=False)
            ],
            (*columns, *own) if key == "cases" else columns,
        )
        for key, columns in TABLES.items()
    }
    return Facts(
        tuple(replace(each.source, name=name) for each, name in zip(ordered, names, strict=True)),
        cases=tables["cases"],
        limits=tables["limits"],
        ratings=tables["ratings"],
        extensions=tables["extensions"],
        improvements=tables["improvements"],
        units=tables["units"],
        rounds=tables["rounds"],
        suggestions=tuple(
            suggestion._replace(register=name)
            for each, name in zip(ordered, names, strict=True)
            for suggestion in each.suggestions
        ),
        own_dimensions=own,
    )


def _names(registers: Sequence[RegisterFacts]) -> list[str]:
    """Titles; those that several registers bear told apart by the file's name, or by its path where that does not."""
    titles = Counter(each.source.name for each in registers)
    by_stem = [(each.source.name, PurePath(each.source.file).stem) for each in registers]
    stems = Counter(by_stem)
    return [
        title
        if titles[title] == 1 or (stem == title and stems[title, stem] == 1)
        else bracketed(title, stem if stems[title, stem] == 1 else each.source.file)
        for each, (title, stem) in zip(registers, by_stem, strict=True)
    ]


def _placed(table: Table, name: str, start: int) -> Table:
    """A register's table with its name, and positions of cases from where its cases begin."""
    placed = dict(table)
    if REGISTER in placed:
        placed[REGISTER] = np.full(len(placed[REGISTER]), name, dtype=object)
    if "case" in placed:
        placed["case"] = placed["case"] + start
    return placed


def _together(tables: Sequence[Table], columns: Sequence[str]) -> pd.DataFrame:
    empty = table_of(columns)
    return pd.DataFrame(
        {name: _series(np.concatenate([empty[name], *(_column(table, name) for table in tables)])) for name in columns}
    )


def _column(table: Table, name: str) -> Array:
    """A column; empty cells where only other registers have it."""
    if name in table:
        return table[name]
    return np.full(len(next(iter(table.values()))), None, dtype=object)


def _series(column: Array) -> pd.Series:
    kind = "datetime64[us]" if column.dtype.kind == "M" else column.dtype
    return pd.Series(column.astype(kind), dtype=kind)
