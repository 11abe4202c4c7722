"""What stands in a sheet's cells? Rows as python-calamine reads them, and the errors and formulas that it hides.

Invariant: nothing is handed to the reader whose size was not looked at first (a stray far cell aborts the process).
"""

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from xltools.errors import NotAWorkbookError, UnsafeWorkbookError
from xltools.model.cell_address import column_number
from xltools.model.cell_edit import ReadValue
from xltools.workbook.packaging.package import Package

MAXIMUM_ROWS = 600_000
MAXIMUM_CELLS = 40_000_000
_FAR_COLUMN = re.compile(rb' r="(?:[A-Z]{3}|[D-Z][A-Z])(?=\d)')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_MARKED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?f[ >/]', re.DOTALL
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
    """

    title: str
    rows: Sequence[Sequence[ReadValue]]
    errors: frozenset[Position]
    formulas: frozenset[Position]


class WorkbookCells:
    """The sheets of one package, read one at a time."""

    def __init__(self, package: Package) -> None:
        """Nothing is read yet.

        Raises:
            NotAWorkbookError: The reader cannot make sense of the package.
        """
        self._package = package
        self._parts = {sheet.name: sheet.part for sheet in package.sheets}
        try:
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.data))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception
            raise NotAWorkbookError(str(error)) from None

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
        xml = _ascii_compatible(self._package.part(self._parts[title]))
        _refuse_far_cells(title, xml)
        with ThreadPoolExecutor(max_workers=1) as reader:  # it lets other threads run while it parses
            parsing = reader.submit(self._workbook.get_sheet_by_name, title)
            errors, formulas = _errors(xml), _formulas(xml)
        try:
            rows = parsing.result().to_python(skip_empty_area=False)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception
            raise NotAWorkbookError(f"sheet {title}: {error}") from None
        return SheetCells(title, rows, errors, formulas)


def _ascii_compatible(xml: bytes) -> bytes:
    """UTF-16 parts are legal (ECMA-376 part 2, 6.3.2); the scans below look for ASCII."""
    return xml.decode("utf-16").encode() if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else xml


def _refuse_far_cells(title: str, xml: bytes) -> None:
    last = xml.rfind(b"<row ")
    match = _ROW.match(xml, last) if last >= 0 else None
    rows = int(match[1]) if match else max(xml.count(b"<row"), *(int(found[1]) for found in _ROW.finditer(xml)), 0)
    if rows > MAXIMUM_ROWS:
        raise _far(title, f"row {rows}")
    if _FAR_COLUMN.search(xml) is None:
        return
    width, cell = max((column_number(found[1].decode()), found[0][3:-1].decode()) for found in _REFERENCE.finditer(xml))
    if width * max(rows, 1) > MAXIMUM_CELLS or width > 2000:
        raise _far(title, f"cell {cell}")


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
    return _positions(_MARKED, xml[start:end])
