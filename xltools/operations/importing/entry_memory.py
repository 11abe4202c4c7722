"""Which rows of exports were entered before? Remembered by their keys in the workspace, so that none is entered twice.

Invariant: keys are on disk before the workbook is written; whether a write happened that a crash cut off from its last
line is told by the register itself. What an undo took out may be entered again. No word of a customer's is here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from xltools.errors import LedgerError
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import Entry
from xltools.operations.files.append_only import append_lines, stored_lines
from xltools.operations.workspace import Workspace

_FILE = "imports.jsonl"


@dataclass(slots=True)
class _Import:
    """One pass that entered rows, or was about to.

    Attributes:
        register: Which register.
        before: Checksum of the file that it replaced.
        numbers: By key, the number that its row got.
        finished: Whether it is known to have written.
        undone: By the key of a row that an undo was about to take out, the checksum of the file before the undo.
    """

    register: str
    before: str
    numbers: Mapping[str, str | None]
    finished: bool = False
    undone: dict[str, str] = field(default_factory=dict)

    def written(self, present: Collection[str], sha256: str) -> set[str]:
        """The keys whose rows it brought into the workbook, and no undo took out again.

        Args:
            present: The numbers that stand there now.
            sha256: Checksum of the workbook now.
        """
        keys = set(self.numbers) if self.finished else self._arrived(present, sha256)
        gone = {key for key, before in self.undone.items() if not self._still_stands(key, present, before == sha256)}
        return keys - gone

    def _still_stands(self, key: str, present: Collection[str], not_undone: bool) -> bool:
        number = self.numbers[key]
        return not_undone if number is None else number in present

    def _arrived(self, present: Collection[str], sha256: str) -> set[str]:
        """Without its last line: a row is known to be there by its number.

        Rows without one are there if others of the same write are, or, where none has a number, if the file changed.
        """
        found = {key for key, number in self.numbers.items() if number in present}
        waiting = {key for key, number in self.numbers.items() if number is None}
        arrived = bool(found) if len(waiting) < len(self.numbers) else self.before != sha256
        return found | waiting if arrived else found


@dataclass(frozen=True, slots=True)
class EntryMemory:
    """What was entered into one register.

    Attributes:
        workspace: Where it is remembered.
        register_id: Which register.
    """

    workspace: Workspace
    register_id: str

    @property
    def path(self) -> Path:
        """The file, which the registers of a workspace share."""
        return self.workspace.memory / _FILE

    def new(
        self, entries: Sequence[Entry], standing: Collection[str], sha256: str, issued: IssuedNumbers
    ) -> tuple[Entry, ...]:
        """Those of the entries that were not entered yet, each once.

        Args:
            entries: What an export holds.
            standing: The numbers that stand in the register now.
            sha256: Checksum of the register's file now.
            issued: Who has which number: a register keeps what was entered when it is renamed.

        Returns:
            The new ones. Those whose numbers were given already come with them: by a pass that a crash ended, or by
            one that was undone.

        Raises:
            LedgerError: The memory cannot be read.
        """
        known, given = self._known(standing, sha256, issued)
        fresh: dict[str, Entry] = {}
        for entry in entries:
            if entry.key not in known:
                fresh.setdefault(entry.key, entry)
        name = issued.scheme.field
        return tuple(
            entry._replace(values={**entry.values, name: given[entry.key]}) if entry.key in given else entry
            for entry in fresh.values()
        )

    def hand_over(
        self, heir: str, standing: Collection[str], sha256: str, issued: IssuedNumbers, now: datetime
    ) -> None:
        """Let the register that goes on from this one know what was entered here, so that it is not entered again.

        Args:
            heir: The name under which that register is remembered.
            standing: The numbers that stand in this one.
            sha256: Checksum of this one's file.
            issued: Who has which number.
            now: The moment.

        Raises:
            LedgerError: The memory cannot be read or written.
        """
        known, _ = self._known(standing, sha256, issued)
        if known:
            memory = EntryMemory(self.workspace, heir)
            memory.begin(dict.fromkeys(sorted(known)), "", now)
            memory.finish()

    def _known(self, standing: Collection[str], sha256: str, issued: IssuedNumbers) -> tuple[set[str], dict[str, str]]:
        """The keys of rows that were entered here, and of rows that were not, but were given a number."""
        known: set[str] = set()
        given: dict[str, str] = {}
        present = frozenset(standing)
        for each in self._read():
            ours = {key: number for key, number in each.numbers.items() if self._is_ours(each, number, issued)}
            written = each.written(present, sha256)
            known |= ours.keys() & written
            given |= {
                key: number
                for key, number in ours.items()
                if key not in written and number is not None and number in issued.by_number
            }
        return known, given

    def _is_ours(self, each: _Import, number: str | None, issued: IssuedNumbers) -> bool:
        record = issued.by_number.get(number) if number is not None else None
        return (record.register if record is not None else each.register) == self.register_id

    def _read(self) -> list[_Import]:
        imports: list[_Import] = []
        begun: dict[str, _Import] = {}
        try:
            for line in stored_lines(self.path):
                register = line["register"]
                if "keys" in line:
                    numbers = dict(zip(line["keys"], line["numbers"], strict=True))
                    begun[register] = _Import(register, line["before"], numbers)
                    imports.append(begun[register])
                elif "undone" in line:
                    _take_out((each for each in imports if each.register == register), line)
                elif register in begun:
                    begun[register].finished = True
        except (KeyError, TypeError, ValueError, AttributeError):
            raise LedgerError(
                f"{self.path} is damaged. Restore it from a backup; without it rows could be entered twice."
            ) from None
        return imports

    def begin(self, entered: Mapping[str, str | None], before: str, now: datetime) -> None:
        """Remember what is about to be written.

        Args:
            entered: Numbers by key; None where one must wait.
            before: Checksum of the file that is going to be replaced.
            now: The moment of the pass.

        Raises:
            LedgerError: The memory cannot be written.
        """
        self._append(
            {
                "at": now.isoformat(),
                "register": self.register_id,
                "before": before,
                "keys": list(entered),
                "numbers": list(entered.values()),
            }
        )

    def finish(self) -> None:
        """Remember that it was written; errors as for `begin`."""
        self._append({"register": self.register_id, "finished": True})

    def entered(self, before: Collection[str]) -> dict[str, str | None]:
        """Keys and numbers of what passes entered that replaced files with these checksums.

        Raises:
            LedgerError: The memory cannot be read.
        """
        ours = (each for each in self._read() if each.register == self.register_id and each.before in before)
        return {key: number for each in ours for key, number in each.numbers.items()}

    def take_out(self, keys: Collection[str], before: str, now: datetime) -> None:
        """Remember whose rows an undo is about to take out; errors as for `begin`.

        Args:
            keys: The keys; none where the undo takes back another one, so that rows without numbers may be back.
            before: Checksum of the file that is going to be replaced.
            now: The moment of the undo.
        """
        self._append({"at": now.isoformat(), "register": self.register_id, "undone": list(keys), "before": before})

    def _append(self, line: Mapping[str, object]) -> None:
        self.workspace.require_memory()
        try:
            append_lines(self.path, [line])
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror}). Make room on the disk; no workbook was changed."
            ) from None


def _take_out(imports: Iterable[_Import], line: Mapping[str, Any]) -> None:
    """What an undo's line says of earlier passes; without keys, rows that no number tells of may be back."""
    for each in imports:
        if not line["undone"]:
            each.undone = {key: before for key, before in each.undone.items() if each.numbers[key] is not None}
        each.undone |= {key: line["before"] for key in line["undone"] if key in each.numbers}
