"""Is the new package the old one with just these cells changed? The one invariant: the built bytes are read.

Nothing the patcher believed while it worked is taken over, but for the places where it says the cells now stand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address, column_letters
from xltools.workbook.packaging.package import Package
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.splicing.sheet_xml import attributes
from xltools.workbook.splicing.splices import Splice

_ROW_NUMBER = re.compile(rb"[^>]*?\sr\s*=\s*[\"']([0-9]+)")
_REMEMBERED = 1000
_BEFORE, _AFTER = frozenset(b"> \t\r\n"), frozenset(b"< \t\r\n")


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
    row_tag, row_close = b"<" + prefix + b"row", b"</" + prefix + b"row"
    cell_open, cell_close = b"<" + prefix + b'c r="', b"</" + prefix + b"c>"
    row_before, row_end, number = 0, 0, b""
    letters: dict[int, bytes] = {}
    readings: dict[bytes, _Reading] = {}
    types: dict[bytes, bytes] = {}  # by start tag: few spellings, many cells
    for (_, _, new, row, column, wanted), start in zip(splices, starts, strict=True):
        if not row:
            continue
        if row != row_before:
            row_before, number = row, b'%d"' % row
            row_start = body.rfind(row_tag, 0, start)
            _check_row(body, row, row_start + len(row_tag))
            row_end = body.find(row_close, row_start)
        if column not in letters:
            letters[column] = cell_open + column_letters(column).encode()
        head = letters[column] + number
        named = body.startswith(head, start)
        end = start + len(new)
        rest = body[start + len(head) : end] if named else body[start:end]
        reading = readings.get(rest) if named else None
        if reading is None:
            reading = _read(rest, cells, cell_close, types)
            if named and len(readings) < _REMEMBERED:
                readings[rest] = reading
        is_whole, value, tag = reading
        if not (
            is_whole
            and (value is wanted or (value == wanted and isinstance(value, bool) == isinstance(wanted, bool)))
            and start < row_end
            and (named or _is_placed(tag, prefix, row, column))
            and body[start - 1] in _BEFORE
            and body[end] in _AFTER
        ):
            raise _failure(address(row, column))


class _Reading(NamedTuple):
    """What a cell says, its address apart."""

    is_whole: bool
    value: str | float | bool | None
    tag: bytes


def _read(text: bytes, cells: CellXml, cell_close: bytes, types: dict[bytes, bytes]) -> _Reading:
    tag, _, content = text.partition(b">")
    is_whole = content.endswith(cell_close) if content else tag.endswith(b"/")
    if tag not in types:
        types[tag] = attributes(tag).get(b"t", b"")
    try:
        value = cells.read(types[tag], content[: -len(cell_close)])
    except ValueError:
        return _Reading(False, None, tag)
    return _Reading(is_whole, value, tag)


def _is_placed(tag: bytes, prefix: bytes, row: int, column: int) -> bool:
    """Whether a cell that is not spelled in the usual way is the one that is meant, or leaves it to counting."""
    reference = attributes(tag).get(b"r")
    is_cell = tag.startswith(b"<" + prefix + b"c") and tag[len(prefix) + 2 : len(prefix) + 3] in {
        b" ",
        b"\t",
        b"\n",
        b"/",
        b"",
    }
    return is_cell and (reference is None or reference.decode().upper() == address(row, column))


def _check_row(body: bytes, row: int, position: int) -> None:
    match = _ROW_NUMBER.match(body, position)
    if match is not None and int(match[1]) != row:
        raise _failure(f"row {row}")


def _failure(where: str) -> PatchRefusedError:
    return PatchRefusedError(
        where, "the patched workbook did not pass its own check", "Nothing was written; report this"
    )
