"""A workbook's parts and cells as raw text, to be spoilt without asking xltools how a workbook is written."""

import io
import re
import zipfile
from functools import cached_property

from openpyxl.utils import column_index_from_string, get_column_letter

_ROW = re.compile(r'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)


class Spoilt(bytes):
    """A file's bytes, which nobody wants to see in a failure."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


class Grid:
    """One sheet, as the templates and our patcher write it.

    Attributes:
        rows: By number, the row's attributes and its cells by column: attributes and content of each.
    """

    def __init__(self, xml: bytes) -> None:
        text = xml.decode()
        start = text.index("<sheetData")
        self.head, text = text[:start], text[start:]
        data, _, self.tail = (
            text.partition("</sheetData>") if "</sheetData>" in text else text.partition("<sheetData/>")
        )
        self.rows: dict[int, tuple[str, dict[int, tuple[str, str]]]] = {
            int(row[1]): (
                row[2],
                {column_index_from_string(cell[1]): (cell[2], cell[3] or "") for cell in _CELL.finditer(row[3] or "")},
            )
            for row in _ROW.finditer(data)
        }

    def put(self, row: int, column: int, marks: str, content: str) -> None:
        """Put a cell there; ``marks`` are its attributes besides the address and the style, which stays."""
        _, cells = self.rows.setdefault(row, ("", {}))
        style = re.search(r' s="\d+"', cells.get(column, ("", ""))[0])
        cells[column] = ((style[0] if style and " s=" not in marks else "") + marks, content)

    def xml(self) -> bytes:
        """The sheet anew."""
        rows = "".join(
            f'<row r="{number}"{attributes}>'
            + "".join(
                f'<c r="{get_column_letter(column)}{number}"{marks}>{content}</c>'
                for column, (marks, content) in sorted(cells.items())
            )
            + "</row>"
            for number, (attributes, cells) in sorted(self.rows.items())
        )
        return f"{self.head}<sheetData>{rows}</sheetData>{self.tail}".encode()

    def move(self, order: dict[int, int]) -> None:
        """Rows to other numbers; two to one number, the later wins."""
        self.rows = {order.get(number, number): row for number, row in self.rows.items()}

    def shift_columns(self, first: int, by: int) -> None:
        """Put columns in before one of them, or take some out; rules and widths behind the data stay as they are."""
        for number, (attributes, cells) in self.rows.items():
            self.rows[number] = (
                attributes,
                {
                    column + by if column >= first else column: cell
                    for column, cell in cells.items()
                    if by > 0 or not first + by <= column < first
                },
            )


class Book:
    """A package's parts, to be changed and put together again."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts: dict[str, bytes] = {name: Spoilt(archive.read(name)) for name in archive.namelist()}

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Parts by tab."""
        wires = self.parts["xl/_rels/workbook.xml.rels"].decode()
        targets = {}
        for wire in re.findall(r"<Relationship [^>]*>", wires):
            identity, target = re.search(r'\bId="([^"]*)"', wire), re.search(r'Target="([^"]*)"', wire)
            assert identity is not None
            assert target is not None
            targets[identity[1]] = "xl/" + target[1].removeprefix("/xl/")
        tabs = re.findall(r'<sheet name="([^"]*)"[^>]*r:id="([^"]*)"', self.parts["xl/workbook.xml"].decode())
        return {name.replace("&amp;", "&"): targets[identity] for name, identity in tabs if identity in targets}

    def grid(self, tab: str) -> Grid:
        return Grid(self.parts[self.sheets[tab]])

    def put(self, tab: str, grid: Grid) -> None:
        self.parts[self.sheets[tab]] = grid.xml()

    def data(self) -> Spoilt:
        """The package anew."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, text in self.parts.items():
                archive.writestr(name, text)
        return Spoilt(buffer.getvalue())


def escaped(text: str) -> str:
    """Text as XML takes it; signs that it cannot hold are left out."""
    plain = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
