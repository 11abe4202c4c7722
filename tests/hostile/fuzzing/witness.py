"""What does a workbook hold, told without any of our own code?"""

import io
import unicodedata
import zipfile
import zlib
from posixpath import join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

_STRANGE = (
    zipfile.BadZipFile,
    ParseError,
    LookupError,
    ValueError,
    StopIteration,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    zlib.error,
)

Place = tuple[int, int]


class Content(NamedTuple):
    """What one cell holds: its type, its formula with attributes, its value."""

    kind: str
    formula: str
    value: str


class Testimony(NamedTuple):
    """A workbook's cells and parts.

    Attributes:
        cells: By tab and place, every cell that holds anything.
        parts: The tab of each worksheet part.
        texts: The bytes of all parts.
    """

    cells: dict[str, dict[Place, Content]]
    parts: dict[str, str]
    texts: dict[str, bytes]


def witnessed(data: bytes) -> Testimony | None:
    """What the workbook holds; None where it is so odd that this witness cannot tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = {member.filename: _bytes_of(data, archive, member) for member in archive.infolist()}
        return _told(texts)
    except _STRANGE:
        return None


def _bytes_of(data: bytes, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a member holds; where that is damaged, what is packed there, for that too has to stay."""
    try:
        return archive.read(member)
    except _STRANGE:
        start = member.header_offset + 30 + sum(data[member.header_offset + 26 : member.header_offset + 30 : 2])
        return data[start : start + member.compress_size]


def _told(texts: dict[str, bytes]) -> Testimony:
    book = next(wire for wire in _wires(texts, "") if wire[1].endswith("/officeDocument"))[2]
    wires = {identity: (kind, target) for identity, kind, target in _wires(texts, book)}
    shared: list[str] = []
    for kind, target in wires.values():
        if kind.endswith("/sharedStrings") and target in texts:
            shared = [_text(each) for each in fromstring(texts[target])]
    cells, parts = {}, {}
    for element in fromstring(texts[book]).iter():
        if _local(element.tag) == "sheet":
            identity = next(value for key, value in element.attrib.items() if _local(key) == "id")
            kind, target = wires[identity]
            if kind.endswith("/worksheet"):
                cells[element.get("name", "")] = dict(_cells(fromstring(texts[target]), shared))
                parts[target] = element.get("name", "")
    return Testimony(cells, parts, texts)


def _wires(texts: dict[str, bytes], part: str) -> list[tuple[str, str, str]]:
    folder, _, name = part.rpartition("/")
    found = fromstring(texts[f"{folder}/_rels/{name}.rels".lstrip("/")])
    return [
        (
            wire.get("Id", ""),
            wire.get("Type", ""),
            normpath(join("/", folder, wire.get("Target", ""))).lstrip("/"),
        )
        for wire in found
        if wire.get("TargetMode") != "External"
    ]


def _cells(sheet: Element, shared: list[str]) -> list[tuple[Place, Content]]:
    found = []
    number = 0
    for row in (row for data in sheet if _local(data.tag) == "sheetData" for row in data):
        number = int(row.get("r") or number + 1)
        column = 0
        for cell in row:
            address = cell.get("r")
            column = column_index_from_string(coordinate_from_string(address)[0]) if address else column + 1
            content = _content(cell, shared)
            if content.value or content.formula:
                found.append(((number, column), content))
    return found


def _content(cell: Element, shared: list[str]) -> Content:
    kind, formula, value = cell.get("t", "n"), "", ""
    for child in cell:
        match _local(child.tag):
            case "f":
                formula = f"{sorted(child.attrib.items())}{child.text or ''}"
            case "v":
                value = child.text or ""
            case "is":
                value = _text(child)
    if kind == "s":
        kind, value = "text", shared[int(value)] if value else ""
    return Content("text" if kind in ("inlineStr", "str") else kind, formula, value)


def _text(element: Element) -> str:
    """The words of a text that may be set in several fonts; readings of its signs (rPh) are none of it."""
    return "".join(
        child.text or ""
        for child in element.iter()
        if _local(child.tag) == "t" and not any(child in reading for reading in _readings(element))
    )


def _readings(element: Element) -> list[list[Element]]:
    return [list(each) for each in element.iter() if _local(each.tag) == "rPh"]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def plain(text: str) -> str:
    """A head as people see it: blanks, width and case of letters apart."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
