"""What stands in a sheet's cells? Rows as python-calamine reads them, and the errors and formulas that it hides.

Invariant: nothing is handed to the reader whose size was not looked at first (a stray far cell aborts the process).
"""

import io
import re
from collections.abc import Container, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook

from xltools.errors import NotAWorkbookError, UnsafeWorkbookError
from xltools.model.cell_address import column_letters, column_number
from xltools.model.cell_edit import ReadValue
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8, local_name, walk_xml
from xltools.workbook.sheet_halves import halved, joined_rows, parsed_half
from xltools.workbook.splicing.cell_styles import CellStyles
from xltools.workbook.splicing.sheet_xml import attributes
from xltools.workbook.uncomputed_cells import uncomputed_cells

MAXIMUM_ROWS = 600_000
MAXIMUM_CELLS = 40_000_000
_MAXIMUM_COLUMNS = 2000
# Rows to 599999 and columns to CZ, spelled as every common program spells them; all else is looked at more closely.
_STRANGE_CELL = re.compile(rb'<c(?! r="[A-C]?[A-Z][1-5]?\d{1,5}")[\s/>]')
_CELL = re.compile(r"([A-Za-z]{1,4})(\d{1,19})")
_NUMBER = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</[^>]*>))?\s*"
    rb"<(?:\w+:)?v>\s*(-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*<"
)
_LONG_NUMBER = re.compile(rb"v>\s*-(?:\d{12}|\d\.?\d*[eE]\+?\d\d)")
_DAYS_BEYOND_CLOCKS = 1e11  # the reader's milliseconds overflow there
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?f[ >/]', re.DOTALL
)
_ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"')
_ERROR_REVERSED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\bt="e"[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')

Position = tuple[int, int]


class SheetCells(NamedTuple):
    """One sheet.

    Attributes:
        title: The tab.
        rows: All rows from row 1, every row as long as the widest; '' where empty.
        errors: (row, column) of cells that show an error value, from 1.
        formulas: (row, column) of cells with a formula, from 1.
        uncomputed: Those of them that have no value yet; they read as empty, and are not.
    """

    title: str
    rows: Sequence[Sequence[ReadValue]]
    errors: frozenset[Position]
    formulas: frozenset[Position]
    uncomputed: frozenset[Position] = frozenset()


class WorkbookCells:
    """The sheets of one package, read one at a time."""

    def __init__(self, package: Package) -> None:
        """No sheet is read yet; the reader goes through the shared strings in the background."""
        self._package = package
        self._parts = {sheet.name: sheet.part for sheet in package.sheets}
        self._readers = ThreadPoolExecutor(max_workers=2)  # they let other threads run while they parse
        self._workbook = self._readers.submit(CalamineWorkbook.from_filelike, io.BytesIO(package.data))
        self._one_at_a_time = Lock()  # it refuses a second reader, and one whose rows nobody waits for may go on

    @property
    def titles(self) -> tuple[str, ...]:
        """The tabs in order, chart sheets left out."""
        return tuple(self._parts)

    def sheet(self, title: str) -> SheetCells:
        """Read one sheet.

        Raises:
            UnsafeWorkbookError: A cell stands so far out that reading would exhaust memory; names the cell.
            NotAWorkbookError: The sheet cannot be read.
        """
        part = self._package.part(self._parts[title])
        xml = as_utf8(part)
        scan = _scanned(title, xml)
        halves = halved(xml) if scan is None and xml is part else None  # else its head names another encoding
        parsing = [self._readers.submit(self._parsed, title, half) for half in halves or (None,)]
        errors = _errors(xml) if scan is None else frozenset(scan.errors)
        formulas = _formulas(xml) if scan is None else frozenset(scan.formulas)
        endless = self._endless_days(xml)
        try:
            sheet = self._calmed(title, xml, endless) if endless else parsing[0].result()
            rows = sheet.to_python(skip_empty_area=False)
            if halves and not endless:
                lower = parsing[1].result()
                rows = joined_rows(rows, lower.to_python(), lower.start)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception
            raise NotAWorkbookError(f"sheet {title}: {error}") from None
        for (row, column), number in endless.items():
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = number
        return SheetCells(title, rows, errors, formulas, uncomputed_cells(rows, formulas, xml))

    def _parsed(self, title: str, half: bytes | None) -> CalamineSheet:
        if half is None:
            workbook = self._workbook.result()
            with self._one_at_a_time:
                return workbook.get_sheet_by_name(title)
        return parsed_half(self._package, self._parts[title], title, half)

    def _endless_days(self, xml: bytes) -> dict[Position, float]:
        """Numbers in a date format that are far too small for any date: the reader panics over them."""
        if _LONG_NUMBER.search(xml) is None:
            return {}
        styles = CellStyles(self._package)
        found = {}
        for match in _NUMBER.finditer(xml):
            marks = attributes(match[1])
            place = _CELL.fullmatch(marks.get(b"r", b"").decode("ascii", "replace"))
            if place and _is_endless(match) and styles.shows_date(_style(marks)):
                found[int(place[2]), column_number(place[1])] = float(match[2])
        return found

    def _calmed(self, title: str, xml: bytes, endless: Container[Position]) -> CalamineSheet:
        """The sheet with 0 in the place of these numbers."""

        def calm(match: re.Match[bytes]) -> bytes:
            place = _CELL.fullmatch(attributes(match[1]).get(b"r", b"").decode("ascii", "replace"))
            if place is None or (int(place[2]), column_number(place[1])) not in endless:
                return match[0]
            start, end = (position - match.start() for position in match.span(2))
            return match[0][:start] + b"0" + match[0][end:]

        changed = self._package.replaced({self._parts[title]: _NUMBER.sub(calm, xml)})
        return CalamineWorkbook.from_filelike(io.BytesIO(changed)).get_sheet_by_name(title)


def _style(marks: dict[bytes, bytes]) -> int:
    style = marks.get(b"s", b"")[:9]
    return int(style) if style.isdigit() else 0


def _is_endless(match: re.Match[bytes]) -> bool:
    return attributes(match[1]).get(b"t", b"n") == b"n" and float(match[2]) <= -_DAYS_BEYOND_CLOCKS


class _ExactScan:
    """What a sheet of unusual spelling holds, told by a real parser: its extent, its errors and its formulas."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.rows = self.width = 0
        self.farthest = ""
        self.errors: set[Position] = set()
        self.formulas: set[Position] = set()

    def start(self, tag: str, marks: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "row":
            self.row = int(marks["r"]) if marks.get("r", "").isdecimal() else self.row + 1
            self.column = 0
            self.rows = max(self.rows, self.row)
        elif name == "c":
            self._start_cell(marks)
        elif name == "f" and self.column:
            self.formulas.add((self.row, self.column))

    def _start_cell(self, marks: dict[str, str]) -> None:
        place = _CELL.fullmatch(marks.get("r", ""))
        row, self.column = (int(place[2]), column_number(place[1])) if place else (self.row, self.column + 1)
        if self.column > self.width:
            self.width, self.farthest = self.column, f"{column_letters(self.column)}{row}"
        self.rows = max(self.rows, row)
        if marks.get("t") == "e":
            self.errors.add((row, self.column))

    def end(self, tag: str) -> None:
        if local_name(tag) == "sheetData":
            self.column = 0  # rules and validations behind it have formulas of their own


def _scanned(title: str, xml: bytes) -> _ExactScan | None:
    """Look at a sheet's extent before the reader reserves room for it; None where all is spelled as usual, and near.

    Raises:
        UnsafeWorkbookError: A cell stands too far out; names it.
        NotAWorkbookError: The sheet is not XML.
    """
    plain = b"<c " in xml or b"<row " in xml or b"<sheetData" in xml
    if plain and _STRANGE_CELL.search(xml) is None:
        return None
    scan = _ExactScan()
    walk_xml(xml, title, scan.start, scan.end, recoded=True)
    if scan.rows > MAXIMUM_ROWS:
        raise _far(title, f"row {scan.rows}")
    if scan.width > _MAXIMUM_COLUMNS or scan.width * max(scan.rows, 1) > MAXIMUM_CELLS:
        raise _far(title, f"cell {scan.farthest}")
    return scan


def _far(title: str, what: str) -> UnsafeWorkbookError:
    return UnsafeWorkbookError(
        f"sheet {title} has something in {what}, far beyond its data",
        "Select the empty rows and columns around it, delete them, and save again.",
    )


def _positions(pattern: re.Pattern[bytes], xml: bytes) -> frozenset[Position]:
    return frozenset((int(found[2]), column_number(found[1].decode())) for found in pattern.finditer(xml))


def _errors(xml: bytes) -> frozenset[Position]:
    if b't="e"' not in xml:
        return frozenset()
    return _positions(_ERROR, xml) | _positions(_ERROR_REVERSED, xml)


def _formulas(xml: bytes) -> frozenset[Position]:
    end = xml.rfind(b"sheetData>")  # rules and validations behind it have formulas of their own
    start = xml.find(b"sheetData")
    prefixed = xml[start - 1 : start] == b":"
    if start < 0 or not any(xml.find(mark, start, end) >= 0 for mark in ((b":f>", b":f ") if prefixed else (b"<f",))):
        return frozenset()
    return _positions(_FORMULA, xml[start:end])
