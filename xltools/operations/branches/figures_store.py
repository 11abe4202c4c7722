"""Which registers of the branches were reckoned already? Their figures by contents, in one file that can be rebuilt.

Invariant: the file can be thrown away at any time; it holds figures only, and what is found in it was reckoned from the
very same bytes by the very same definition, for the same period.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from xltools.reports.branches.branch_figures import BranchFigures, FigureSpan
from xltools.reports.branches.storing import FORMAT, loaded, stored

FILE_NAME = "figures.sqlite"
_KEPT_DAYS = 400
_TOLD_DAYS = 92  # that a register which is gone is told of
_WAIT_SECONDS = 10.0
_PRIMARY = 0xFF  # of an extended error code
_DAMAGES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = """
CREATE TABLE IF NOT EXISTS sightings (
    place TEXT PRIMARY KEY, hint TEXT NOT NULL, sha256 TEXT NOT NULL, template TEXT NOT NULL, read_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS counted (
    named TEXT, place TEXT, name TEXT NOT NULL, counted_at TEXT NOT NULL, PRIMARY KEY (named, place));
CREATE TABLE IF NOT EXISTS figures (print TEXT PRIMARY KEY, read_at TEXT NOT NULL, figures BLOB NOT NULL);
"""


class Sighting(NamedTuple):
    """A register as it was read the last time.

    Attributes:
        hint: What told that state from others without reading it; "" where nothing does reliably.
        sha256: Of its bytes.
        template: Its template mark; "" in a workbook without one, which is no register.
        read_at: When that was, as text.
    """

    hint: str
    sha256: str
    template: str
    read_at: str


class FiguresStore:
    """The store of one headquarters; where it cannot be used, everything is simply new."""

    def __init__(self, connection: sqlite3.Connection | None, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.damaged = False  # known only when the damaged part is met

    def sightings(self) -> Mapping[str, Sighting]:
        """All registers that were read before, by place."""
        rows = self._asked("SELECT place, hint, sha256, template, read_at FROM sightings")
        return {place: Sighting(*told) for place, *told in rows}

    def find(self, figures_print: str, place: str) -> BranchFigures | None:
        """The figures of a print, of the register in that place."""
        rows = self._asked("SELECT figures FROM figures WHERE print = ?", figures_print)
        return loaded(rows[0][0], place) if rows else None

    def keep(self, place: str, sighting: Sighting, kept: tuple[str, BranchFigures] | None) -> None:
        """Remember how a register was met, and its figures by their print if it has any."""
        read_at = self._now.isoformat(" ", "minutes")
        self._asked(
            "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?)", place, *sighting._replace(read_at=read_at)
        )
        if kept is not None:
            self._asked("INSERT OR REPLACE INTO figures VALUES (?, ?, ?)", kept[0], read_at, stored(kept[1]))

    def counted(self, named: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """The registers that summaries of the last months counted: by place, name of the branch and when that was.

        Args:
            named: The patterns that named the registers: those of another summary are none of this one.
        """
        since = (self._now - timedelta(days=_TOLD_DAYS)).isoformat(" ", "minutes")
        rows = self._asked(
            "SELECT place, name, counted_at FROM counted WHERE named = ? AND counted_at >= ?", _joined(named), since
        )
        return {place: (name, moment) for place, name, moment in rows}

    def count(self, named: Sequence[str], branches: Iterable[tuple[str, str]], no_more: Iterable[str] = ()) -> None:
        """Remember that a summary counted these (place and name of each), and that others are not to be missed."""
        key, moment = _joined(named), self._now.isoformat(" ", "minutes")
        for place, name in branches:
            self._asked("INSERT OR REPLACE INTO counted VALUES (?, ?, ?, ?)", key, place, name, moment)
        for place in no_more:
            self._asked("DELETE FROM counted WHERE named = ? AND place = ?", key, place)

    def settle(self) -> None:
        """Bring what was kept so far to the disk."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.commit()

    def forget_old(self) -> None:
        """Drop what was reckoned more than a year ago."""
        before = (self._now - timedelta(days=_KEPT_DAYS)).isoformat(" ", "minutes")
        for table, moment in (("figures", "read_at"), ("sightings", "read_at"), ("counted", "counted_at")):
            self._asked(f"DELETE FROM {table} WHERE {moment} < ?", before)  # noqa: S608 - our own names

    def _asked(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return list(self._connection.execute(statement, values))
        except sqlite3.Error as error:
            self.damaged |= getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _DAMAGES
            return []


@contextmanager
def figures_store(memory: Path, now: datetime, *, keep: bool) -> Iterator[FiguresStore]:
    """The store in a memory folder.

    Args:
        memory: The folder; is there, if anything is to be kept.
        now: When what is read now was read.
        keep: Whether anything is kept; otherwise the store is only looked into.
    """
    connection = _opened(memory / FILE_NAME, keep=keep)
    store = FiguresStore(connection, now)
    try:
        yield store
        if keep:
            store.forget_old()
            store.settle()
    finally:
        if connection is not None:
            connection.close()
        if keep and store.damaged:
            _thrown_away(memory / FILE_NAME)


def _joined(named: Sequence[str]) -> str:
    return "\n".join(sorted(named))


def figures_print(sha256: str, definition: str, span: FigureSpan) -> str:
    """Under what figures are kept: contents, definition and what they are about."""
    parts = (sha256, definition, str(FORMAT), span.period.key, span.before.key, span.cut_off.isoformat())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _opened(file: Path, *, keep: bool) -> sqlite3.Connection | None:
    if not keep:
        return _connected(file, create=False) if file.is_file() else None
    connection = _connected(file, create=True)
    if connection is None and file.is_file():
        _thrown_away(file)
        connection = _connected(file, create=True)
    return connection


def _thrown_away(file: Path) -> None:
    """Damaged: what it held is reckoned anew."""
    for left in (file, file.with_name(f"{file.name}-journal")):
        with suppress(OSError):
            left.unlink()


def _connected(file: Path, *, create: bool) -> sqlite3.Connection | None:
    connection = None
    try:
        if not create:
            connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
            connection.execute("SELECT count(*) FROM sightings")
            return connection
        connection = sqlite3.connect(file, timeout=_WAIT_SECONDS)
        connection.executescript(_TABLES)
        connection.execute("SELECT count(*) FROM sightings")
    except (sqlite3.Error, OSError):
        if connection is not None:
            connection.close()
        return None
    return connection
