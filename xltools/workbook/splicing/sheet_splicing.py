"""What has to be spliced into one sheet so that these cells hold these values?

The one invariant: only the cells asked for are touched, besides `dimension` and `spans` that must not lie about them.
ECMA-376 part 1, §18.3.1.73 (row), §18.3.1.4 (c), §18.3.1.35 (dimension).
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from xltools.model.cell_address import address, column_letters, column_number
from xltools.model.cell_edit import CellValue
from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.splicing.cell_splicing import CellContext, CellSplicer
from xltools.workbook.splicing.row_styles import RowStyles
from xltools.workbook.splicing.sheet_xml import CellSpan, SheetXml, attributes
from xltools.workbook.splicing.splices import Splice

_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]+)\"")
_SLASH = ord("/")


class _Step(NamedTuple):
    """What to do about one column in all rows whose cells stand in the same columns.

    Attributes:
        column: The column.
        needle: How the start tag of its cell begins, up to the row number.
        is_there: Whether the rows have that cell.
        following: The needle of the cell before which it is put in; empty at the end of the row.
    """

    column: int
    needle: bytes
    is_there: bool
    following: bytes


class _Plan(NamedTuple):
    """The steps for such rows, column by column, and whether any of them adds a cell."""

    steps: list[_Step]
    adds: bool


_NOTHING = Splice(0, 0, b"")


class SheetSplicer:
    """Collects the splices for the edits of one sheet.

    Attributes:
        splices: In order of place; none for a cell that holds its value already.
    """

    def __init__(self, sheet: SheetXml, context: CellContext, heights: Mapping[int, float] | None = None) -> None:
        self._heights = heights or {}
        self.splices: list[Splice] = []
        self._sheet, self._cells = sheet, CellSplicer(sheet, context)
        p = sheet.prefix
        self._open, self._any_cell, self._close = b"<" + p + b'c r="', b"<" + p + b"c", b"</" + p + b"c>"
        self._row_close = b"</" + p + b"row"
        self._styles = RowStyles(sheet)
        self._references = re.compile(rb"<%bc r=\"([A-Z]{1,3}[0-9]{1,7})\"" % re.escape(p))
        self._plans: dict[tuple[bytes, tuple[int, ...]], _Plan | None] = {}
        self._needles: dict[int, bytes] = {}
        self._inserted_columns: set[int] = set()
        self._first_inserted = self._last_inserted = 0
        self._covered: set[tuple[bytes, int, int]] = set()  # ends of row tags whose spans hold these columns already

    def edit(self, wanted: Mapping[int, Mapping[int, CellValue]]) -> None:
        """Collect the splices for these values by row and column.

        Raises:
            PatchRefusedError: A value cannot stand in a cell, or the rows and cells there contradict each other.
        """
        for row in sorted(wanted):
            span = self._sheet.row_span(row)
            if span is None:
                self._add_row(row, wanted[row])
            elif not self._edit_quickly(row, *span, wanted[row]):
                self._edit_row(row, *span, wanted[row])
        if self.splices and self._sheet.self_closed:
            self._open_sheet_data()
        if self._inserted_columns:
            self._widen_dimension()

    def _edit_quickly(self, row: int, start: int, end: int, values: Mapping[int, CellValue]) -> bool:
        """The quick way for a row whose cells all are spelled ``<c r="K17"``, in order, each once.

        What it takes for granted it checks; where it does not hold, nothing is collected and the thorough way is taken.
        """
        plan = self._plan(row, start, end, tuple(values))
        if plan is None:
            return False
        find, number, mark = self._sheet.scan.find, b'%d"' % row, len(self.splices)
        tag_end = find(b">", start, end) + 1
        if plan.adds or row in self._heights:
            self._change_row_tag(row, start, tag_end, plan.steps[0].column, plan.steps[-1].column)
        row_style = self._row_style(start, tag_end) if plan.adds else None
        place, placed_before = -1, b"-"
        for column, needle, is_there, following in plan.steps:
            value = values[column]
            if is_there:
                splice = self._quick_replacement(row, column, value, find(needle + number, start, end), end)
                if splice is None:
                    del self.splices[mark:]
                    return False
                if splice.row:
                    self.splices.append(splice)
            elif value is not None:
                if following is not placed_before:
                    placed_before = following
                    place = find(following + number, tag_end, end) if following else -1
                    if place < 0:
                        place = self._sheet.scan.rfind(self._row_close, tag_end, end)
                style = self._styles.of_column(column) if row_style is None else row_style
                self.splices.append(self._cells.insertion(row, column, value, place, needle + number, style))
                self._note_inserted(row, column)
        return True

    def _quick_replacement(self, row: int, column: int, value: CellValue, found: int, end: int) -> Splice | None:
        """The splice for a cell found by its spelling; `_NOTHING` where it holds the value; ``None`` if in doubt."""
        scan, find = self._sheet.scan, self._sheet.scan.find
        tag_end = find(b">", found, end)
        cell_end = tag_end + 1
        if scan[tag_end - 1] != _SLASH:
            cell_end = find(self._close, tag_end, end) + len(self._close)
        rest = scan.find(b'"', found + len(self._open), tag_end) + 1
        if not tag_end < cell_end or find(self._any_cell, rest, cell_end) >= 0:
            return None
        return self._cells.replacement(row, column, value, found, rest, tag_end, cell_end) or _NOTHING

    def _plan(self, row: int, start: int, end: int, columns: tuple[int, ...]) -> "_Plan | None":
        """What to do in a row, by column; ``None`` where a cell is spelled otherwise, doubled or out of order."""
        scan = self._sheet.scan
        references = self._references.findall(scan, start, end)
        if not references or len(references) != scan.count(self._any_cell, start, end):
            return None  # a row without cells may be self-closed
        letters = b",".join([*references, b""]).replace(b"%d," % row, b",")
        if (letters, columns) not in self._plans:
            self._plans[letters, columns] = self._planned(letters, columns)
        return self._plans[letters, columns]

    def _planned(self, letters: bytes, columns: tuple[int, ...]) -> "_Plan | None":
        names = letters.decode().split(",")[:-1]
        if not all(name.isalpha() for name in names):
            return None
        there = [column_number(name) for name in names]
        if not all(one < two for one, two in pairwise(there)):
            return None
        steps = []
        for column in sorted(columns):
            index = bisect_left(there, column)
            is_there = index < len(there) and there[index] == column
            following = self._needle(there[index]) if index < len(there) else b""
            steps.append(_Step(column, self._needle(column), is_there, following))
        return _Plan(steps, not all(step.is_there for step in steps))

    def _row_style(self, start: int, tag_end: int) -> int | None:
        tag = self._sheet.scan[start:tag_end]
        return self._styles.of_row(tag) if b"customFormat" in tag else None

    def _change_row_tag(self, row: int, start: int, tag_end: int, first: int, last: int) -> None:
        """Widen the row's spans over these columns, open it if it is self-closed, let it be as high as it must be."""
        tag = self._sheet.scan[start:tag_end]
        hint = tag[tag.find(b"spans") :], first, last
        is_closed = tag.endswith(b"/>")
        if hint in self._covered and row not in self._heights and not is_closed:
            return
        changed = widened_spans(tag, first, last)
        if is_closed:
            changed = changed[:-2].rstrip() + b">"
        if changed == tag:
            self._covered.add(hint)
        if row in self._heights:
            changed = raised_row(changed, self._heights[row])
        if changed != tag:
            self.splices.append(Splice(start, tag_end, changed))

    def _note_inserted(self, row: int, column: int) -> None:
        self._inserted_columns.add(column)
        self._last_inserted = row
        self._first_inserted = self._first_inserted or row

    def _needle(self, column: int) -> bytes:
        if column not in self._needles:
            self._needles[column] = self._open + column_letters(column).encode()
        return self._needles[column]

    def _edit_row(self, row: int, start: int, end: int, values: Mapping[int, CellValue]) -> None:
        """The thorough way: every cell of the row is looked at, unless all that is asked for comes behind them."""
        behind = self._are_behind_all(row, min(values), start, end)
        cells = [] if behind else self._sheet.cells(row, start, end)
        by_column = {cell.column: cell for cell in cells}
        new = sorted(column for column in values if column not in by_column and values[column] is not None)
        tag_end = self._sheet.scan.find(b">", start, end) + 1
        if new or (row in self._heights and not self._is_self_closed(tag_end)):
            self._change_row_tag(row, start, tag_end, min(new or values), max(new or values))
        row_style = self._styles.of_row(self._sheet.scan[start:tag_end]) if new else None
        for column in sorted(values):
            if column in by_column:
                self._replace(row, by_column[column], values[column])
            elif values[column] is not None:
                style = self._styles.of_column(column) if row_style is None else row_style
                self._insert(row, column, values[column], self._place(column, tag_end, end, cells), style)
        if new and self._is_self_closed(tag_end):
            self.splices.append(Splice(tag_end, tag_end, self._row_close + b">"))

    def _are_behind_all(self, row: int, column: int, start: int, end: int) -> bool:
        scan = self._sheet.scan
        last = scan.rfind(self._any_cell, start, end)
        if last < 0:
            return True
        match = _REFERENCE.match(scan, last + len(self._open), end) if scan.startswith(self._open, last) else None
        alike = scan.count(self._open, start, end) == scan.count(self._any_cell, start, end)
        return alike and match is not None and match[2] == b"%d" % row and column_number(match[1].decode()) < column

    def _place(self, column: int, row_tag_end: int, end: int, cells: list[CellSpan]) -> int:
        index = bisect_left(cells, column, key=lambda cell: cell.column)
        if index < len(cells):
            return cells[index].start
        return row_tag_end if self._is_self_closed(row_tag_end) else self._sheet.scan.rfind(self._row_close, 0, end)

    def _is_self_closed(self, tag_end: int) -> bool:
        return self._sheet.scan[tag_end - 2] == _SLASH

    def _replace(self, row: int, span: CellSpan, value: CellValue) -> None:
        rest = span.start + len(self._any_cell)
        splice = self._cells.replacement(row, span.column, value, span.start, rest, span.tag_end, span.end)
        if splice is not None:
            self.splices.append(splice)

    def _insert(self, row: int, column: int, value: CellValue, place: int, style: int) -> None:
        head = self._needle(column) + b'%d"' % row
        self.splices.append(self._cells.insertion(row, column, value, place, head, style))
        self._note_inserted(row, column)

    def _add_row(self, row: int, values: Mapping[int, CellValue]) -> None:
        columns = sorted(column for column in values if values[column] is not None)
        if not columns:
            return
        place = self._sheet.place_for_row(row)
        tag = b'<%brow r="%d">' % (self._sheet.prefix, row)
        self.splices.append(Splice(place, place, raised_row(tag, self._heights[row]) if row in self._heights else tag))
        for column in columns:
            self._insert(row, column, values[column], place, self._styles.of_column(column))
        self.splices.append(Splice(place, place, self._row_close + b">"))

    def _open_sheet_data(self) -> None:
        start, end = self._sheet.sheet_data_tag
        name = self._sheet.prefix + b"sheetData>"
        self.splices.insert(0, Splice(start, end, b"<" + name))
        self.splices.append(Splice(end, end, b"</" + name))

    def _widen_dimension(self) -> None:
        head = self._sheet.scan[: self._sheet.sheet_data_tag[0]]
        match = re.search(rb"<%bdimension\s[^>]*?ref\s*=\s*[\"']([^\"']*)" % re.escape(self._sheet.prefix), head)
        area = parse_area(match[1].decode()) if match else None
        if match is None or area is None:
            return
        columns = self._inserted_columns
        wide = Area(
            min(area.top, self._first_inserted),
            min(area.left, *columns),
            max(area.bottom, self._last_inserted),
            max(area.right, *columns),
        )
        if wide != area:
            text = f"{address(wide.top, wide.left)}:{address(wide.bottom, wide.right)}".encode()
            self.splices.insert(0, Splice(match.start(1), match.end(1), text))


def raised_row(tag: bytes, points: float) -> bytes:
    """A row's start tag that makes it at least so high, unless somebody set its height (§18.3.1.73, customHeight)."""
    marks = attributes(tag)
    if marks.get(b"customHeight", b"0") not in {b"0", b"false"}:
        return tag
    try:
        if float(marks.get(b"ht", b"0")) >= points:
            return tag
    except ValueError:
        return tag
    bare = re.sub(rb"\sht\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag)
    return bare[:-1].rstrip() + b' ht="%g">' % points


def widened_spans(tag: bytes, first: int, last: int) -> bytes:
    """A row's start tag whose ``spans`` cover these columns too (ECMA-376 part 1, §18.18.1, a hint for readers)."""
    match = re.search(rb"\sspans\s*=\s*[\"']([0-9: ]*)[\"']", tag)
    pairs = [tuple(map(int, pair.split(b":"))) for pair in match[1].split() if pair.count(b":") == 1] if match else []
    if match is None or not pairs:
        return tag
    if any(pair[0] <= first and last <= pair[-1] for pair in pairs):
        return tag
    low, high = min(first, *(pair[0] for pair in pairs)), max(last, *(pair[-1] for pair in pairs))
    return tag[: match.start(1)] + b"%d:%d" % (low, high) + tag[match.end(1) :]
