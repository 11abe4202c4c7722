"""How is a line added to a file that must never lose one? Whole, synced, behind the last whole line.

Invariant: lines are only ever added; what a crash left half written at the end was never acknowledged and goes.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from xltools.errors import LedgerError

_LONGEST_LINE = 64 * 1024 * 1024


def append_lines(path: Path, lines: Iterable[Mapping[str, object]]) -> None:
    """Add JSON lines, synced to disk; without lines nothing is made.

    Raises:
        OSError: The disk is full, or the file may not be written.
    """
    data = b"".join(written_line(line) for line in lines)
    if not data:
        return
    with path.open("a+b") as file:
        _drop_torn_end(file)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def written_line(line: Mapping[str, object]) -> bytes:
    """A line as it stands in the file; moments as ISO texts, what JSON has no word for as null."""
    try:
        return orjson.dumps(line, default=_nothing, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a surrogate pair in a text, or a number beyond 64 bits
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=_told_or_nothing)
        return text.encode("utf-8", "backslashreplace") + b"\n"


def read_line(line: bytes) -> Any:
    """What stands in a line.

    Raises:
        ValueError: It is torn, no JSON, or nested as nobody would.
    """
    try:
        return orjson.loads(line)
    except ValueError:
        pass
    try:
        return json.loads(line)  # knows half a surrogate pair
    except RecursionError:
        raise ValueError("nested too deep") from None


def stored_lines(path: Path) -> Iterator[Any]:
    """What stands in a file of the memory, line by line; nothing where there is none.

    Raises:
        LedgerError: It cannot be read.
        ValueError: A line is damaged, other than a last one that a crash tore before it was acknowledged.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    for line in filter(None, lines[:-1]):
        yield read_line(line)
    with suppress(ValueError):
        if lines[-1]:  # no newline behind it
            yield read_line(lines[-1])


def _nothing(_: object) -> None:
    return None


def _told_or_nothing(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date | time) else None


def _drop_torn_end(file: BinaryIO) -> None:
    end = file.seek(0, os.SEEK_END)
    if not end:
        return
    file.seek(end - 1)
    if file.read(1) == b"\n":
        return
    start = max(0, end - _LONGEST_LINE)
    file.seek(start)
    file.truncate(start + file.read().rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)
