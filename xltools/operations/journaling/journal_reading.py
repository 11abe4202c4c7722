"""What does the journal tell, pass by pass? Read as a stream: it may have a gigabyte.

Invariant: entries come in the order in which they were recorded, each pass with what became of it, as far as the
journal tells; a line that cannot be read is told to whoever asks, and looked into by `journal_proof`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from xltools.errors import LedgerError
from xltools.operations.files.append_only import read_line
from xltools.operations.journaling.journal import NoteKind, Outcome, journal_path
from xltools.operations.journaling.journal_cells import cases_by_row, written_cells
from xltools.operations.journaling.journal_lines import whole_lines
from xltools.operations.workspace import Workspace
from xltools.rules.meant_case import plain_number
from xltools.rules.taking_back import WrittenCell

_BEGINNING = re.compile(rb'\{"at":"([^"]{1,40})"')
_WITHOUT_FACTS = {"at", "kind", "register", "line", "chain", "lost"}


class ToldNotice(NamedTuple):
    """A notice: its kind, its case, whom it was for, what it was about, whether it belonged to the fast lane."""

    kind: str
    case: str
    recipient: str
    subject: str
    urgent: bool


class ToldFinding(NamedTuple):
    """A finding: its code, its tab, column letters ("" for a row) and row (0 for a sheet), its case."""

    code: str
    sheet: str
    column: str
    row: int
    case: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done.

    Attributes:
        line: The number of its line.
        start: Where its line starts, in bytes.
        at: The moment, naive.
        register_id: Which register; "" for the workspace.
        kind: "pass", or the word of a note.
        content: Everything that the line holds.
        outcome: Of a pass: what became of it; None where the journal does not tell.
    """

    line: int
    start: int
    at: datetime
    register_id: str
    kind: str
    content: Mapping[str, Any]
    outcome: Outcome | None = None

    @property
    def is_pass(self) -> bool:
        """Whether it is a pass that was about to write."""
        return self.kind == "pass"

    def cells(self) -> Iterator[WrittenCell]:
        """What was written, or was to be.

        Raises:
            LedgerError: The line is damaged; so for all that follow.
        """
        with self._undamaged():
            yield from written_cells(self.content.get("edits", ()), cases_by_row(self.content.get("cases", {})))

    def findings(self) -> Iterator[ToldFinding]:
        """What there was to say."""
        with self._undamaged():
            for each in self.content.get("findings", ()):
                for row, case in zip(each["rows"], each["cases"], strict=True):
                    yield ToldFinding(each["code"], each["sheet"], each["column"], row, case)

    def notices(self) -> Iterator[ToldNotice]:
        """What people were told."""
        with self._undamaged():
            for each in self.content.get("notices", ()):
                yield ToldNotice(each["kind"], each["case"], each["to"], each["subject"], each["urgent"])

    def facts(self) -> dict[str, Any]:
        """What a note tells beside moment and register."""
        return {name: value for name, value in self.content.items() if name not in _WITHOUT_FACTS}

    def concerns(self, case: str) -> bool:
        """Whether anything in it is about a case, however its number is typed."""
        wanted, numbers = plain_number(case), self.numbers()
        return wanted in numbers or any(plain_number(number) == wanted for number in numbers)

    def numbers(self) -> set[str]:
        """The numbers of all cases that it is about; "" among them where something is about none.

        Raises:
            LedgerError: The line is damaged.
        """
        content = self.content
        if not self.is_pass:
            told = content.get("cases")
            return {str(content.get("case", "")), *map(str, told if isinstance(told, list) else ())}
        numbers = {each.case for each in self.findings()} | {each.case for each in self.notices()}
        with self._undamaged():
            for rows in content.get("cases", {}).values():
                numbers.update(rows["numbers"])
        return numbers

    @contextmanager
    def _undamaged(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, KeyError, TypeError, AttributeError):
            raise LedgerError(
                f"line {self.line} of the journal was changed. See: xltools journal FILE --verify"
            ) from None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for.

    Attributes:
        register: Whether a register's name is meant.
        since: From this moment on.
        until: Before this moment.
    """

    register: Callable[[str], bool] = field(default=lambda _: True)
    since: datetime = datetime.min
    until: datetime = datetime.max


def journal_entries(
    workspace: Workspace, wanted: Wanted | None = None, unreadable: Callable[[int], object] = lambda _: None
) -> Iterator[Entry]:
    """The entries that are asked for, first to last.

    Args:
        workspace: Whose journal.
        wanted: Which entries; all by default.
        unreadable: Told the number of each line that cannot be read, whatever it was about.

    Raises:
        LedgerError: The journal cannot be read.
    """
    path, asked = journal_path(workspace), wanted or Wanted()
    try:
        yield from _with_outcomes(_entries(numbered_lines(workspace), asked, unreadable))
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None


def numbered_lines(workspace: Workspace) -> Iterator[tuple[int, int, bytes]]:
    """Number, start in bytes and bytes of each whole line.

    Raises:
        OSError: The journal cannot be read.
    """
    start = 0
    for number, line in enumerate(whole_lines(journal_path(workspace)), start=1):
        if line.endswith(b"\n"):  # else torn, and never acknowledged
            yield number, start, line
        start += len(line)


def entry_at(workspace: Workspace, known: Entry) -> Entry:
    """An entry read again with all that its line holds.

    Raises:
        LedgerError: The journal cannot be read any more.
    """
    path = journal_path(workspace)
    try:
        with path.open("rb") as file:
            file.seek(known.start)
            return replace(known, content=read_line(file.readline()))
    except (OSError, ValueError) as error:
        raise LedgerError(f"{path} cannot be read ({error}). What is wrong: xltools journal FILE --verify") from None


def as_it_stands(text: str) -> bytes:
    """How a text stands in the bytes of a line: a line without it is about something else."""
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _entries(
    lines: Iterator[tuple[int, int, bytes]], wanted: Wanted, unreadable: Callable[[int], object]
) -> Iterator[Entry]:
    for number, start, line in lines:
        beginning = _BEGINNING.match(line)
        if beginning is None:
            unreadable(number)
            continue
        try:
            at = datetime.fromisoformat(beginning[1].decode()).replace(tzinfo=None)
            if not wanted.since <= at < wanted.until:
                continue
            content = read_line(line)
            register_id = str(content["register"])
        except (ValueError, KeyError, TypeError):
            unreadable(number)
            continue
        if wanted.register(register_id):
            kind = "pass" if "intent" in content else "done" if "done" in content else str(content.get("kind", ""))
            yield Entry(number, start, at, register_id, kind, content)


def _with_outcomes(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Passes wait for their end, and what was noted meanwhile with them."""
    waiting: list[Entry] = []
    for entry in entries:
        outcome = _outcome(waiting[0], entry) if waiting else None
        if waiting and (outcome is not None or entry.is_pass):
            yield replace(waiting[0], outcome=outcome)
            yield from waiting[1:]
            waiting = []
        if entry.is_pass or (waiting and entry.kind not in ("done", NoteKind.SETTLED)):
            waiting.append(entry)
        elif entry.kind not in ("done", NoteKind.SETTLED):
            yield entry
    yield from waiting


def _outcome(intent: Entry, later: Entry) -> Outcome | None:
    """What a later entry tells about a pass."""
    if later.register_id != intent.register_id:
        return None
    after = intent.content["intent"]
    if later.kind == "done" and later.content["done"] == after:
        return Outcome.WRITTEN
    if later.kind == NoteKind.SETTLED and later.content.get("of") == after:
        known = {each.value: each for each in Outcome}
        return known.get(str(later.content.get("outcome")), Outcome.OVERTAKEN)
    if later.is_pass and later.content.get("before") in (after, intent.content.get("before")):
        return Outcome.WRITTEN if later.content["before"] == after else Outcome.ABANDONED
    return None
