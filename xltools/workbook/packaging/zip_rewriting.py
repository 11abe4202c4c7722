"""How is a zip written anew with some of its members replaced?

The one invariant: a member that is not replaced keeps its whole local record byte for byte, and its place in the order.
"""

import struct
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from isal import isal_zlib

from xltools.workbook.packaging.zip_directory import (
    CENTRAL_ENTRY,
    DEFLATED,
    END64_LOCATOR,
    END64_RECORD,
    END_RECORD,
    FULL32,
    LOCAL_HEADER,
    STORED,
    UTF8_FLAG,
    Directory,
    Member,
    zip64_place,
)

# Measured on a 92 MB sheet: levels 1 and 2 take 0.14 s and the same room, level 3 twice as long for 4 % more bytes.
DEFLATE_LEVEL = 1
_WORTH_TWO_THREADS = 8 * 1024 * 1024
_DEFLATE_NEEDS_VERSION = 20
_DOS_EPOCH = (0, (1 << 5) | 1)  # 1980-01-01, the earliest time a zip can tell


def rewrite(
    data: bytes,
    directory: Directory,
    changed: Mapping[str, bytes],
    removed: Iterable[str] = (),
    *,
    deflated: bool = True,
) -> bytes:
    """The same archive with some members written anew, added at the end, or left out.

    Args:
        data: The archive that was read.
        directory: Its directory.
        changed: New content by the member's exact name; an unknown name is added.
        removed: Names to leave out.
        deflated: Whether new content is deflated; what is read at once and thrown away need not be.
    """
    gone = set(removed)
    by_place = sorted(directory.members, key=lambda member: member.record_start)
    archive = _Archive(directory.shift, deflated)
    archive.put(data[: by_place[0].record_start] if by_place else b"")
    entries: dict[str, bytes] = {}
    for member in by_place:
        if member.name in changed and member.name not in gone:
            entries[member.name] = archive.add(member, changed[member.name])
        elif member.name not in gone:
            entries[member.name] = archive.copy(member, data)
    known = {member.name: None for member in directory.members}
    for name in [name for name in changed if name not in known]:
        entries[name] = archive.add(_blank_member(name), changed[name])
    return archive.closed(directory, [entries.pop(name) for name in known if name in entries] + list(entries.values()))


class _Archive:
    """An archive that is being written from front to back."""

    def __init__(self, shift: int, deflated: bool) -> None:
        self._shift, self._deflated = shift, deflated
        self._pieces: list[bytes] = []
        self._position = 0

    def put(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._position += len(piece)

    def add(self, member: Member, text: bytes) -> bytes:
        """Write a member anew; gives its directory entry."""
        packed, new_member = _packed(member, text, self._deflated)
        entry = _central_entry(new_member, self._position - self._shift)
        self.put(_local_header(new_member))
        self.put(packed)
        return entry

    def copy(self, member: Member, data: bytes) -> bytes:
        """Take a member's record as it is; gives its directory entry."""
        entry = _moved_entry(member, self._position - self._shift)
        self.put(data[member.record_start : member.record_end])
        return entry

    def closed(self, directory: Directory, entries: list[bytes]) -> bytes:
        start = self._position
        self.put(b"".join(entries))
        self.put(_end_records(directory, len(entries), start, self._position))
        return b"".join(self._pieces)


def _packed(member: Member, text: bytes, deflated: bool) -> tuple[bytes, Member]:
    packed = _deflated(text) if deflated else text
    return packed, replace(
        member,
        flags=member.flags & UTF8_FLAG,
        method=DEFLATED if deflated else STORED,
        crc=isal_zlib.crc32(text),
        packed_size=len(packed),
        size=len(text),
    )


def _deflated(text: bytes) -> bytes:
    """Raw deflate; a large part in two halves at once, for the compressor lets other threads run (RFC 1951, 3.2.3)."""
    if len(text) < _WORTH_TWO_THREADS:
        return isal_zlib.compress(text, DEFLATE_LEVEL, -15)
    view, middle = memoryview(text), len(text) // 2
    with ThreadPoolExecutor(max_workers=1) as other:
        second = other.submit(_deflated_piece, view[middle:], isal_zlib.Z_FINISH)
        return _deflated_piece(view[:middle], isal_zlib.Z_FULL_FLUSH) + second.result()


def _deflated_piece(piece: memoryview, ending: int) -> bytes:
    compressor = isal_zlib.compressobj(DEFLATE_LEVEL, isal_zlib.DEFLATED, -15)
    return compressor.compress(piece) + compressor.flush(ending)


def _blank_member(name: str) -> Member:
    raw_name = name.encode()
    flags = 0 if name.isascii() else UTF8_FLAG
    version = _DEFLATE_NEEDS_VERSION
    central = CENTRAL_ENTRY.pack(
        b"PK\x01\x02", version, 0, version, 0, flags, DEFLATED, *_DOS_EPOCH, 0, 0, 0, len(raw_name), 0, 0, 0, 0, 0, 0
    )
    return Member(name, raw_name, flags, DEFLATED, _DOS_EPOCH, 0, 0, 0, 0, 0, 0, central + raw_name)


def _local_header(member: Member) -> bytes:
    extra = _without_zip64(_central_extra(member.central))
    sizes = (member.crc, member.packed_size, member.size)
    fixed = LOCAL_HEADER.pack(
        b"PK\x03\x04",
        _DEFLATE_NEEDS_VERSION,
        member.flags,
        member.method,
        *member.modified,
        *sizes,
        len(member.raw_name),
        len(extra),
    )
    return fixed + member.raw_name + extra


def _central_entry(member: Member, offset: int) -> bytes:
    """The old entry with new sizes; attributes, times, comment and other extra fields stay."""
    fields = list(CENTRAL_ENTRY.unpack_from(member.central))
    extra = _without_zip64(_central_extra(member.central))
    comment = member.central[len(member.central) - fields[14] :]
    fields[5], fields[6] = member.flags, member.method
    fields[9], fields[10], fields[11] = member.crc, member.packed_size, member.size
    fields[13], fields[18] = len(extra), offset
    return CENTRAL_ENTRY.pack(*fields) + member.raw_name + extra + comment


def _moved_entry(member: Member, offset: int) -> bytes:
    fields = list(CENTRAL_ENTRY.unpack_from(member.central))
    rest = member.central[CENTRAL_ENTRY.size :]
    if fields[18] != FULL32:
        fields[18] = offset
        return CENTRAL_ENTRY.pack(*fields) + rest
    # ZIP64: the offset is the last 64-bit value that the full 32-bit fields before it call for.
    values_before = (fields[10], fields[11]).count(FULL32)
    name_end = fields[12]
    extra = bytearray(rest[name_end : name_end + fields[13]])
    place = zip64_place(extra) + 8 * values_before
    struct.pack_into("<Q", extra, place, offset)
    return CENTRAL_ENTRY.pack(*fields) + rest[:name_end] + bytes(extra) + rest[name_end + fields[13] :]


def _central_extra(entry: bytes) -> bytes:
    fields = CENTRAL_ENTRY.unpack_from(entry)
    start = CENTRAL_ENTRY.size + fields[12]
    return entry[start : start + fields[13]]


def _without_zip64(extra: bytes) -> bytes:
    place = zip64_place(extra)
    if place < 0:
        return extra
    length = struct.unpack_from("<H", extra, place - 2)[0]
    return extra[: place - 4] + extra[place + length :]


def _end_records(directory: Directory, count: int, start: int, end: int) -> bytes:
    fields = list(END_RECORD.unpack_from(directory.tail))
    size, offset = end - start, start - directory.shift
    end64 = b""
    if directory.end64:
        old = list(END64_RECORD.unpack_from(directory.end64))
        old[6:10] = [count, count, size, offset]
        locator = list(END64_LOCATOR.unpack_from(directory.end64, len(directory.end64) - END64_LOCATOR.size))
        locator[2] = end - directory.shift
        end64 = (
            END64_RECORD.pack(*old)
            + directory.end64[END64_RECORD.size : -END64_LOCATOR.size]
            + END64_LOCATOR.pack(*locator)
        )
    fields[3:7] = [
        old_value if old_value == full else new
        for old_value, full, new in zip(
            fields[3:7], (0xFFFF, 0xFFFF, FULL32, FULL32), (count, count, size, offset), strict=True
        )
    ]
    return end64 + END_RECORD.pack(*fields) + directory.tail[END_RECORD.size :]
