"""Facts of several registers taken apart again, each as it is extracted, so that the parts can be held to the whole."""

import numpy as np
import pandas as pd

from xltools.reports.extraction.register_facts import REGISTER, TABLES, Array, RegisterFacts, Table
from xltools.reports.facts import Facts


def split(facts: Facts) -> list[RegisterFacts]:
    """The registers of some facts."""
    return [_register(facts, place) for place in range(len(facts.sources))]


def _register(facts: Facts, place: int) -> RegisterFacts:
    source = facts.sources[place]
    mine = np.flatnonzero((facts.cases[REGISTER] == source.name).to_numpy())
    positions = {int(facts.cases.index[case]): position for position, case in enumerate(mine)}
    tables: dict[str, Table] = {"cases": _table(facts.cases.iloc[mine])}
    for key in TABLES.keys() - {"cases"}:
        table: pd.DataFrame = getattr(facts, key)
        if "case" in table:
            table = table[table["case"].isin(positions)]
            table = table.assign(case=[positions[case] for case in table["case"].tolist()]).astype({"case": "int64"})
        else:
            table = table[table[REGISTER] == source.name]
        tables[key] = _table(table)
    return RegisterFacts(source, **tables, own_dimensions=tuple(facts.own_dimensions))


def _table(table: pd.DataFrame) -> Table:
    return {str(name): _array(table[name]) for name in table.columns}


def _array(column: pd.Series) -> Array:
    values = column.to_numpy()
    return values.astype("datetime64[s]") if values.dtype.kind == "M" else values
