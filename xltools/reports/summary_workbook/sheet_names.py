"""What may a sheet be called? Titles of sections as names that Excel, WPS and LibreOffice take.

Invariant: names are as many as titles, and no two of them are equal in any spelling.
"""

import re
from collections.abc import Iterable

from xltools.language.speaking import text
from xltools.reports.drawing.cell_limits import clean_text, cut
from xltools.workbook.splicing.cell_text import character_count

_LONGEST = 31  # in UTF-16 units
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
_RESERVED = "history"  # Excel keeps it for its own sheet


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for the sheet of each title, in order."""
    names: list[str] = []
    taken = {_RESERVED}
    for title in titles:
        name = _without_like(_legal(title), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def quoted(name: str) -> str:
    """The name as formulas and links write it (ECMA-376 part 1, 18.17.2.3)."""
    return "'" + name.replace("'", "''") + "'"


def _legal(title: str) -> str:
    shown = _FORBIDDEN.sub(text("summary_workbook.sign_in_sheet_names"), clean_text(title)).strip("' ")
    return cut(shown, _LONGEST).rstrip("' ") or text("summary_workbook.nameless_sheet")


def _without_like(name: str, taken: set[str]) -> str:
    """The name, with a number behind it if another sheet has it already."""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        behind = f"({number})"
        candidate = cut(name, _LONGEST - character_count(behind)) + behind
    return candidate
