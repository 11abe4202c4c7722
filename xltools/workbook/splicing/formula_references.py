"""Which cells may a formula read? The one invariant: when in doubt the answer is "any", never too few.

The grammar is that of ECMA-376 part 1, §18.17.2; only what names cells is told apart, the rest is passed over.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xltools.model.cell_address import column_number
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW, Area
from xltools.workbook.splicing.sheet_tables import Table
from xltools.workbook.splicing.structured_references import table_reference

TOKEN = re.compile(
    r"""
      (?P<string>"(?:[^"]|"")*")
    | (?P<error>\#[A-Z/0-9_]+[!?]?)
    | (?P<sheet>(?:'(?:[^']|'')*'|(?:\[\d+\])?[\w.]+(?::[\w.]+)?|\[\d+\])!)
    | (?P<area>
        (?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?\d{1,7})
        (?: : (?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?\d{1,7}) )?
        (?![\w(.\[?\\])
      )
    | (?P<columns>(?P<c3>\$?[A-Za-z]{1,3}):(?P<c4>\$?[A-Za-z]{1,3})(?![\w(.\[]))
    | (?P<rows>(?P<r3>\$?\d{1,7}):(?P<r4>\$?\d{1,7})(?![\w.]))
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    | (?P<name>[^\W\d][\w.\\?]*)
    | (?P<joint>[:\[])
    """,
    re.VERBOSE,
)
# SUMIF and AVERAGEIF stretch their last range to the size of the first, beyond what is written.
_READS_ANYTHING = frozenset({"INDIRECT", "OFFSET", "SUMIF", "AVERAGEIF", "EVALUATE", "CALL", "REGISTER.ID"})


class Reference(NamedTuple):
    """An area that a formula names; edges that are relative move with the formula.

    Attributes:
        sheets: Lower-case names of the sheets it lies on.
        area: As seen from the cell that holds the text.
        floats: Whether top, left, bottom, right are relative.
    """

    sheets: tuple[str, ...]
    area: Area
    floats: tuple[bool, bool, bool, bool]

    def moved(self, rows: int, columns: int) -> Area:
        """The area as seen from a cell that far away; one pushed off the sheet grows to all of it."""
        top, left, bottom, right = self.area
        moves = [
            step if floating else 0 for step, floating in zip((rows, columns, rows, columns), self.floats, strict=True)
        ]
        top, left, bottom, right = top + moves[0], left + moves[1], bottom + moves[2], right + moves[3]
        if top < 1 or bottom > MAX_ROW or left < 1 or right > MAX_COLUMN:
            return Area(1, 1, MAX_ROW, MAX_COLUMN)
        return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


class Reads(NamedTuple):
    """What one formula reads: these areas, or possibly anything."""

    references: tuple[Reference, ...]
    anything: bool


class FormulaReader:
    """Tells what formulas of one workbook read.

    Args:
        sheets: Names of all sheets in the order of the tabs.
        names: The text of each defined name, by lower-case name; several where sheets have their own.
        tables: Where each table lies, by lower-case name.
    """

    def __init__(self, sheets: Sequence[str], names: Mapping[str, Sequence[str]], tables: Mapping[str, Table]) -> None:
        self._sheets = [name.lower() for name in sheets]
        self._names = names
        self._tables = tables

    def reads(self, text: str, sheet: str, row: int) -> Reads:
        """What a formula in that row of that sheet reads."""
        found = _Findings(self, sheet.lower(), row)
        found.read(text, within_name=False)
        return Reads(tuple(found.references), found.anything)

    def sheet_names(self, prefix: str) -> tuple[str, ...]:
        """The sheets that a prefix such as ``'Q 1:Q 3'!`` names; none if they are in another workbook."""
        name = prefix[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        name = name.lower()
        if name in self._sheets:
            return (name,)
        first, colon, last = name.partition(":")
        if colon and first in self._sheets and last in self._sheets:
            one, two = sorted((self._sheets.index(first), self._sheets.index(last)))
            return tuple(self._sheets[one : two + 1])
        return ()

    def named_texts(self, name: str) -> Sequence[str]:
        """The formulas behind a defined name."""
        return self._names.get(name.lower(), ())

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return self._tables.get(name.lower())


class _Findings:
    """What has been found while one formula, and the names in it, are walked through."""

    def __init__(self, reader: FormulaReader, sheet: str, row: int) -> None:
        self._reader, self._home, self._row = reader, sheet, row
        self.references: list[Reference] = []
        self.anything = False
        self._seen: set[str] = set()

    def read(self, text: str, within_name: bool) -> None:
        position = 0
        sheets: tuple[str, ...] | None = None
        while (match := TOKEN.search(text, position)) is not None:
            position = match.end()
            kind = match.lastgroup
            if kind == "sheet":
                sheets = self._reader.sheet_names(match[0])
                self.anything = self.anything or (not sheets and "[" not in match[0])
                continue
            if match["area"] or match["columns"] or match["rows"]:
                self._take_area(match, sheets, within_name)
            elif kind == "name":
                position = self._take_name(text, match, sheets)
            elif kind == "joint":
                # A range that is computed, such as A1:INDEX(…), or a bracket of unknown meaning.
                self.anything = True
            sheets = None

    def _take_area(self, match: re.Match[str], sheets: tuple[str, ...] | None, within_name: bool) -> None:
        top, bottom = match["r1"] or match["r3"] or "$1", match["r2"] or match["r4"]
        left, right = match["c1"] or match["c3"] or "$A", match["c2"] or match["c4"]
        bottom = bottom or (top if match["area"] else f"${MAX_ROW}")
        right = right or (left if match["area"] else "$XFD")
        edges = (top, left, bottom, right)
        floats = ("$" not in top, "$" not in left, "$" not in bottom, "$" not in right)
        if within_name and (any(floats) or sheets is None):
            # Within a defined name relative edges count from the cell that uses it.
            self.anything = True
            return
        one, two, three, four = (edge.lstrip("$") for edge in edges)
        area = Area(int(one), column_number(two), int(three), column_number(four))
        if max(area.left, area.right) > MAX_COLUMN or max(area.top, area.bottom) > MAX_ROW or not area.top:
            self._take_unknown(match[0])
            return
        self.references.append(Reference((self._home,) if sheets is None else sheets, area, floats))

    def _take_name(self, text: str, match: re.Match[str], sheets: tuple[str, ...] | None) -> int:
        name, after = match[0], match.end()
        if text.startswith("(", after):
            plain = name.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            self.anything = self.anything or plain in _READS_ANYTHING
            return after
        table = self._reader.table(name)
        if table is not None:
            found, after, own_row = table_reference(text, after, table, self._row)
            self.references.append(Reference((table.sheet.lower(),), found, (own_row, False, own_row, False)))
        elif sheets == ():
            pass  # a name of another workbook
        elif name.upper() not in {"TRUE", "FALSE"} and not name.lower().startswith("_xlpm."):
            self._take_unknown(name)
        return after

    def _take_unknown(self, name: str) -> None:
        if name.lower() in self._seen:
            return
        self._seen.add(name.lower())
        texts = self._reader.named_texts(name)
        self.anything = self.anything or not texts
        for text in texts:
            self.read(text, within_name=True)
