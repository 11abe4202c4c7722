"""How does a formula read once rows of some sheets moved? The one invariant: it names the same cells as before.

What Excel leaves alone is left alone: text within quotation marks, other workbooks, structured references. A reference
that would become ``#REF!`` is refused. The grammar is that of ECMA-376 part 1, §18.17.2.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.workbook.reshaping.formula_rewriting import rewritten
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.cell_addresses import MAX_ROW, Area, parse_area
from xltools.workbook.splicing.formula_references import FormulaReader

_STILL = RowShift()


class _Home(NamedTuple):
    """Where a formula stands.

    Attributes:
        sheet: The sheet that references without a prefix mean; ``None`` where they mean none that is known.
        where: Its place, for refusals.
        floating: How far its relative rows move, where they count from the cell that uses it; ``None`` where they
            mean the very cells they name.
    """

    sheet: str | None
    where: str
    floating: int | None


class ReferenceShift:
    """Moves references of one workbook.

    Args:
        sheets: Names of all sheets in the order of the tabs.
        shifts: How the rows of some of them move, by name.
    """

    def __init__(self, sheets: Sequence[str], shifts: Mapping[str, RowShift]) -> None:
        self._reader = FormulaReader(sheets, {}, {})
        self._shifts = {name.lower(): shift for name, shift in shifts.items() if not shift.is_still}

    def of_sheet(self, sheet: str) -> RowShift:
        """How the rows of a sheet move; not at all if nothing else was said."""
        return self._shifts.get(sheet.lower(), _STILL)

    def formula(self, text: str, sheet: str, where: str = "") -> str:
        """A formula, without ``=``, that stands on a sheet; the same object if nothing of it moves.

        Args:
            text: The formula.
            sheet: Where it stands.
            where: Its place, for a refusal; by default the sheet.

        Raises:
            PatchRefusedError: All that it refers to in one place is removed, or sheets that it spans move differently.
        """
        return self._moved(text, _Home(sheet, where or sheet, None))

    def rule(self, text: str, sheet: str, rows: int, where: str = "") -> str:
        """A formula of a rule for many rows, whose first row moved so far: relative rows go along with it.

        Raises:
            PatchRefusedError: As for `formula`.
        """
        return self._moved(text, _Home(sheet, where or sheet, rows))

    def name(self, text: str, name: str) -> str:
        """What a defined name stands for; its relative rows count from the cell that uses it and stay.

        Raises:
            PatchRefusedError: As for `formula`.
        """
        return self._moved(text, _Home(None, f"the name {name}", 0))

    def area_list(self, text: str, shift: RowShift) -> str:
        """Areas with blanks between them (``sqref``), without those of which nothing is left; "" for none."""
        moved = (moved_reference(each, shift) for each in text.split())
        return " ".join(each for each in moved if each)

    def _moved(self, text: str, home: _Home) -> str:
        if not self._shifts:
            return text
        return rewritten(text, lambda match, prefix: self._moved_area(match, prefix, home))

    def _moved_area(self, match: re.Match[str], prefix: str | None, home: _Home) -> str:
        if match["columns"]:
            return match[0]
        if prefix is not None:
            sheets: tuple[str | None, ...] = self._reader.sheet_names(prefix)
        else:
            sheets = (home.sheet,)
        shifts = [_STILL if sheet is None else self.of_sheet(sheet) for sheet in sheets]
        found = {self._spelled(match, prefix or "", shift, home) for shift in shifts}
        if len(found) > 1:
            raise _refusal(home.where, f"{prefix}{match[0]} spans sheets whose rows move differently")
        return found.pop() if found else match[0]

    def _spelled(self, match: re.Match[str], prefix: str, shift: RowShift, home: _Home) -> str:
        if shift.is_still and not home.floating:
            return match[0]
        top, bottom = match["r1"] or match["r3"], match["r2"] or match["r4"]
        rows = _edges(top, bottom or top, shift, home.floating)
        if rows is None:
            raise _refusal(home.where, f"it refers to {prefix}{match[0]}, which is removed")
        first = f"{match['c1'] or ''}{'$' if top.startswith('$') else ''}{rows[0]}"
        if bottom is None:
            return first
        return f"{first}:{match['c2'] or ''}{'$' if bottom.startswith('$') else ''}{rows[1]}"


def moved_reference(text: str, shift: RowShift) -> str:
    """One area of a sheet, such as ``A5:C9``, spelled as before; "" where nothing of it is left."""
    area = parse_area(text)
    if area is None or shift.is_still:
        return text
    moved = shift.area(area)
    if moved is None:
        return ""
    return text if moved == area else spelled_area(moved, ":" in text)


def spelled_area(area: Area, as_range: bool = True) -> str:
    """``A5:C9``; where it need not be a range, a single cell is ``A5``."""
    first = address(area.top, area.left)
    return f"{first}:{address(area.bottom, area.right)}" if as_range or area.cell_count() > 1 else first


def _edges(top: str, bottom: str, shift: RowShift, floating: int | None) -> tuple[int, int] | None:
    """The new rows of an area whose edges may be relative; ``None`` where nothing of it is left."""
    one, two = int(top.lstrip("$")), int(bottom.lstrip("$"))
    if floating is None or (top[0] == bottom[0] == "$"):
        span = shift.span(min(one, two), max(one, two))
        return span if span is None or one <= two else (span[1], span[0])
    first = shift.nearest(one) if top[0] == "$" else one + floating
    last = shift.nearest(two) if bottom[0] == "$" else two + floating
    # Beyond its ends a sheet goes on at the other one, as in Excel.
    return (first - 1) % MAX_ROW + 1, (last - 1) % MAX_ROW + 1


def _refusal(where: str, why: str) -> PatchRefusedError:
    return PatchRefusedError(where, why, "Point it elsewhere in Excel, or turn it into a value, and try again")
