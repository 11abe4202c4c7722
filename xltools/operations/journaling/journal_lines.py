"""How are the lines of the journal chained, so that whoever changes one is found out?

A line is a JSON object whose last two members are ``"line"``, its number from 1, and ``"chain"``, 64 hexadecimal
digits: the SHA-256 of the chain of the line before (its 64 digits) followed by the line's own bytes up to ``,"chain"``.
Before the first chained line stands nothing, or what versions without a chain wrote; what it leans on is the SHA-256
of all these bytes. Beside the journal lies ``journal.head``: how far it was synced to disk.

Invariant: lines are only ever added, one after the other; what a crash left half written at the end was never
acknowledged and goes, and where more than that is missing the next line says so in its member ``"lost"`` (bytes).
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xltools.operations.files.append_only import written_line
from xltools.operations.files.stored_json import stored_json

_LINE_END = re.compile(rb'(?:,"lost":(\d{1,18}))?,"line":(\d{1,18}),"chain":"([0-9a-f]{64})"\}\n\Z')
_BLOCK = 1024 * 1024
_LONGEST_END = 256
_CHAIN_MEMBER = len(b',"chain":""}\n') + 64


class ChainEnd(NamedTuple):
    """How far a chain has come.

    Attributes:
        line: The number of the last line.
        chain: Its chain; what the next one leans on.
        size: Bytes up to there.
    """

    line: int
    chain: str
    size: int


def append_chained(path: Path, content: Mapping[str, object], *, synced: bool) -> None:
    """Add a line; the caller keeps others from adding one meanwhile.

    Args:
        path: The journal; made if need be.
        content: Members of the line, one at least; not ``line``, ``chain`` or ``lost``.
        synced: Whether it must be on disk before this returns.

    Raises:
        OSError: The disk is full, or the file may not be written.
    """
    with path.open("a+b") as file:
        end = chain_end(file)
        file.truncate(end.size)
        noted = noted_end(path)
        lost = noted.size - end.size if noted is not None else 0
        content = {**content, "lost": lost} if lost > 0 else content
        body = memoryview(written_line(content))[:-2]  # a big pass has 30 MB: not copied, hashed once
        number = f',"line":{end.line + 1}'.encode()
        chain = next_chain(end.chain, body, number)
        file.write(body)
        file.write(number + f',"chain":"{chain}"}}\n'.encode())
        file.flush()
        if synced or lost > 0:
            os.fsync(file.fileno())
            _note_end(path, ChainEnd(end.line + 1, chain, file.tell()))


def next_chain(before: str, *parts: bytes | memoryview) -> str:
    """The chain of a line, from the chain before it and its own bytes up to ``,"chain"``."""
    digest = hashlib.sha256(before.encode())
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def line_end(line: bytes) -> re.Match[bytes] | None:
    """The members with which a line ends: ``lost`` (None where nothing is), number, chain; None of one without them."""
    return _LINE_END.search(line, max(0, len(line) - _LONGEST_END))


def follows(before: str, line: bytes) -> bool:
    """Whether a whole line leans on that chain and was not changed since."""
    end = line_end(line)
    return end is not None and next_chain(before, memoryview(line)[:-_CHAIN_MEMBER]) == end[3].decode()


def chain_end(file: BinaryIO) -> ChainEnd:
    """Where the next line goes and what it leans on, found from the end of the file.

    Only a journal without a chain is read as a whole, once.
    """
    size = _end_of_whole_lines(file)
    start = max(0, size - _LONGEST_END)
    file.seek(start)
    match = line_end(file.read(size - start))
    if match is not None:
        return ChainEnd(int(match[2]), match[3].decode(), size)
    digest, lines = hashlib.sha256(), 0
    file.seek(0)
    for place in range(0, size, _BLOCK):
        block = file.read(min(_BLOCK, size - place))
        digest.update(block)
        lines += block.count(b"\n")
    return ChainEnd(lines, digest.hexdigest(), size)


def noted_end(path: Path) -> ChainEnd | None:
    """How far the journal was synced at last; None where that is not known: a crash may have torn that note."""
    try:
        stored = stored_json(_head_file(path).read_bytes())
        return ChainEnd(int(stored["line"]), str(stored["chain"]), int(stored["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def whole_lines(path: Path) -> Iterator[bytes]:
    """The lines with their newlines, first to last; a torn last one without. Nothing where there is no journal.

    Raises:
        OSError: It cannot be read.
    """
    with suppress(FileNotFoundError), path.open("rb") as file:
        yield from file


def lines_backwards(path: Path) -> Iterator[bytes]:
    """The whole lines, last to first, without their newlines; only as much is read as is asked for.

    Raises:
        OSError: It cannot be read.
    """
    with suppress(FileNotFoundError), path.open("rb") as file:
        place = _end_of_whole_lines(file) - 1
        pieces: list[bytes] = []  # of the line that the blocks read so far begin in, last piece first
        while place > 0:
            start = max(0, place - _BLOCK)
            file.seek(start)
            first, *others = file.read(place - start).split(b"\n")
            place = start
            for line in reversed(others):
                pieces.append(line)
                yield b"".join(reversed(pieces))
                pieces = []
            pieces.append(first)
        if pieces:
            yield b"".join(reversed(pieces))


def _end_of_whole_lines(file: BinaryIO) -> int:
    """Bytes up to and with the last newline."""
    place = file.seek(0, os.SEEK_END)
    while place:
        start = max(0, place - _BLOCK)
        file.seek(start)
        found = file.read(place - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        place = start
    return 0


def _note_end(path: Path, end: ChainEnd) -> None:
    """Not synced: an older note is as true; what cannot be noted is still in the journal."""
    with suppress(OSError):
        _head_file(path).write_bytes(json.dumps(end._asdict()).encode())


def _head_file(path: Path) -> Path:
    return path.with_suffix(".head")
