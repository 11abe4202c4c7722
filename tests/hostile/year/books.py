"""What stands in the cells of a workbook, and how does a person's program change it? The package, read and rewritten.

Invariant: a row that nobody touched keeps its very XML; what is read is the cells' contents, not what anybody makes of
them. Neither the tool's reader nor its patcher is used here.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from html import escape, unescape
from io import BytesIO
from typing import NamedTuple

Raw = float | str
EPOCH = datetime(1899, 12, 30)
_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_TEXT = re.compile(r"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
_VALUE = re.compile(r"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_STRING = re.compile(r"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_SHEET = re.compile(r'<sheet name="([^"]*)"[^>]*?r:id="([^"]*)"')
_COLUMN_STYLE = re.compile(r'<col\b[^>]*?min="(\d+)"[^>]*?max="(\d+)"[^>]*?style="(\d+)"')
_UNTOLD = re.compile("[\x00-\x08\x0b-\x1f]")


def serial(moment: datetime) -> float:
    """A moment as a spreadsheet keeps it."""
    return (moment - EPOCH) / timedelta(days=1)


def moment_of(raw: Raw | None) -> datetime | None:
    """The moment behind a number in a cell of moments, to the second; None for an empty cell."""
    if raw is None:
        return None
    if isinstance(raw, str):
        raise TypeError(f"{raw!r} stands where the tool writes moments")
    return EPOCH + timedelta(seconds=round(raw * 86_400))


def clock_of(raw: Raw) -> time:
    """The time of day behind a number."""
    return (EPOCH + timedelta(seconds=round(float(raw) * 86_400))).time()


def day_of(raw: Raw) -> date:
    """The day behind a number."""
    return (EPOCH + timedelta(days=int(float(raw)))).date()


class Cell(NamedTuple):
    """One cell: its style, and what stands in it."""

    style: str
    value: Raw | None


class Row:
    """One row as it stands in the package.

    Attributes:
        xml: The element.
        attributes: Its attributes but the number.
        cells: By column, from 1; cells that hold nothing but a style included.
    """

    __slots__ = ("attributes", "cells", "values", "xml")

    def __init__(self, xml: str, attributes: str, cells: Mapping[int, Cell]) -> None:
        self.xml, self.attributes, self.cells = xml, attributes, cells
        self.values: dict[int, Raw] = {
            column: cell.value for column, cell in cells.items() if cell.value is not None and cell.value != ""
        }


class Sheet:
    """The rows of one sheet, and changes to them."""

    def __init__(self, head: str, rows: dict[int, Row], tail: str) -> None:
        self._head, self.rows, self._tail = head, rows, tail
        self.changed = False
        self._styles = [(int(a), int(b), style) for a, b, style in _COLUMN_STYLE.findall(head)]

    def value(self, row: int, column: int) -> Raw | None:
        """What stands in a cell; None where it is empty."""
        found = self.rows.get(row)
        return found.values.get(column) if found is not None else None

    @property
    def last(self) -> int:
        """The last row in which anything stands."""
        return max((number for number, row in self.rows.items() if row.values), default=0)

    def put(self, row: int, cells: Mapping[int, Raw | None]) -> None:
        """Type into a row; None clears the cell."""
        old = self.rows.get(row)
        new = dict(old.cells) if old is not None else {}
        for column, value in cells.items():
            style = new[column].style if column in new else self._style(column)
            new[column] = Cell(style, value)
        self.rows[row] = _written(row, old.attributes if old is not None else "", new)
        self.changed = True

    def arrange(self, order: Mapping[int, int], first: int) -> None:
        """Move rows, whole: by new place the old one; rows from the first on that are not named are gone."""
        moved = {place: self.rows[old] for place, old in order.items() if old in self.rows}
        above = {number: row for number, row in self.rows.items() if number < first}
        self.rows = above | {
            place: row if f'r="{place}"' in row.xml[:40] else _written(place, row.attributes, row.cells)
            for place, row in sorted(moved.items())
        }
        self.changed = True

    def copied(self, source: int) -> dict[int, Raw | None]:
        """The cells of a row, to be pasted elsewhere."""
        return {column: cell.value for column, cell in self.rows[source].cells.items()}

    def text(self) -> str:
        """The part."""
        widest = max((column for row in self.rows.values() for column in row.cells), default=1)
        head = re.sub(
            r'<dimension ref="[^"]*"', f'<dimension ref="A1:{letters(widest)}{max(self.rows, default=1)}"', self._head
        )
        return head + "".join(row.xml for _, row in sorted(self.rows.items())) + self._tail

    def _style(self, column: int) -> str:
        return next((style for first, last, style in self._styles if first <= column <= last), "")


class Book:
    """A workbook's bytes, opened as a person's program opens them."""

    def __init__(self, data: bytes, before: "Book | None" = None) -> None:
        """Open it; rows that stood there before like that are not parsed again."""
        self.data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self.names = {entry.filename: entry.CRC for entry in self._zip.infolist()}
        self._strings: list[str] = self._shared_strings(before)
        alike = before is not None and self._strings[: len(before._strings)] == before._strings
        self._rows: dict[str, Row] = before._rows if before is not None and alike else {}
        self._sheets: dict[str, Sheet] = {}
        self.parts = self._sheet_parts()
        if before is not None and alike:
            self._sheets = {
                title: Sheet(sheet._head, dict(sheet.rows), sheet._tail)
                for title, sheet in before._sheets.items()
                if not sheet.changed and before.names[before.parts[title]] == self.names[self.parts[title]]
            }

    def sheet(self, title: str) -> Sheet:
        """One sheet, parsed once."""
        if title not in self._sheets:
            self._sheets[title] = self._parsed(self._zip.read(self.parts[title]).decode())
        return self._sheets[title]

    def saved(self) -> bytes:
        """The package with the sheets that were changed."""
        changed = {self.parts[title]: sheet for title, sheet in self._sheets.items() if sheet.changed}
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in self._zip.namelist():
                new.writestr(name, changed[name].text() if name in changed else self._zip.read(name))
        return buffer.getvalue()

    def _shared_strings(self, before: "Book | None") -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self.names:
            return []
        if before is not None and before.names.get(name) == self.names[name]:
            return before._strings
        return [_plain(found[1] or "") for found in _STRING.finditer(self._zip.read(name).decode())]

    def _sheet_parts(self) -> dict[str, str]:
        relationships = re.findall(r"<Relationship\b[^>]*>", self._zip.read("xl/_rels/workbook.xml.rels").decode())
        told = [dict(_ATTRIBUTE.findall(each)) for each in relationships]
        related = {each["Id"]: each["Target"] for each in told}
        found = _SHEET.findall(self._zip.read("xl/workbook.xml").decode())
        return {unescape(title): "xl/" + related[key].removeprefix("/xl/") for title, key in found}

    def _parsed(self, text: str) -> Sheet:
        begin = text.index("<sheetData")
        if text.startswith("<sheetData/>", begin):
            return Sheet(text[:begin] + "<sheetData>", {}, "</sheetData>" + text[begin + len("<sheetData/>") :])
        begin, end = text.index(">", begin) + 1, text.index("</sheetData>")
        rows = {}
        for found in _ROW.finditer(text, begin, end):
            xml = found[0]
            row = self._rows.get(xml)
            if row is None:
                row = self._rows[xml] = self._row(xml, found[1], found[2] or "")
            rows[int(dict(_ATTRIBUTE.findall(found[1]))["r"])] = row
        return Sheet(text[:begin], rows, text[end:])

    def _row(self, xml: str, attributes: str, inside: str) -> Row:
        assert "<f" not in inside, "nobody types formulas here"
        cells = {}
        for found in _CELL.finditer(inside):
            told = dict(_ATTRIBUTE.findall(found[1]))
            cells[column_of(told["r"])] = Cell(told.get("s", ""), self._value(told.get("t", "n"), found[2] or ""))
        kept = " ".join(f'{name}="{value}"' for name, value in _ATTRIBUTE.findall(attributes) if name not in "r spans")
        return Row(xml, kept, cells)

    def _value(self, kind: str, inside: str) -> Raw | None:
        if kind == "inlineStr":
            return _plain(inside)
        found = _VALUE.search(inside)
        if found is None:
            return None
        if kind == "s":
            return self._strings[int(found[1])]
        return unescape(found[1]) if kind in ("str", "e") else float(found[1])


def _plain(inside: str) -> str:
    return unescape("".join(_TEXT.findall(inside)))


def column_of(place: str) -> int:
    """The column of an address like ``AB12``, from 1."""
    column = 0
    for sign in place:
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign) - 64
    return column


def letters(column: int) -> str:
    """The letters of a column, from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _written(number: int, attributes: str, cells: Mapping[int, Cell]) -> Row:
    inside = "".join(_cell_xml(number, column, cell) for column, cell in sorted(cells.items()))
    blank = " " if attributes else ""
    return Row(f'<row r="{number}"{blank}{attributes}>{inside}</row>', attributes, cells)


def _cell_xml(row: int, column: int, cell: Cell) -> str:
    place = f'<c r="{letters(column)}{row}"' + (f' s="{cell.style}"' if cell.style else "")
    if cell.value is None or cell.value == "":
        return f"{place}/>"
    if isinstance(cell.value, str):
        text = escape(_UNTOLD.sub("", cell.value), quote=False)
        return f'{place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"{place}><v>{cell.value!r}</v></c>"
