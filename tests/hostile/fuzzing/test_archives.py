"""Zip archives as bad luck, other programs and bad people make them."""

import io
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Spoilt
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import LATER, NAMES, sound

SMALL, LARGE = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """One member as the archive tells of it, twice: before its bytes and in the directory."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0
    local: tuple[tuple[str, int], ...] = ()
    central: tuple[tuple[str, int], ...] = ()
    extra: bytes = b""
    described: bool = False
    wide: bool = False
    gap: bytes = b""


@cache
def entries(name: str) -> tuple[Entry, ...]:
    with zipfile.ZipFile(io.BytesIO(sound(name).data)) as archive:
        texts = {member.filename: archive.read(member) for member in archive.infolist()}
    return tuple(entry_of(member.encode(), text) for member, text in texts.items())


def entry_of(name: bytes, text: bytes, method: int = 8) -> Entry:
    pack = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = text if method == 0 else pack.compress(text) + pack.flush()
    return Entry(name, packed, len(text), zlib.crc32(text), method, flags=0 if name.isascii() else 0x800)


def archive_of(members: tuple[Entry, ...], end: dict[str, int], comment: bytes, before: bytes, wide: bool) -> Spoilt:
    """The bytes of an archive, contradictions and all."""
    pieces, directory, position = [before], [], len(before)
    for member in members:
        offset = position
        local = header(member, dict(member.local), local=True)
        record = local + member.packed + descriptor(member) + member.gap
        pieces.append(record)
        position += len(record)
        directory.append(header(member, {"offset": offset, **dict(member.central)}, local=False))
    listing = b"".join(directory)
    count, size, start = len(members), len(listing), position
    told = {"count": count, "size": size, "start": start, **end}
    if wide:
        listing += struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
        listing += struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
        told = {"count": SMALL, "size": LARGE, "start": LARGE, **end}
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", end.get("disk", 0) & SMALL, 0, told["count"] & SMALL, told["count"] & SMALL,
        told["size"] & LARGE, told["start"] & LARGE, end.get("comment", len(comment)) & SMALL,
    )  # fmt: skip
    return Spoilt(b"".join((*pieces, listing, tail, comment)))


def header(member: Entry, told: dict[str, int], *, local: bool) -> bytes:
    hidden = local and member.described
    name = told.get("name_length", len(member.name)) & SMALL
    flags = told.get("flags", member.flags | 8 * member.described) & SMALL
    method = told.get("method", member.method) & SMALL
    crc, packed, size = (
        told.get(key, 0 if hidden else value) & LARGE
        for key, value in (("crc", member.crc), ("packed", len(member.packed)), ("size", member.size))
    )
    extra = member.extra
    if member.wide:
        extra += struct.pack("<2H2Q", 1, 16, size, packed)
        packed = size = LARGE
    length = told.get("extra_length", len(extra)) & SMALL
    stamp = (told.get("time", 0) & SMALL, told.get("date", 33) & SMALL)
    if local:
        fixed = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, method, *stamp, crc, packed, size, name, length)
    else:
        offset = told["offset"] & LARGE
        numbers = (flags, method, *stamp, crc, packed, size, name, length, 0, told.get("disk", 0) & SMALL, 0, 0, offset)
        fixed = struct.pack("<4s4B4H3L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *numbers)
    return fixed + member.name + extra


def descriptor(member: Entry) -> bytes:
    if not member.described:
        return b""
    return struct.pack("<4s3L", b"PK\x07\x08", member.crc, len(member.packed), member.size)


ODD_NUMBERS = st.one_of(
    st.sampled_from([0, 1, 8, 9, 12, 14, 99, 0x7FFF, SMALL, 0x7FFFFFFF, LARGE]), st.integers(0, LARGE)
)
LOCAL_KEYS = st.sampled_from(
    ["name_length", "extra_length", "flags", "method", "crc", "packed", "size", "time", "date"]
)
CENTRAL_KEYS = st.one_of(LOCAL_KEYS, st.sampled_from(["offset", "disk"]))


@st.composite
def odd_archives(draw: st.DrawFn, name: str) -> bytes:
    members = list(entries(name))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(members) - 1))
        odd_member(draw, members, at)
    if draw(st.booleans()):
        members = list(draw(st.permutations(members)))
    end = draw(st.dictionaries(st.sampled_from(["count", "size", "start", "disk", "comment"]), ODD_NUMBERS, max_size=1))
    comment = draw(st.one_of(st.just(b""), st.binary(max_size=40), st.just(b"PK\x05\x06" + b"\0" * 30)))
    before = draw(st.one_of(st.just(b""), st.just(b"junk" * 9), st.just(b"\xd0\xcf\x11\xe0")))
    return archive_of(tuple(members), end if draw(st.integers(0, 3)) == 0 else {}, comment, before, draw(st.booleans()))


def odd_member(draw: st.DrawFn, members: list[Entry], at: int) -> None:  # noqa: C901 - one case, one way
    member = members[at]
    text = zlib.decompressobj(-15).decompress(member.packed) if member.method == 8 else member.packed
    name = member.name
    match draw(st.integers(0, 13)):
        case 0:
            members[at] = replace(member, central=((draw(CENTRAL_KEYS), draw(ODD_NUMBERS)),))
        case 1:
            members[at] = replace(member, local=((draw(LOCAL_KEYS), draw(ODD_NUMBERS)),))
        case 2:
            members[at] = entry_of(name, text, 0)
        case 3:
            members[at] = replace(member, described=True)
        case 4:
            members[at] = replace(member, wide=True)
        case 5:
            names = [b"../" + name, b"/" + name, name.replace(b"/", b"\\"), name.upper(), b"./" + name, name + b"/",
                     b"C:\\" + name, b"", b"\0", b"x" * 300, "名".encode("gbk"), name.replace(b"l", b"%6c"),
                     b"//" + name]  # fmt: skip
            members[at] = replace(member, name=draw(st.sampled_from(names)))
        case 6:
            members.append(replace(member, name=draw(st.sampled_from([name, name.upper(), name.replace(b"/", b"\\")]))))
        case 7:
            members[at] = replace(member, flags=draw(st.integers(0, SMALL)))
        case 8:
            members[at] = replace(member, extra=draw(st.binary(max_size=24)))
        case 9:
            members[at] = replace(member, gap=draw(st.binary(max_size=60)))
        case 10:
            members.append(entry_of(draw(st.sampled_from([b"xl/new.bin", b"../../evil", b"dir/", b"xl/"])), b"x" * 99))
        case 11:
            bomb = entry_of(name, b"\0" * 50_000_000)
            members[at] = draw(st.sampled_from([bomb, replace(bomb, size=member.size), replace(bomb, size=10)]))
        case 12:
            members[at] = replace(member, packed=member.packed[: draw(st.integers(0, len(member.packed)))])
        case _:
            members.pop(at)
            members.append(entry_of(b"x", b""))


@examples(60)
@given(st.data())
def test_any_archive(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    tried(name, data.draw(odd_archives(name)))


@examples(40)
@given(st.data())
def test_any_flipped_bits(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = bytearray(archive_of(entries(name), {}, b"", b"", wide=data.draw(st.booleans())))
    directory = spoilt.index(b"PK\x01\x02")
    places = st.one_of(st.integers(0, len(spoilt) - 1), st.integers(directory, len(spoilt) - 1), st.integers(0, 60))
    for place, bits in data.draw(st.lists(st.tuples(places, st.integers(1, 255)), min_size=1, max_size=4)):
        spoilt[place] ^= bits
    tried(name, bytes(spoilt))


@examples(10)
@given(st.data())
def test_any_bytes(data: Any) -> None:
    start = data.draw(
        st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"PK\x06\x06", b"<?xml"])
    )
    pieces = st.one_of(
        st.binary(max_size=200), st.sampled_from([b"PK\x01\x02", b"PK\x05\x06" + b"\0" * 18, b"PK\x06\x07"])
    )
    tried(NAMES[0], start + b"".join(data.draw(st.lists(pieces, max_size=6))))


def tried(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder))
        path.write_bytes(data)
        kept(path, sound(name).definition, LATER)
