"""Is the new package the old one with just these cells changed? The one invariant: the built bytes are read.

Nothing the patcher believed while it worked is taken over, but for the places where it says the cells now stand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address, column_letters
from xltools.workbook.packaging.package import Package
from xltools.workbook.splicing.cell_text import unescaped
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.splicing.sheet_xml import attributes
from xltools.workbook.splicing.splices import Splice

_ROW_NUMBER = re.compile(rb"[^>]*?\sr\s*=\s*[\"']([0-9]+)")
_BEFORE, _AFTER = frozenset(b"> \t\r\n"), frozenset(b"< \t\r\n")
_AT_ONCE = 4096  # few enough that their bytes stay in the processor's cache
_BETWEEN = b"\0"  # never in XML


def verify_members(old: Package, new: Package, parts: Mapping[str, bytes], removed: Iterable[str]) -> None:
    """Compare the packages member by member.

    Raises:
        PatchRefusedError: A changed part does not read back, or another member is not byte for byte the same.
    """
    changed = {old.member(name).name if old.has_part(name) else name for name in parts}
    gone = {old.member(name).name for name in removed}
    kept = [member for member in old.directory.members if member.name not in gone]
    for before, after in zip(kept, new.directory.members, strict=False):
        same_head = (before.name, before.modified) == (after.name, after.modified)
        same_data = before.name in changed or (
            (before.flags, before.method, before.crc, before.size) == (after.flags, after.method, after.crc, after.size)
            and memoryview(old.data)[before.data_start : before.record_end]
            == memoryview(new.data)[after.data_start : after.record_end]
        )
        if not (same_head and same_data):
            raise _failure(before.name)
    known = {member.name for member in kept}
    if len(new.directory.members) != len(kept) + len(changed - known):
        raise _failure("the package's directory")
    for name, text in parts.items():
        if new.part(name) != text:
            raise _failure(name)


def verify_cells(body: bytes, prefix: bytes, cells: CellXml, splices: Sequence[Splice], starts: Sequence[int]) -> None:
    """Parse every touched cell where it stands in the new sheet, and its row.

    Args:
        body: The new sheet.
        prefix: The namespace prefix of its elements.
        cells: Cells in its spelling.
        splices: What was put in.
        starts: Where in the new sheet each of them begins.

    Raises:
        PatchRefusedError: A cell is not whole, not where it belongs, or does not read back as it should.
    """
    checker = _CellChecker(body, prefix, cells)
    written = ((splice, start) for splice, start in zip(splices, starts, strict=True) if splice.row)
    while batch := list(islice(written, _AT_ONCE)):
        checker.check_rows(batch)
        if not checker.are_usual(batch):
            checker.check_one_by_one(batch)


class _CellChecker:
    """Checks the cells of one new sheet, in order of place."""

    def __init__(self, body: bytes, prefix: bytes, cells: CellXml) -> None:
        self._body, self._prefix, self._cells = body, prefix, cells
        self._row_tag, self._row_close = b"<" + prefix + b"row", b"</" + prefix + b"row"
        self._cell_close = b"</" + prefix + b"c>"
        self._row, self._row_end = 0, 0
        self._letters: dict[int, bytes] = {}
        p = re.escape(prefix)
        self._usual = re.compile(
            rb'\0[> \t\r\n]<%bc r="([A-Z]{1,3}[0-9]{1,7})"(?: s="[0-9]{1,9}")?(?:/>'
            rb"|><%bv>(-?[0-9][0-9.eE+-]*)</%bv></%bc>"
            rb'| t="inlineStr"><%bis><%bt xml:space="preserve">([^<\0]+)</%bt></%bis></%bc>'
            rb")[< \t\r\n](?=\0)" % (p, p, p, p, p, p, p, p, p)
        )

    def check_rows(self, written: Sequence[tuple[Splice, int]]) -> None:
        """Whether each cell stands in a row of its number."""
        body, row_before, row_end = self._body, self._row, self._row_end
        for (_, _, _, row, column, _), start in written:
            if row != row_before:
                row_before = row
                row_start = body.rfind(self._row_tag, 0, start)
                match = _ROW_NUMBER.match(body, row_start + len(self._row_tag))
                if match is not None and int(match[1]) != row:
                    raise _failure(f"row {row}")
                row_end = body.find(self._row_close, row_start)
            if start >= row_end:
                raise _failure(address(row, column))
        self._row, self._row_end = row_before, row_end

    def are_usual(self, written: Sequence[tuple[Splice, int]]) -> bool:
        """Whether all are spelled as new cells are, and read back; where not, they may be right all the same.

        One search over all of them together: each has to be one match from end to end, and stand between brackets.
        """
        body = self._body
        pieces = [body[start - 1 : start + len(splice.new) + 1] for splice, start in written]
        text = _BETWEEN.join([b"", *pieces, b""])
        found = self._usual.findall(text)
        if len(found) != len(pieces):
            return False
        read = unescaped if b"&" in text or b"_x" in text or b"\r" in text else bytes.decode
        try:
            values = [float(number) if number else read(words) if words else None for _, number, words in found]
        except ValueError:
            return False
        wanted = [splice.value for splice, _ in written]
        letters, numbers = self._letters, {splice.row: b"%d" % splice.row for splice, _ in written}
        for column in {splice.column for splice, _ in written} - letters.keys():
            letters[column] = column_letters(column).encode()
        return (
            values == wanted
            and list(map(type, values)) == list(map(type, wanted))  # True equals 1
            and [found_at for found_at, _, _ in found]
            == [letters[column] + numbers[row] for (_, _, _, row, column, _), _ in written]
        )

    def check_one_by_one(self, written: Sequence[tuple[Splice, int]]) -> None:
        """The thorough way."""
        for splice, start in written:
            end = start + len(splice.new)
            reading = _read(self._body[start:end], self._cells, self._cell_close)
            value, wanted = reading.value, splice.value
            if not (
                reading.is_whole
                and value == wanted
                and isinstance(value, bool) == isinstance(wanted, bool)
                and _is_placed(reading.tag, self._prefix, splice.row, splice.column)
                and self._body[start - 1] in _BEFORE
                and self._body[end] in _AFTER
            ):
                raise _failure(address(splice.row, splice.column))


class _Reading(NamedTuple):
    """What a cell says, and its start tag."""

    is_whole: bool
    value: str | float | bool | None
    tag: bytes


def _read(text: bytes, cells: CellXml, cell_close: bytes) -> _Reading:
    tag, _, content = text.partition(b">")
    is_whole = content.endswith(cell_close) if content else tag.endswith(b"/")
    try:
        value = cells.read(attributes(tag).get(b"t", b""), content[: -len(cell_close)])
    except ValueError:
        return _Reading(False, None, tag)
    return _Reading(is_whole, value, tag)


def _is_placed(tag: bytes, prefix: bytes, row: int, column: int) -> bool:
    """Whether the cell says that it is the one that is meant, or leaves it to counting."""
    reference = attributes(tag).get(b"r")
    is_cell = tag.startswith(b"<" + prefix + b"c") and tag[len(prefix) + 2 : len(prefix) + 3] in {
        b" ",
        b"\t",
        b"\n",
        b"/",
        b"",
    }
    return is_cell and (reference is None or reference.decode().upper() == address(row, column))


def _failure(where: str) -> PatchRefusedError:
    return PatchRefusedError(
        where, "the patched workbook did not pass its own check", "Nothing was written; report this"
    )
