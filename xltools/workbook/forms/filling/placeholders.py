"""What does a form ask for at this place? A name between double braces: a value of the case, or of a table's row.

Invariant: what is no placeholder stays text, and no brace is lost: braces that do not match are refused.
"""

import re
from typing import NamedTuple

DAY_MARK = "日期"
_BRACES = re.compile(r"\{\{|\}\}")


class Placeholder(NamedTuple):
    """One demand, ``{{NAME}}`` or ``{{TABLE.NAME}}``, either with ``|日期``.

    Attributes:
        table: The table whose rows are asked for; "" for a value of the case itself.
        name: A column's head, a field's name, or the name of something composed.
        day_only: Whether a moment is shown without its time of day.
    """

    table: str
    name: str
    day_only: bool = False

    def __str__(self) -> str:
        dot = "." if self.table else ""
        return f"{{{{{self.table}{dot}{self.name}{f'|{DAY_MARK}' if self.day_only else ''}}}}}"


class Mark(NamedTuple):
    """Where in a text a placeholder stands, braces included: ``[start, end)``."""

    start: int
    end: int
    placeholder: Placeholder


def marks_in(text: str) -> tuple[Mark, ...]:
    """All placeholders of a text, in order.

    Raises:
        ValueError: Braces do not match, or a name is missing; the sentence says what to do.
    """
    found: list[Mark] = []
    opened = -1
    for brace in _BRACES.finditer(text):
        if (brace[0] == "{{") == (opened >= 0):
            raise ValueError(f"the braces in {_excerpt(text)} do not match. Write a placeholder as {{{{名称}}}}")
        if opened >= 0:
            found.append(Mark(opened, brace.end(), _placeholder(text[opened + 2 : brace.start()])))
        opened = brace.start() if brace[0] == "{{" else -1
    if opened >= 0:
        raise ValueError(f"the braces in {_excerpt(text)} are never closed. Write a placeholder as {{{{名称}}}}")
    return tuple(found)


def _placeholder(inside: str) -> Placeholder:
    demand, bar, mark = inside.partition("|")
    if bar and mark.strip() != DAY_MARK:
        raise ValueError(f"{{{{{inside}}}}} asks for {mark.strip()!r}. Only |{DAY_MARK} may follow a name")
    first, dot, second = demand.partition(".")
    table, name = (first.strip(), second.strip()) if dot else ("", first.strip())
    if not name or (dot and not table):
        raise ValueError(f"{{{{{inside}}}}} names nothing. Write a column's head between the braces")
    return Placeholder(table, name, bool(bar))


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
