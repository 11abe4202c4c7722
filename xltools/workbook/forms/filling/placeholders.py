"""What does a form ask for at this place? A name between double braces: a value of the case, or of a table's row.

Invariant: what is no placeholder stays text, and no brace is lost: braces that do not match are refused.
"""

import re
from typing import NamedTuple

from xltools.language.speaking import in_every_language
from xltools.model.notice_template import day_mark

_BRACES = re.compile(r"\{\{|\}\}")


class Placeholder(NamedTuple):
    """One demand, ``{{NAME}}`` or ``{{TABLE.NAME}}``, either with ``|日期`` (in English ``|date``).

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
        return f"{{{{{self.table}{dot}{self.name}{f'|{day_mark()}' if self.day_only else ''}}}}}"


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
            raise ValueError(f"the braces in {_excerpt(text)} do not match. Write a placeholder as {{{{NAME}}}}")
        if opened >= 0:
            found.append(Mark(opened, brace.end(), _placeholder(text[opened + 2 : brace.start()])))
        opened = brace.start() if brace[0] == "{{" else -1
    if opened >= 0:
        raise ValueError(f"the braces in {_excerpt(text)} are never closed. Write a placeholder as {{{{NAME}}}}")
    return tuple(found)


def _placeholder(inside: str) -> Placeholder:
    demand, bar, mark = inside.partition("|")
    if bar and mark.strip() not in in_every_language("composed.day_mark"):
        raise ValueError(f"{{{{{inside}}}}} asks for {mark.strip()!r}. Only |{day_mark()} may follow a name")
    first, dot, second = demand.partition(".")
    table, name = (first.strip(), second.strip()) if dot else ("", first.strip())
    if not name or (dot and not table):
        raise ValueError(f"{{{{{inside}}}}} names nothing. Write a column's head between the braces")
    return Placeholder(table, name, bool(bar))


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
