r"""What stands at the head and foot of each page? The codes ``&L…&C…&R…`` as runs for three places.

Invariant: what is typed there is shown as text; unknown codes vanish. ECMA-376 part 1, §18.3.1.39.
"""

import re
from datetime import datetime
from typing import NamedTuple

from xltools.language.speaking import in_every_language, text

_CODE = re.compile(
    r'&(?:"(?P<font>[^"]*)"|(?P<size>\d{1,3})|K(?P<colour>[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|(?P<page>P(?:[+-]\d+)?)|(?P<letter>.))',
    re.DOTALL,
)
_PLACES = "LCR"
_SIZE = 10.0
_SIZES = (4.0, 72.0)


class PageRun(NamedTuple):
    """A piece of a running line.

    Attributes:
        text: The words, or ``page`` and ``pages`` where ``kind`` says so.
        kind: ``text``, ``page`` or ``pages``.
        shift: What is added to the number of the page.
    """

    text: str
    kind: str = "text"
    size: float = _SIZE
    bold: bool = False
    italic: bool = False
    shift: int = 0


def page_words(code: str, sheet: str, file: str, made_at: datetime) -> tuple[tuple[PageRun, ...], ...]:
    """The runs at the left, in the middle and at the right of a running line.

    Args:
        code: As the sheet holds it.
        sheet: The sheet's name, for ``&A``.
        file: The file's name, for ``&F``.
        made_at: For ``&D`` and ``&T``, written as an Excel of the spoken language writes them.
    """
    places: dict[str, list[PageRun]] = {place: [] for place in _PLACES}
    told = {
        "A": sheet, "F": file, "&": "&", "T": f"{made_at.hour}:{made_at:%M}",
        "D": text("pdf.page_date", at=made_at),
    }  # fmt: skip
    place, looks, end = "C", PageRun(""), 0
    for match in _CODE.finditer(code):
        _add(places[place], looks, code[end : match.start()])
        end = match.end()
        letter = (match["letter"] or "").upper()
        if letter in _PLACES and letter:
            place, looks = letter, PageRun("")
        elif match["page"]:
            places[place].append(looks._replace(kind="page", shift=int(match["page"][1:] or 0)))
        elif letter == "N":
            places[place].append(looks._replace(kind="pages"))
        else:
            looks = _looks(match, looks, letter)
            _add(places[place], looks, told.get(letter, ""))
    _add(places[place], looks, code[end:])
    return tuple(tuple(places[place]) for place in _PLACES)


def _looks(match: re.Match[str], looks: PageRun, letter: str) -> PageRun:
    if match["size"]:
        return looks._replace(size=min(max(float(match["size"]), _SIZES[0]), _SIZES[1]))
    if match["font"]:
        style = match["font"].lower()
        bold, italic = in_every_language("pdf.styles.bold"), in_every_language("pdf.styles.italic")
        return looks._replace(bold=any(each in style for each in bold), italic=any(each in style for each in italic))
    if letter == "B":
        return looks._replace(bold=not looks.bold)
    return looks._replace(italic=not looks.italic) if letter == "I" else looks


def _add(runs: list[PageRun], looks: PageRun, words: str) -> None:
    if words:
        runs.append(looks._replace(text=words.replace("\r\n", "\n")))
