"""Where is kept what is still to be sent? In ``.xltools/outbox.jsonl``, only ever added to until it is compacted.

Invariant: what was sent stays known for good, by its id, so that nothing is told twice, however late it comes again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from xltools.errors import LedgerError, WorkbookBusyError
from xltools.operations.files.append_only import append_lines, stored_lines, written_line
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.files.whole_files import write_whole
from xltools.operations.notifying.outbox_entries import (
    Attempt,
    Dropped,
    Entry,
    Line,
    Result,
    Verdict,
    loaded_line,
    stored_line,
)
from xltools.operations.notifying.outbox_state import OutboxState, outbox_state
from xltools.operations.workspace import Workspace

_FILE, _LOCK, _SENDING_LOCK = "outbox.jsonl", "outbox.lock", "sending.lock"
_PATIENCE_SECONDS = 20.0
_REMEMBERED = timedelta(days=30)
_WORTH_COMPACTING = 500
_WHO = "another xltools is writing there"
_FAILED = (Verdict.LATER, Verdict.TEMPORARY, Verdict.PERMANENT)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The outbox of one workspace."""

    workspace: Workspace

    @property
    def path(self) -> Path:
        """Its file."""
        return self.workspace.memory / _FILE

    def read(self) -> OutboxState:
        """Where all entries are.

        Raises:
            LedgerError: The file is damaged or cannot be read.
        """
        return outbox_state(self._lines())

    def enter(self, entries: Iterable[Entry]) -> int:
        """Add what is not known yet; how many entries that were.

        Raises:
            LedgerError: The file is damaged or cannot be written.
            WorkbookBusyError: Somebody else held the lock all the time.
        """
        self.workspace.require_memory()
        with self._locked():
            known = self.read().known
            new = {entry.entry_id: entry for entry in entries if entry.entry_id not in known}
            self._append(new.values())
        return len(new)

    def record(self, lines: Iterable[Line]) -> None:
        """Add what was tried and what came of it, synced to disk; errors as for `enter`."""
        with self._locked():
            self._append(lines)

    def compact(self, now: datetime) -> bool:
        """Forget what was settled more than 30 days ago but for its ids, once that is worth it; errors as for `enter`.

        Returns:
            Whether the file was written anew.
        """
        with self._locked():
            lines = list(self._lines())
            kept = compacted(lines, now)
            if len(lines) - len(kept) < _WORTH_COMPACTING:
                return False
            write_whole(self.path, b"".join(written_line(stored_line(line)) for line in kept))
        return True

    @contextmanager
    def sending(self) -> Iterator[bool]:
        """Be the only one who sends; False at once where somebody else does."""
        self.workspace.require_memory()
        with ExitStack() as held:
            try:
                held.enter_context(one_at_a_time(self.workspace.memory / _SENDING_LOCK, 0, self.path, _WHO))
                alone = True
            except WorkbookBusyError:
                alone = False
            yield alone

    def _lines(self) -> Iterator[Line]:
        try:
            for stored in stored_lines(self.path):
                yield loaded_line(stored)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise LedgerError(
                f"{self.path} is damaged. Restore it from a backup; or move it away, and what it held is not sent."
            ) from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with one_at_a_time(self.workspace.memory / _LOCK, _PATIENCE_SECONDS, self.path, _WHO):
            yield

    def _append(self, lines: Iterable[Line]) -> None:
        try:
            append_lines(self.path, map(stored_line, lines))
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror}). Make room on the disk; notices wait meanwhile."
            ) from None


def compacted(lines: Sequence[Line], now: datetime) -> list[Line]:
    """The lines without what was settled long ago, whose ids stay, and without failures that were tried again.

    Args:
        lines: All lines.
        now: Naive local time.
    """
    state = outbox_state(lines)
    old = {entry for entry, at in state.settled.items() if now - at > _REMEMBERED}
    ids = old | (state.known - state.entries.keys())
    last = {attempt.lane: batch for batch, attempt in state.attempts.items()}
    failed = {batch for batch, result in state.results.items() if result.verdict in _FAILED} - set(last.values())
    gone = failed | {
        batch for batch, attempt in state.attempts.items() if attempt.entries and old.issuperset(attempt.entries)
    }
    kept: list[Line] = [Dropped(now, tuple(sorted(ids)))] if ids else []
    for line in lines:
        if isinstance(line, Attempt | Result):
            kept += [] if line.batch in gone else [line]
        elif isinstance(line, Dropped):
            left = tuple(entry for entry in line.entries if entry not in ids)
            kept += [replace(line, entries=left)] if left else []
        else:
            kept += [] if line.entry_id in ids else [line]
    return kept
