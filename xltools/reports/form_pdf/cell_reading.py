"""What does a cell show? Its value in its number format, as runs of letters, with the side it stands at.

Invariant: every value of the sheet has its words; text is cleaned of what steers and never read as anything but text.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.errors import UnsafeWorkbookError
from xltools.reports.form_pdf.look_reading import Looks
from xltools.reports.form_pdf.looks import Letters, Look
from xltools.reports.form_pdf.shown_numbers import shown_number, shown_text
from xltools.reports.form_pdf.xml_numbers import finite, whole
from xltools.reports.typesetting.plain_text import clean
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import children
from xltools.workbook.splicing.cell_text import MAX_CHARACTERS, unescaped_controls

_MOST_CHARACTERS = 2_000_000  # in all cells together: some hundred pages
_PLAIN = Letters().colour  # a run that names its letters does not inherit the cell's colour


class Run(NamedTuple):
    """A piece of text in one kind of letters."""

    text: str
    letters: Letters


class ShownCell(NamedTuple):
    """A cell as the page shows it.

    Attributes:
        runs: Its text; none for a cell that shows only ground and edges.
        look: Its format.
        side: ``left``, ``center`` or ``right``: where a value of its kind stands if the format does not say.
        link: The address that it leads to, if it is one of the web or of mail.
    """

    runs: tuple[Run, ...]
    look: Look
    side: str = "left"
    link: str = ""


class CellReader:
    """Reads the cells of one workbook.

    Args:
        package: The workbook.
        looks: Its formats.

    Raises:
        UnreadableWorkbookError: The shared strings are no XML.
    """

    def __init__(self, package: Package, looks: Looks) -> None:
        self._looks = looks
        self._date1904 = package.date1904
        part = package.related(package.workbook_part, "sharedStrings")
        self._shared: Sequence[Element] = children(package.xml(part), "si") if part else ()
        self._characters = 0

    def shown(self, cell: Element) -> ShownCell:
        """What a ``c`` element shows (ECMA-376 part 1, §18.3.1.4).

        Raises:
            UnsafeWorkbookError: All cells so far show more than any form does; one text may stand in all of them.
        """
        shown = self._shown(cell)
        self._characters += sum(len(run.text) for run in shown.runs)
        if self._characters > _MOST_CHARACTERS:
            what = f"its cells show more than {_MOST_CHARACTERS} characters, which is no form"
            raise UnsafeWorkbookError(what, "Shorten it, or print it from Excel.")
        return shown

    def _shown(self, cell: Element) -> ShownCell:
        look = self._looks.of(whole(cell, "s"))
        kind = cell.get("t", "n")
        value = next(("".join(one.itertext()) for one in children(cell, "v")), "")
        if kind in ("inlineStr", "s"):
            item = next(iter(children(cell, "is")), None) if kind == "inlineStr" else self._item(value)
            return ShownCell(() if item is None else self._runs(item, look), look)
        if value == "":
            return ShownCell((), look)
        if kind in ("str", "d"):
            return self._text(value, look)
        if kind in ("b", "e"):
            words = {"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else value
            return ShownCell((Run(clean(words), look.letters),), look, "center")
        return self._number(value, look)

    def _item(self, place: str) -> Element | None:
        return self._shared[int(place)] if place.isdecimal() and int(place) < len(self._shared) else None

    def _number(self, value: str, look: Look) -> ShownCell:
        taken = finite(value)
        if taken is None:
            return self._text(value, look)
        words, colour = shown_number(taken, look.code, date1904=self._date1904)
        letters = look.letters._replace(colour=colour) if colour else look.letters
        return ShownCell((Run(clean(words), letters),) if words else (), look, "right")

    def _text(self, text: str, look: Look) -> ShownCell:
        words, colour = shown_text(clean(unescaped_controls(text)), look.code)
        letters = look.letters._replace(colour=colour) if colour else look.letters
        return ShownCell((Run(words, letters),) if words else (), look)

    def _runs(self, item: Element, look: Look) -> tuple[Run, ...]:
        """The runs of an ``si`` or ``is``: pieces with letters of their own, or one plain text (§18.4.8)."""
        pieces = children(item, "r")
        if not pieces:
            return self._text(_words(item), look).runs
        runs = []
        for piece in pieces:
            said = children(piece, "rPr")
            letters = self._looks.letters(said[0], look.letters._replace(colour=_PLAIN)) if said else look.letters
            runs.append(Run(clean(unescaped_controls(_words(piece))), letters))
        return tuple(run for run in runs if run.text)


def _words(element: Element) -> str:
    return "".join(one.text or "" for one in children(element, "t"))[:MAX_CHARACTERS]
