"""Where do the members of a zip lie, and what do they hold?

The one invariant: nothing is unpacked beyond its declared size, and all of those together are bounded.
Record layouts are those of the ZIP application note (PKWARE APPNOTE 4.3), which ECMA-376 part 2, annex B builds on.
"""

import struct
from dataclasses import dataclass, replace
from typing import Any

from isal import isal_zlib

from xltools.errors import EncryptedWorkbookError, NotAWorkbookError, UnsafeWorkbookError

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_MEMBERS = 20_000
# Real sheets reach about 40:1; deflate cannot go beyond 1032:1, and a bomb has to go near that.
MAX_RATIO = 250
RATIO_MATTERS_FROM_BYTES = 32 * 1024 * 1024

CENTRAL_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
END_RECORD = struct.Struct("<4s4H2LH")
END64_RECORD = struct.Struct("<4sQ2H2L4Q")
END64_LOCATOR = struct.Struct("<4sLQL")
STORED, DEFLATED = 0, 8
ENCRYPTED_FLAG, UTF8_FLAG = 0x1, 0x800
_ZIP64_EXTRA = 1
FULL32 = 0xFFFFFFFF

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the central directory, and where its data lies in the file.

    Attributes:
        name: Of the part, decoded as the entry says.
        raw_name: The same as it is spelled.
        flags: General purpose bits (APPNOTE 4.4.4).
        method: ``STORED`` or ``DEFLATED``, or another that is refused once it is unpacked.
        modified: Time and date as MS-DOS counts them.
        crc: Of the unpacked bytes.
        packed_size: Bytes in the file.
        size: Bytes unpacked, as declared.
        record_start: Where its local record begins.
        data_start: Where its compressed bytes begin.
        record_end: Where the next record begins.
        central: The whole entry.
    """

    name: str
    raw_name: bytes
    flags: int
    method: int
    modified: tuple[int, int]
    crc: int
    packed_size: int
    size: int
    record_start: int
    data_start: int
    record_end: int
    central: bytes

    @property
    def data_end(self) -> int:
        """End of the compressed bytes; a data descriptor may follow before ``record_end``."""
        return self.data_start + self.packed_size


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory of one file.

    Attributes:
        members: In the directory's own order.
        start: Where the directory begins.
        shift: Bytes of junk before the archive that its offsets do not count.
        end64: The ZIP64 end record and its locator; empty where there are none.
        tail: What stands from the end record on, comment and junk included.
    """

    members: tuple[Member, ...]
    start: int
    shift: int
    end64: bytes
    tail: bytes


def read_directory(data: bytes) -> Directory:
    """Read and cross-check the central directory.

    Raises:
        EncryptedWorkbookError: An OLE container or an encrypted zip.
        NotAWorkbookError: No zip, cut short, or contradicting itself.
        UnsafeWorkbookError: Members overlap, or unpack to more than is sane.
    """
    if data.startswith(_OLE_MAGIC):
        raise EncryptedWorkbookError
    try:
        directory = _read(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NotAWorkbookError("the zip directory is damaged") from error
    _check_sizes(directory)
    return directory


def unpack(data: bytes, member: Member) -> bytes:
    """Inflate one member, never beyond its declared size.

    Raises:
        NotAWorkbookError: Damaged, or packed in a way no spreadsheet program uses.
        UnsafeWorkbookError: It holds more than its directory entry says.
    """
    packed = memoryview(data)[member.data_start : member.data_end]
    if member.method == STORED:
        text = bytes(packed)
    elif member.method == DEFLATED:
        inflater = isal_zlib.decompressobj(-15)
        try:
            text = bytes(inflater.decompress(packed, member.size + 1))
        except isal_zlib.error as error:  # type: ignore[misc] # the stub declares it as a variable
            raise NotAWorkbookError(f"the part {member.name} is damaged") from error
    else:
        raise NotAWorkbookError(f"the part {member.name} is packed by an unusual method")
    if len(text) > member.size:
        raise UnsafeWorkbookError(f"the part {member.name} is larger than it declares", "Save it anew in Excel.")
    if len(text) != member.size or isal_zlib.crc32(text) != member.crc:
        raise NotAWorkbookError(f"the part {member.name} is damaged (its checksum is wrong)")
    return text


def _read(data: bytes) -> Directory:
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise NotAWorkbookError
    _, disk, _, _, count, size, offset, _ = END_RECORD.unpack_from(data, end)
    directory_end, end64 = end, b""
    locator = end - END64_LOCATOR.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        directory_end = data.rfind(b"PK\x06\x06", 0, locator)
        end64 = data[directory_end:end]
        _, _, _, _, disk, _, _, count, size, offset = END64_RECORD.unpack_from(data, directory_end)
    start = directory_end - size
    shift = start - offset
    if disk or start < 0 or shift < 0:
        raise NotAWorkbookError("the zip directory is damaged")
    if count > MAX_MEMBERS:
        raise UnsafeWorkbookError(f"the package has {count} parts", "Save it anew in Excel.")
    members = _members(data, start, directory_end, count, shift)
    return Directory(members, start, shift, end64, data[end:])


def _members(data: bytes, start: int, end: int, count: int, shift: int) -> tuple[Member, ...]:
    entries = []
    position = start
    for _ in range(count):
        fields = CENTRAL_ENTRY.unpack_from(data, position)
        length = CENTRAL_ENTRY.size + fields[12] + fields[13] + fields[14]
        if fields[0] != b"PK\x01\x02" or position + length > end:
            raise NotAWorkbookError("the zip directory is damaged")
        entries.append((data[position : position + length], fields))
        position += length
    members = [_member(data, entry, fields, shift) for entry, fields in entries]
    return _with_record_ends(members, start)


def _member(data: bytes, entry: bytes, fields: tuple[Any, ...], shift: int) -> Member:
    flags, method, crc, packed_size, size = fields[5], fields[6], fields[9], fields[10], fields[11]
    if flags & ENCRYPTED_FLAG:
        raise EncryptedWorkbookError
    raw_name = entry[CENTRAL_ENTRY.size : CENTRAL_ENTRY.size + fields[12]]
    offset = fields[18]
    extra_start = CENTRAL_ENTRY.size + fields[12]
    wide = _zip64_values(entry[extra_start : extra_start + fields[13]])
    if size == FULL32:
        size = wide.pop(0)
    if packed_size == FULL32:
        packed_size = wide.pop(0)
    if offset == FULL32:
        offset = wide.pop(0)
    record_start = offset + shift
    local = LOCAL_HEADER.unpack_from(data, record_start)
    if local[0] != b"PK\x03\x04":
        raise NotAWorkbookError("the zip directory points at nothing")
    data_start = record_start + LOCAL_HEADER.size + local[9] + local[10]
    return Member(
        name=raw_name.decode("utf-8" if flags & UTF8_FLAG else "cp437"),
        raw_name=raw_name,
        flags=flags,
        method=method,
        modified=(fields[7], fields[8]),
        crc=crc,
        packed_size=packed_size,
        size=size,
        record_start=record_start,
        data_start=data_start,
        record_end=data_start + packed_size,
        central=entry,
    )


def _zip64_values(extra: bytes) -> list[int]:
    """The 64-bit values of a ZIP64 extra field (APPNOTE 4.5.3); none without one."""
    place = zip64_place(extra)
    if place < 0:
        return []
    (length,) = struct.unpack_from("<H", extra, place - 2)
    count = min(length, len(extra) - place) // 8
    return list(struct.unpack_from(f"<{count}Q", extra, place))


def zip64_place(extra: bytes | bytearray) -> int:
    """Where in the extra fields of a member the values of its ZIP64 field begin; -1 without one."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind == _ZIP64_EXTRA:
            return position + 4
        position += 4 + length
    return -1


def _with_record_ends(members: list[Member], directory_start: int) -> tuple[Member, ...]:
    """Let each record reach to the next one, so that descriptors and gaps travel with it."""
    by_place = sorted(members, key=lambda member: member.record_start)
    ends = [member.record_start for member in by_place[1:]] + [directory_start] * bool(by_place)
    reach = {}
    for member, end in zip(by_place, ends, strict=True):
        if member.data_end > end:
            # The trick of the "better zip bomb": many entries that share one run of compressed bytes.
            raise UnsafeWorkbookError(f"the part {member.name} overlaps another one", "Save it anew in Excel.")
        reach[id(member)] = end
    return tuple(replace(member, record_end=reach[id(member)]) for member in members)


def _check_sizes(directory: Directory) -> None:
    total = sum(member.size for member in directory.members)
    if total > MAX_UNPACKED_BYTES:
        raise UnsafeWorkbookError(
            f"the package unpacks to {total // 1024**2} MiB (at most {MAX_UNPACKED_BYTES // 1024**2})",
            "Split the workbook or remove pictures from it.",
        )
    for member in directory.members:
        if member.size > RATIO_MATTERS_FROM_BYTES and member.size > MAX_RATIO * member.packed_size:
            raise UnsafeWorkbookError(
                f"the part {member.name} unpacks to {member.size // max(member.packed_size, 1)} times its size",
                "Delete the empty formatted rows below the data and save it anew.",
            )
