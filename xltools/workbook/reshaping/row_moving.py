"""How do the rows of a sheet read once they moved? The one invariant: a kept row keeps all but its number.

ECMA-376 part 1, §18.3.1.73 (row), §18.3.1.4 (c).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xltools.workbook.reshaping.formula_moving import moved_formulas
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice, spliced


def moved_rows(sheet: SheetXml, references: ReferenceShift) -> bytes:
    """What stands between the tags of sheetData, in UTF-8.

    Args:
        sheet: The sheet as it is.
        references: How rows of this and other sheets move.

    Raises:
        PatchRefusedError: A formula refers to what is removed, or the rows cannot be told apart.
    """
    formulas, shift = moved_formulas(sheet, references), references.of_sheet(sheet.name)
    start, end = sheet.data_start, sheet.data_end
    if shift.is_still:
        placed = [splice._replace(start=splice.start - start, end=splice.end - start) for splice in formulas]
        return spliced(sheet.body[start:end], placed)[0]
    _, starts = sheet.rows
    before = sheet.body[start : starts[0]] if starts else sheet.body[start:end]
    return before + b"".join(_numbered(sheet, shift, formulas))


def _numbered(sheet: SheetXml, shift: RowShift, formulas: Sequence[Splice]) -> Iterator[bytes]:
    numbers, starts = sheet.rows
    row_tag, cell = _patterns(sheet.prefix)
    place = 0
    for number, (start, end) in zip(numbers, pairwise([*starts, sheet.data_end]), strict=True):
        new = shift.moved(number)
        first = place
        while place < len(formulas) and formulas[place].start < end:
            place += 1
        if new is None:
            continue
        text = sheet.body[start:end]
        if new != number and text != sheet.scan[start:end]:
            raise sheet.refusal(f"row {number}", "comments or CDATA stand between its cells")
        if first < place:
            inside = [each._replace(start=each.start - start, end=each.end - start) for each in formulas[first:place]]
            text, _ = spliced(text, inside)
        yield text if new == number else _renumbered(text, b"%d" % new, row_tag, cell)


def _renumbered(text: bytes, number: bytes, row_tag: re.Pattern[bytes], cell: re.Pattern[bytes]) -> bytes:
    """A row with another number; one that did not tell its number does so now."""
    tag = row_tag.match(text)
    if tag is None:
        name_end = re.match(rb"<[\w.:-]+", text)
        place = name_end.end() if name_end else 0
        text = text[:place] + b' r="' + number + b'"' + text[place:]
    else:
        text = tag[1] + number + text[tag.end() :]
    return cell.sub(rb"\g<1>" + number, text)


def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A row's tag up to its number, and a cell's up to the row in its address."""
    p = re.escape(prefix)
    return (
        re.compile(rb"(<%brow(?:\s[^>]*?)?\sr\s*=\s*[\"']\s*)[0-9]+" % p),
        re.compile(rb"(<%bc(?:\s[^>]*?)?\sr\s*=\s*[\"']\$?[A-Za-z]{1,3}\$?)[0-9]+" % p),
    )
