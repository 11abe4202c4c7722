"""What has to be spliced into one sheet so that these cells hold these values?

The one invariant: only the cells asked for are touched, besides `dimension` and `spans` that must not lie about them.
ECMA-376 part 1, §18.3.1.73 (row), §18.3.1.4 (c), §18.3.1.35 (dimension).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from xltools.model.cell_address import address, column_number
from xltools.model.cell_edit import CellValue
from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.splicing.cell_splicing import CellContext, CellSplicer, StyleMarks
from xltools.workbook.splicing.cell_xml import Written
from xltools.workbook.splicing.row_plans import Plan, RowPlans
from xltools.workbook.splicing.row_styles import RowStyles
from xltools.workbook.splicing.row_tags import raised_row, widened_spans
from xltools.workbook.splicing.sheet_xml import CellSpan, SheetXml
from xltools.workbook.splicing.splices import Splice

_REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]+)\"")
_SLASH = ord("/")
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
        self._row_open, self._row_close = b"<" + p + b'row r="', b"</" + p + b"row"
        self._styles = RowStyles(sheet)
        self._plans = RowPlans(sheet, lambda column: self._cells.marks(self._styles.of_column(column)))
        self._finished_tags: set[tuple[bytes, int, int]] = set()

    def edit(self, wanted: Mapping[int, Mapping[int, CellValue]]) -> None:
        """Collect the splices for these values by column and row.

        Raises:
            PatchRefusedError: A value cannot stand in a cell, or the rows and cells there contradict each other.
        """
        rows: defaultdict[int, dict[int, Written]] = defaultdict(dict)
        for column in sorted(wanted):
            for row, written in zip(wanted[column], self._cells.written(column, wanted[column]), strict=True):
                rows[row][column] = written
        for row in sorted(rows):
            span = self._sheet.row_span(row)
            if span is None:
                self._add_row(row, rows[row])
            elif not self._edit_quickly(row, *span, rows[row]):
                self._edit_row(row, *span, rows[row])
        if self.splices and self._sheet.self_closed:
            self._open_sheet_data()
        inserted = [splice for splice in self.splices if splice.row and splice.start == splice.end]
        if inserted:
            columns = {splice.column for splice in inserted}
            self._widen_dimension(Area(inserted[0].row, min(columns), inserted[-1].row, max(columns)))

    def _edit_quickly(self, row: int, start: int, end: int, values: Mapping[int, Written]) -> bool:
        """The quick way for a row whose cells all are spelled ``<c r="K17"``, in order, each once.

        What it takes for granted it checks; where it does not hold, nothing is collected and the thorough way is taken.
        """
        number = b'%d"' % row
        plan = self._plans.plan(number, start, end, tuple(values))
        if plan is None:
            return False
        find, before = self._sheet.scan.find, len(self.splices)
        tag_end = find(b">", start, end) + 1
        row_marks = self._marks_of_row(row, number, start, tag_end, plan) if plan.adds or row in self._heights else None
        place, placed_before = -1, b"-"
        for (column, needle, is_there, following, marks), written in zip(plan.steps, values.values(), strict=True):
            if is_there:
                splice = self._quick_replacement(row, column, written, find(needle + number, start, end), end)
                if splice is None:
                    del self.splices[before:]
                    return False
                if splice.row:
                    self.splices.append(splice)
            elif written.value is not None:
                if following is not placed_before:
                    placed_before, place = following, self._quick_place(following, number, tag_end, end)
                tail, value, _, date_format = written
                new = needle + number + (marks if row_marks is None else row_marks)[date_format] + tail
                # Hundreds of thousands in a large pass: `Splice(...)` goes through Python code and takes twice as long.
                self.splices.append(tuple.__new__(Splice, (place, place, new, row, column, value)))
        return True

    def _quick_place(self, following: bytes, number: bytes, tag_end: int, end: int) -> int:
        """Before the cell that follows, or else at the end of the row."""
        place = self._sheet.scan.find(following + number, tag_end, end) if following else -1
        return place if place >= 0 else self._sheet.scan.rfind(self._row_close, tag_end, end)

    def _quick_replacement(self, row: int, column: int, written: Written, found: int, end: int) -> Splice | None:
        """The splice for a cell found by its spelling; `_NOTHING` where it holds the value; ``None`` if in doubt."""
        scan, find = self._sheet.scan, self._sheet.scan.find
        tag_end = find(b">", found, end)
        cell_end = tag_end + 1
        if scan[tag_end - 1] != _SLASH:
            cell_end = find(self._close, tag_end, end) + len(self._close)
        rest = scan.find(b'"', found + len(self._open), tag_end) + 1
        if not tag_end < cell_end or find(self._any_cell, rest, cell_end) >= 0:
            return None
        return self._cells.replacement(row, column, written, found, rest, tag_end, cell_end) or _NOTHING

    def _marks_of_row(self, row: int, number: bytes, start: int, tag_end: int, plan: Plan) -> StyleMarks | None:
        """Change the row's tag as the plan needs it; how new cells name the format that it hands down, if it does."""
        tag, first, last = self._sheet.scan[start:tag_end], plan.steps[0].column, plan.steps[-1].column
        rest = tag[len(self._row_open) + len(number) :] if tag.startswith(self._row_open) else tag
        finished = (rest, first, last) in self._finished_tags  # few spellings, many rows
        if finished and row not in self._heights:
            return None
        changed = self._change_row_tag(row, start, tag_end, first, last)
        style = self._styles.of_row(tag)
        if style is None and not changed:
            self._finished_tags.add((rest, first, last))
        return None if style is None else self._cells.marks(style)

    def _change_row_tag(self, row: int, start: int, tag_end: int, first: int, last: int) -> bool:
        """Widen the row's spans over these columns, open it if it is self-closed, let it be as high as it must be."""
        tag = self._sheet.scan[start:tag_end]
        changed = widened_spans(tag, first, last)
        if tag.endswith(b"/>"):
            changed = changed[:-2].rstrip() + b">"
        if row in self._heights:
            changed = raised_row(changed, self._heights[row])
        if changed != tag:
            self.splices.append(Splice(start, tag_end, changed))
        return changed != tag

    def _edit_row(self, row: int, start: int, end: int, values: Mapping[int, Written]) -> None:
        """The thorough way: every cell of the row is looked at, unless all that is asked for comes behind them."""
        behind = self._are_behind_all(row, min(values), start, end)
        cells = [] if behind else self._sheet.cells(row, start, end)
        by_column = {cell.column: cell for cell in cells}
        new = sorted(column for column in values if column not in by_column and values[column].value is not None)
        tag_end = self._sheet.scan.find(b">", start, end) + 1
        if new or (row in self._heights and not self._is_self_closed(tag_end)):
            self._change_row_tag(row, start, tag_end, min(new or values), max(new or values))
        row_style = self._styles.of_row(self._sheet.scan[start:tag_end]) if new else None
        number = b'%d"' % row
        for column, written in values.items():
            if column in by_column:
                self._replace(row, by_column[column], written)
            elif written.value is not None:
                place = self._place(column, tag_end, end, cells)
                self._insert(row, column, written, place, self._plans.needle(column) + number, row_style)
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

    def _replace(self, row: int, span: CellSpan, written: Written) -> None:
        rest = span.start + len(self._any_cell)
        splice = self._cells.replacement(row, span.column, written, span.start, rest, span.tag_end, span.end)
        if splice is not None:
            self.splices.append(splice)

    def _insert(self, row: int, column: int, written: Written, place: int, head: bytes, row_style: int | None) -> None:
        """Put in a cell that does not exist yet; ``head`` is the start of its tag, address included."""
        tail, value, _, date_format = written
        style = self._styles.of_column(column) if row_style is None else row_style
        new = head + self._cells.marks(style)[date_format] + tail
        self.splices.append(Splice(place, place, new, row, column, value))

    def _add_row(self, row: int, values: Mapping[int, Written]) -> None:
        new = {column: written for column, written in values.items() if written.value is not None}
        if not new:
            return
        place = self._sheet.place_for_row(row)
        tag = b'<%brow r="%d">' % (self._sheet.prefix, row)
        self.splices.append(Splice(place, place, raised_row(tag, self._heights[row]) if row in self._heights else tag))
        for column, written in new.items():
            self._insert(row, column, written, place, self._plans.needle(column) + b'%d"' % row, None)
        self.splices.append(Splice(place, place, self._row_close + b">"))

    def _open_sheet_data(self) -> None:
        start, end = self._sheet.sheet_data_tag
        name = self._sheet.prefix + b"sheetData>"
        self.splices.insert(0, Splice(start, end, b"<" + name))
        self.splices.append(Splice(end, end, b"</" + name))

    def _widen_dimension(self, inserted: Area) -> None:
        head = self._sheet.scan[: self._sheet.sheet_data_tag[0]]
        match = re.search(rb"<%bdimension\s[^>]*?ref\s*=\s*[\"']([^\"']*)" % re.escape(self._sheet.prefix), head)
        area = parse_area(match[1].decode(errors="replace")) if match else None
        if match is None or area is None:
            return
        wide = Area(
            min(area.top, inserted.top),
            min(area.left, inserted.left),
            max(area.bottom, inserted.bottom),
            max(area.right, inserted.right),
        )
        if wide != area:
            text = f"{address(wide.top, wide.left)}:{address(wide.bottom, wide.right)}".encode()
            self.splices.insert(0, Splice(match.start(1), match.end(1), text))
