"""How does the workbook part come to know of new sheets? At their places among the tabs, with their defined names.

Invariant: what counts sheets by their place still means the same sheets. ECMA-376 part 1, §18.2.19 (sheet), §18.2.5
(definedName: localSheetId), §18.2.30 (workbookView: activeTab, firstSheet).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element as Name
from xml.sax.saxutils import escape, quoteattr

from xltools.workbook.extending.ordered_xml import WORKBOOK, OrderedXml
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.reshaping.located_xml import Element
from xltools.workbook.splicing.written_attributes import written_attributes

_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+|\$[A-Z]{1,3}:\$[A-Z]{1,3}")
_GROWING = {"_xlnm._FilterDatabase", "_xlnm.Print_Area"}
Growth = Callable[[str], str]


class NewSheet(NamedTuple):
    """A sheet that the workbook gets.

    Attributes:
        tab: What its tab says.
        identity: Of the relationship to its part.
        before: The tab that it is put before; None for the end.
        names: The defined names that belong to it, as the template has them.
    """

    tab: str
    identity: str
    before: str | None
    names: Sequence[Name]


def with_sheets(workbook: bytes, new: Sequence[NewSheet], office: str, growths: Mapping[str, Growth]) -> bytes:
    """The workbook part with new sheets.

    Args:
        workbook: The part.
        new: The sheets, in the order of their tabs.
        office: The namespace of relationship identities.
        growths: By tab, how an area of a filter or of what is printed reads now.

    Raises:
        PatchRefusedError: There is no place for them.
        UnreadableWorkbookError: It cannot be read.
    """
    part = OrderedXml(workbook, "workbook", WORKBOOK)
    sheets = part.children("sheets", "sheet")
    before = [sheet.attributes.get("name", "") for sheet in sheets]
    number = max((whole_number(sheet.attributes.get("sheetId", "0")) for sheet in sheets), default=0)
    entries: dict[str | None, list[str]] = {}
    for count, each in enumerate(new, start=1):
        # The prefix is bound on the spot: whatever the workbook calls that namespace, and however it is declared.
        written = (
            f'<{part.prefix}sheet name={quoteattr(each.tab)} sheetId="{number + count}" xmlns:r="{office}" '
            f'r:id="{each.identity}"/>'
        )
        entries.setdefault(each.before, []).append(written)
    for sheet in sheets:
        for written in entries.get(sheet.attributes.get("name", ""), ()):
            part.insert_before(sheet, written)
    part.extend("sheets", entries.get(None, []), counted=False)
    after = tabs_after(before, new)
    moved = {place: after.index(tab) for place, tab in enumerate(before)}
    _recount(part, moved)
    _put_names(part, after, new)
    _grow(part, before, growths, moved)
    return part.changed()


def tabs_after(before: Sequence[str], new: Iterable[NewSheet]) -> list[str]:
    """The tabs in their order once the new ones are among them."""
    after = list(before)
    for each in new:
        after.insert(len(after) if each.before is None else after.index(each.before), each.tab)
    return after


def _recount(part: OrderedXml, moved: Mapping[int, int]) -> None:
    for view in part.children("bookViews", "workbookView"):
        places = {name: whole_number(view.attributes.get(name, "0")) for name in ("activeTab", "firstSheet")}
        shifted = {name: moved.get(place, place) for name, place in places.items()}
        shifted["firstSheet"] = 0 if places["firstSheet"] == 0 else shifted["firstSheet"]
        if shifted != places:
            part.set(view, **{name: str(place) for name, place in shifted.items() if place != places[name]})


def _put_names(part: OrderedXml, after: Sequence[str], new: Sequence[NewSheet]) -> None:
    written = []
    for each in new:
        for name in each.names:
            marks = {**name.attrib, "localSheetId": str(after.index(each.tab))}
            spelled = written_attributes(marks.items())
            written.append(f"<{part.prefix}definedName{spelled}>{escape(name.text or '')}</{part.prefix}definedName>")
    part.extend("definedNames", written, counted=False)


def _grow(part: OrderedXml, before: Sequence[str], growths: Mapping[str, Growth], moved: Mapping[int, int]) -> None:
    """Let areas of extended sheets reach further, and all names of sheets follow these."""
    for name in part.children("definedNames", "definedName"):
        place = _sheet_of(name)
        if place is None or place >= len(before):
            continue
        if moved[place] != place:
            part.set(name, localSheetId=str(moved[place]))
        growth = growths.get(before[place])
        if growth is not None and name.attributes.get("name") in _GROWING:
            text = _AREA.sub(partial(_grown, growth), name.text)
            if text != name.text:
                part.replace_inside(name, escape(text))


def _grown(growth: Growth, area: re.Match[str]) -> str:
    return growth(area[0])


def _sheet_of(name: Element) -> int | None:
    text = name.attributes.get("localSheetId", "")
    return int(text) if text.isdigit() else None
