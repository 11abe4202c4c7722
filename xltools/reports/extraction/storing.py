"""How are a register's facts kept for the next run? As JSON, column by column.

Invariant: only masked facts get here; what was written by another version of this module is not read.
"""

from dataclasses import asdict
from typing import Any

import numpy as np
import orjson
import pandas as pd

from xltools.reports.extraction.register_facts import TABLES, Array, RegisterFacts, Table
from xltools.reports.facts import RegisterSource, Suggestion

FORMAT = 8  # rises with every change of what facts mean or how they are written
_MOMENTS = np.dtype("datetime64[s]")


def stored(facts: RegisterFacts) -> bytes:
    """The facts as JSON: moments as seconds, texts as places in a list of the different ones."""
    tables = {name: {head: _written(column) for head, column in getattr(facts, name).items()} for name in TABLES}
    document = {
        "format": FORMAT,
        "source": asdict(facts.source),
        "tables": tables,
        "suggestions": [tuple(each) for each in facts.suggestions],
        "own_dimensions": facts.own_dimensions,
    }
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)


def loaded(data: bytes) -> RegisterFacts | None:
    """The facts that `stored` wrote; None if they are damaged or of another format, and must be extracted anew."""
    try:
        document = orjson.loads(data)
        if document["format"] != FORMAT:
            return None
        source = document["source"]
        source["missing"] = tuple(source["missing"])
        return RegisterFacts(
            RegisterSource(**source),
            **{name: _table(document["tables"][name]) for name in TABLES},
            suggestions=tuple(Suggestion(*row) for row in document["suggestions"]),
            own_dimensions=tuple(document["own_dimensions"]),
        )
    except (ValueError, KeyError, TypeError, IndexError, OverflowError):
        return None


def _written(column: Array) -> dict[str, Any]:
    if column.dtype == _MOMENTS:
        return {"moments": column.view(np.int64)}
    if column.dtype == object:
        places, different = pd.factorize(column)
        return {"places": places.astype(np.int32), "texts": list(different)}
    return {column.dtype.name: column}


def _table(columns: dict[str, dict[str, Any]]) -> Table:
    table = {head: _read(**column) for head, column in columns.items()}
    if len({len(column) for column in table.values()}) > 1:
        raise ValueError("columns of one table differ in length")
    return table


def _read(texts: list[str] | None = None, **column: list[Any]) -> Array:
    ((kind, values),) = column.items()
    if texts is not None:
        different = np.array([*texts, None], dtype=object)  # place -1 is the last one
        return different[np.array(values, dtype=np.int64)]
    if kind == "moments":
        return np.array(values, dtype=np.int64).view(_MOMENTS)
    return np.array(values, dtype=np.dtype(kind))
