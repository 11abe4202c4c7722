"""Is the journal as it was written? Its chain is followed from the first line to the last.

Invariant: a byte that was changed, a line that was removed, inserted or moved is found. What was cut off at the end is
found where it was synced (``journal.head`` remembers that) or where somebody noted the chain's end elsewhere.
"""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from xltools.errors import LedgerError
from xltools.operations.journaling.journal_lines import follows, line_end, noted_end, whole_lines

_LONGEST_BEGINNING = 60


class Damage(StrEnum):
    """What is wrong."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    TORN = "torn"  # half written by a crash, or being written right now
    NOT_FOUND = "not found"  # the head that somebody noted: lines were cut off, or it was noted wrongly


class Fault(NamedTuple):
    """Where the chain breaks: the number of the first line that is not right, and why."""

    line: int
    damage: Damage


class Proof(NamedTuple):
    """What following the chain showed.

    Attributes:
        lines: How many lines are right.
        unchained: How many of them an older version wrote, without a chain: the first chained line vouches for them.
        first: The moment of the first line, as it stands there; "" where there is none.
        last: The moment of the last line that is right.
        head: The chain of the last line that is right; "" where there is none.
        fault: The first that is not; None where all are.
    """

    lines: int
    unchained: int
    first: str
    last: str
    head: str
    fault: Fault | None


def prove(path: Path, noted: str = "") -> Proof:
    """Follow the chain of a journal.

    Args:
        path: The journal.
        noted: A head that was noted elsewhere, or its beginning: the journal must go through it.

    Raises:
        LedgerError: It cannot be read.
    """
    head = noted_end(path)  # before the journal, which may grow meanwhile
    walk = _Walk(noted.strip().lower(), head.chain if head else "")
    try:
        lines = whole_lines(path)
        for line, following in pairwise(_with_none(lines)):
            if line is not None and not walk.step(line, following):
                break
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    return walk.proof()


def _with_none(lines: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from lines
    yield None


class _Walk:
    """How far the chain was followed."""

    def __init__(self, noted: str, synced: str) -> None:
        self._noted, self._synced = noted, synced
        self._old_part = hashlib.sha256()
        self._lines = self._unchained = 0
        self._first = self._last = ""
        self._chain = ""
        self._fault: Fault | None = None

    def step(self, line: bytes, following: bytes | None) -> bool:
        """Take one line; whether it is right."""
        end = line_end(line)
        if not self._chain and end is None and line.endswith(b"\n"):
            self._old_part.update(line)
            self._unchained += 1
            self._took(line)
            return True
        damage = self._damage(line, following)
        if damage is not None or end is None:
            self._fault = Fault(self._lines + 1, damage or Damage.CHANGED)
            return False
        self._chain = end[3].decode()
        self._noted = "" if self._chain.startswith(self._noted) else self._noted
        self._synced = "" if self._chain == self._synced else self._synced
        self._took(line)
        return True

    def _took(self, line: bytes) -> None:
        self._lines += 1
        moment = line[:_LONGEST_BEGINNING].partition(b'{"at":"')[2].partition(b'"')[0].decode("utf-8", "replace")
        self._first, self._last = self._first or moment, moment

    def _damage(self, line: bytes, following: bytes | None) -> Damage | None:
        before = self._chain or self._old_part.hexdigest()
        if not line.endswith(b"\n"):
            return Damage.TORN
        end = line_end(line)
        number = int(end[2]) if end is not None else 0
        if number == self._lines + 1 and follows(before, line):
            return Damage.REMOVED if end is not None and end[1] else None  # what it leans on was cut off before it
        if following is not None and follows(before, following):
            return Damage.INSERTED
        if number > self._lines + 1:
            return Damage.REMOVED
        return Damage.INSERTED if 0 < number <= self._lines else Damage.CHANGED

    def proof(self) -> Proof:
        fault = self._fault
        if fault is None and (self._synced or self._noted):
            fault = Fault(self._lines + 1, Damage.REMOVED if self._synced else Damage.NOT_FOUND)
        return Proof(self._lines, self._unchained, self._first, self._last, self._chain, fault)
