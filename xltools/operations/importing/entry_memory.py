"""Which rows of exports were entered before? Remembered by their keys in the workspace, so that none is entered twice.

Invariant: keys are on disk before the workbook is written; whether a write happened that a crash cut off from its last
line is told by the register itself. What an undo took out may be entered again. No word of a customer's is here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.errors import LedgerError
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import Entry
from xltools.operations.files.append_only import append_lines
from xltools.operations.importing.past_imports import PastImport, past_imports
from xltools.operations.workspace import Workspace

_FILE = "imports.jsonl"


@dataclass(frozen=True, slots=True)
class EntryMemory:
    """What was entered into one register.

    Attributes:
        workspace: Where it is remembered.
        register_id: Which register.
        formerly: Its name until this pass; "" where that is not asked for.
    """

    workspace: Workspace
    register_id: str
    formerly: str = ""

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

        Here it stays known as well, though the numbers of the cases that went on are the other one's from now on.

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
            for name in (heir, self.register_id):
                memory = EntryMemory(self.workspace, name)
                memory.begin(dict.fromkeys(sorted(known)), "", now, self.register_id if name == heir else "")
                memory.finish()

    def _known(self, standing: Collection[str], sha256: str, issued: IssuedNumbers) -> tuple[set[str], dict[str, str]]:
        """The keys of rows that were entered here, and of rows that were not, but were given a number."""
        known: set[str] = set()
        given: dict[str, str] = {}
        present = frozenset(standing)
        for each in past_imports(self.path):
            ours = {key: number for key, number in each.numbers.items() if self._is_ours(each, number, issued)}
            written = each.written(present, sha256)
            known |= ours.keys() & written
            given |= {
                key: number
                for key, number in ours.items()
                if key not in written and number is not None and number in issued.by_number
            }
        return known, given

    def _is_ours(self, each: PastImport, number: str | None, issued: IssuedNumbers) -> bool:
        record = issued.by_number.get(number) if number is not None else None
        if record is not None:
            return record.register == self.register_id
        return each.register in (self.register_id, self.formerly)

    def begin(self, entered: Mapping[str, str | None], before: str, now: datetime, source: str = "") -> None:
        """Remember what is about to be written.

        Args:
            entered: Numbers by key; None where one must wait.
            before: Checksum of the file that is going to be replaced.
            now: The moment of the pass.
            source: The register that hands the keys over; "" where they are entered.

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
            | ({"from": source} if source else {})
        )

    def finish(self) -> None:
        """Remember that it was written; errors as for `begin`."""
        self._append({"register": self.register_id, "finished": True})

    def follow(self, old: str) -> None:
        """Remember that the register was called otherwise until now; errors as for `begin`."""
        if any(old in (each.register, each.source) for each in past_imports(self.path)):
            self._append({"register": self.register_id, "renamed": old})

    def entered(self, before: Collection[str]) -> dict[str, str | None]:
        """Keys and numbers of what passes entered that replaced files with these checksums.

        Raises:
            LedgerError: The memory cannot be read.
        """
        ours = (each for each in past_imports(self.path) if each.register == self.register_id and each.before in before)
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
