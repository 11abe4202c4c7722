"""Where are issued numbers remembered? In an append-only file of the workspace, one line a pass.

Invariant: a number is on disk, synced, before any workbook shows it; lines are never changed or removed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any

from xltools.errors import CopyOfRegisterError, LedgerError
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.number_scheme import NumberScheme
from xltools.operations.files.append_only import append_lines, stored_lines
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.workspace import Workspace

_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Renaming:
    """A register goes by another name now; a new one may stand under its old name already.

    Attributes:
        old: Its name until now.
        new: Its name from now on.
        staying: Numbers that stand in the register that has the old name now.
    """

    old: str
    new: str
    staying: tuple[str, ...] = ()

    def applied(self, records: Mapping[str, IssuedNumber]) -> dict[str, IssuedNumber]:
        """The records with the register's numbers under its new name; two registers may have exchanged theirs."""
        staying = set(self.staying)
        names = {(self.old, False): self.new, (self.new, True): self.old}
        return {
            number: record
            if (name := names.get((record.register, number in staying))) is None
            else record._replace(register=name)
            for number, record in records.items()
        }


@dataclass(frozen=True, slots=True)
class NumberLedger:
    """The numbers of one scheme in one workspace; registers whose patterns are equal share one file."""

    workspace: Workspace
    scheme: NumberScheme

    @property
    def path(self) -> Path:
        """The file."""
        return self.workspace.memory_file("numbers", self.scheme.pattern)

    @contextmanager
    def held(self, path: Path) -> Iterator[None]:
        """Keep other passes of this workspace from giving numbers meanwhile.

        Raises:
            WorkbookBusyError: Another pass holds it for longer than a minute.
        """
        lock = self.workspace.require_memory() / "numbers.lock"
        with one_at_a_time(lock, _WAIT_SECONDS, path, "another xltools is refreshing this workspace"):
            yield

    def read(self) -> dict[str, IssuedNumber]:
        """Every number given so far; renames of registers followed.

        Raises:
            LedgerError: A line other than a torn last one cannot be read.
        """
        records: dict[str, IssuedNumber] = {}
        try:
            for line in stored_lines(self.path):
                records = _with_line(records, line)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._damaged() from None
        return records

    def _damaged(self) -> LedgerError:
        return LedgerError(f"{self.path} is damaged. Restore the file from a backup; it keeps numbers unique.")

    def append(self, issued: Iterable[IssuedNumber]) -> None:
        """Remember numbers, synced to disk."""
        groups: dict[tuple[str, datetime, tuple[str, ...]], list[IssuedNumber]] = defaultdict(list)
        for record in issued:
            groups[record.register, record.registered_at, record.fields].append(record)
        self._write(
            {
                "at": stamp.isoformat(),
                "register": register,
                "fields": list(fields),
                "numbers": [record.number for record in records],
                "prints": list(zip(*(record.prints for record in records), strict=True)),
            }
            for (register, stamp, fields), records in groups.items()
        )

    def rename(self, renaming: Renaming) -> None:
        """Remember that a register goes by another name now."""
        self._write([{"renamed": renaming.old, "to": renaming.new, "staying": list(renaming.staying)}])

    def _write(self, lines: Iterable[Mapping[str, object]]) -> None:
        self.workspace.require_memory()
        try:
            append_lines(self.path, lines)
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror}). Make room on the disk; no workbook was changed."
            ) from None


def _with_line(records: dict[str, IssuedNumber], line: Mapping[str, Any]) -> dict[str, IssuedNumber]:
    if "renamed" in line:
        return Renaming(line["renamed"], line["to"], tuple(line["staying"])).applied(records)
    stamp, fields, register = datetime.fromisoformat(line["at"]), tuple(line["fields"]), line["register"]
    if not isinstance(register, str) or not set(map(type, fields)) <= {str}:
        raise TypeError(register)
    numbers, prints = line["numbers"], zip(*line["prints"], strict=True) if fields else repeat(())
    rows = zip(numbers, repeat(register), repeat(stamp), repeat(fields), prints, strict=False)
    records.update(zip(numbers, map(IssuedNumber._make, rows), strict=True))
    return records


def issued_for(
    ledger: NumberLedger,
    register_id: str,
    standing: Collection[str],
    cases: int,
    records: Mapping[str, IssuedNumber],
    numbers_at: Callable[[str], Collection[str]],
) -> tuple[IssuedNumbers, Renaming | None]:
    """The numbers given so far, as they concern one register; rows that moved here take their numbers along.

    The register was renamed, or goes on with what was open in another one, which may stand there still.

    Args:
        ledger: The workspace's memory.
        register_id: The register's name now.
        standing: The numbers that stand on its sheet.
        cases: How many cases stand there.
        records: What the ledger remembers.
        numbers_at: Gives the numbers that stand in another register of the workspace, none if it is gone.

    Returns:
        The numbers, and the renaming to be remembered, if there was one.

    Raises:
        CopyOfRegisterError: Most of its numbers are another register's, and stand there, too.
    """
    shared = Counter(records[number].register for number in standing if number in records)
    owner, count = max(shared.items(), key=lambda item: item[1], default=(register_id, 0))
    if owner == register_id or count * 2 < len(standing):
        return IssuedNumbers(ledger.scheme, records), None
    there = set(numbers_at(owner)) if ledger.workspace.holds(owner) else set()
    owned = {number for number, record in records.items() if record.register == owner}
    few = count * 2 < len(owned)
    if len(there & set(standing)) * 2 >= len(standing):
        if few and count * 2 < cases:  # rows that were pasted from there, beside others
            return IssuedNumbers(ledger.scheme, records), None
        raise CopyOfRegisterError(owner)
    staying = there | (owned - set(standing)) if few else there  # a few rows take no others along
    renaming = Renaming(owner, register_id, tuple(sorted(staying)))
    return IssuedNumbers(ledger.scheme, renaming.applied(records)), renaming
