"""Is the new package the old one with just these cells changed? The one invariant: the built bytes are read.

Nothing the patcher believed while it worked is taken over, but for the places where it says the cells now stand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from xltools.errors import PatchRefusedError
from xltools.workbook.cell_addresses import address, column_letters
from xltools.workbook.cell_xml import CellXml
from xltools.workbook.package import Package
from xltools.workbook.sheet_xml import attributes
from xltools.workbook.splices import Splice

_ROW_NUMBER = re.compile(rb"[^>]*?\sr\s*=\s*[\"']([0-9]+)")
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
    escaped = re.escape(prefix)
    pattern = re.compile(
        rb"<%bc(?: r=\"([A-Z]+)([0-9]+)\")?([^>]*?)(?:/>|>(.*?)</%bc>)" % (escaped, escaped), re.DOTALL
    )
    types: dict[bytes, bytes] = {}
    row_tag, row_close = b"<" + prefix + b"row", b"</" + prefix + b"row"
    row = row_start = 0
    for splice, start in zip(splices, starts, strict=True):
        if not splice.row:
            continue
        if splice.row != row:
            row, row_start = splice.row, body.rfind(row_tag, 0, start)
            _check_row(body, row, row_start + len(row_tag))
        match = pattern.match(body, start)
        if match is None or match.end() != start + len(splice.new) or body.find(row_close, row_start, start) >= 0:
            raise _failure(address(row, splice.column))
        letters, number, marks, content = match.groups(b"")
        if marks not in types:
            types[marks] = attributes(marks).get(b"t", b"")
        value = cells.read(types[marks], content)
        if (
            value != splice.value
            or isinstance(value, bool) != isinstance(splice.value, bool)
            or (letters and (letters.decode() != column_letters(splice.column) or int(number) != row))
            or body[start - 1] not in _BEFORE
            or body[match.end()] not in _AFTER
        ):
            raise _failure(address(row, splice.column))


def _check_row(body: bytes, row: int, position: int) -> None:
    match = _ROW_NUMBER.match(body, position)
    if match is not None and int(match[1]) != row:
        raise _failure(f"row {row}")


def _failure(where: str) -> PatchRefusedError:
    return PatchRefusedError(
        where, "the patched workbook did not pass its own check", "Nothing was written; report this"
    )
