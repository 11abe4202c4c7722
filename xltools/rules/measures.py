"""Which proposed measures are new to the register? They become rows of sheet 改进项. (FA-17, ST-15)

Invariant: a measure is entered once; a row that people took out again stays out.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.pass_context import PassContext
from xltools.model.policy import Policy
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Register, Value
from xltools.rules.improvements import SHEET

_KEY_LENGTH = 16
_PROGRESS = "progress"


class MeasuresToEnter(NamedTuple):
    """What is written, and what is remembered of it.

    Attributes:
        rows: New rows of the sheet, by field.
        noticed: Keys for the memory, of what is entered now or stands there already.
    """

    rows: tuple[Mapping[str, Value], ...] = ()
    noticed: tuple[str, ...] = ()


def measures_to_enter(register: Register, context: PassContext) -> MeasuresToEnter:
    """The measures of the context that the sheet does not have; nothing where it is missing or has lost its titles."""
    items = register.tables.get(SHEET)
    titles = None if items is None else items.values.get("title")
    if titles is None or not context.measures:
        return MeasuresToEnter()
    known = set(titles)
    rows: list[Mapping[str, Value]] = []
    noticed: list[str] = []
    for measure in context.measures:
        key = _key(context.register_id, measure.title)
        if key in context.memory.noticed or key in noticed:
            continue
        noticed.append(key)
        if measure.title not in known:
            rows.append(_row(measure, register.policy))
    return MeasuresToEnter(tuple(rows), tuple(noticed))


def _key(register_id: str, title: str) -> str:
    """Its name in the memory, which registers of one number scheme share."""
    digest = hashlib.sha256(f"{register_id}\n{title}".encode()).hexdigest()
    return f"measure:{digest[:_KEY_LENGTH]}"


def _row(measure: ProposedMeasure, policy: Policy) -> Mapping[str, Value]:
    known: Sequence[str] = policy.lists.get(_PROGRESS, ())
    not_begun = text("wording.not_begun")
    return {**measure._asdict(), _PROGRESS: not_begun if not_begun in known or not known else known[0]}
