"""Where are issued numbers remembered? In an append-only file of the workspace, one line a pass.

Invariant: a number is on disk, synced, before any workbook shows it; lines are never changed or removed.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from xltools.errors import CopyOfRegisterError, LedgerError, WorkbookBusyError
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.number_scheme import NumberScheme
from xltools.operations.workspace import Workspace

_WAIT_SECONDS = 60
_COPIED_NUMBERS = 5
_LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NumberLedger:
    """The numbers of one scheme in one workspace; registers whose patterns are equal share one file."""

    workspace: Workspace
    scheme: NumberScheme

    @property
    def path(self) -> Path:
        """The file."""
        name = re.sub(r"[^a-z0-9]+", "-", self.scheme.pattern.lower()).strip("-")
        return self.workspace.memory / f"numbers-{name}.jsonl"

    @contextmanager
    def held(self, path: Path) -> Iterator[None]:
        """Keep other passes of this workspace from giving numbers meanwhile.

        Raises:
            WorkbookBusyError: Another pass holds it for longer than a minute.
        """
        try:
            with FileLock(self.workspace.require_memory() / "numbers.lock", timeout=_WAIT_SECONDS):
                yield
        except Timeout:
            raise WorkbookBusyError(path, "another xltools is refreshing this workspace") from None

    def read(self) -> dict[str, IssuedNumber]:
        """Every number given so far; renames of registers followed.

        Raises:
            LedgerError: A line other than a torn last one cannot be read.
        """
        records: dict[str, IssuedNumber] = {}
        for line in self._lines():
            if "renamed" in line:
                old, new = line["renamed"], line["to"]
                renamed = {n: r._replace(register=new) for n, r in records.items() if r.register == old}
                records.update(renamed)
                continue
            stamp, fields, register = datetime.fromisoformat(line["at"]), tuple(line["fields"]), line["register"]
            numbers, prints = line["numbers"], zip(*line["prints"], strict=True) if fields else repeat(())
            rows = zip(numbers, repeat(register), repeat(stamp), repeat(fields), prints, strict=False)
            records.update(zip(numbers, map(IssuedNumber._make, rows), strict=True))
        return records

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be read ({error.strerror}). Check the folder's permissions."
            ) from None
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                yield json.loads(line)
            except ValueError:
                if number >= len(lines):  # no newline behind it: torn by a crash before any workbook showed its numbers
                    return
                raise LedgerError(
                    f"{self.path}, line {number}, is damaged. Restore the file from a backup; it keeps numbers unique."
                ) from None

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

    def rename(self, old: str, new: str) -> None:
        """Remember that a register goes by another name now."""
        self._write([{"renamed": old, "to": new}])

    def _write(self, lines: Iterable[Mapping[str, object]]) -> None:
        data = b"".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines)
        if not data:
            return
        self.workspace.require_memory()
        try:
            with self.path.open("a+b") as file:
                _drop_torn_end(file)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror}). Make room on the disk; no workbook was changed."
            ) from None


def _drop_torn_end(file: BinaryIO) -> None:
    """What a crash left behind the last newline was never acknowledged: no workbook shows its numbers."""
    end = file.seek(0, os.SEEK_END)
    start = max(0, end - _LONGEST_LINE)
    file.seek(start)
    tail = file.read()
    if tail and not tail.endswith(b"\n"):
        file.truncate(start + tail.rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)


def issued_for(ledger: NumberLedger, register_id: str, standing: Iterable[str], *, may_write: bool) -> IssuedNumbers:
    """The numbers given so far, as they concern one register; a renamed register takes its numbers along.

    Args:
        ledger: The workspace's memory.
        register_id: The register's name now.
        standing: The numbers that stand on its sheet.
        may_write: Whether a rename may be remembered.

    Raises:
        CopyOfRegisterError: Most of its numbers belong to another register that is still there.
        LedgerError: The memory is damaged.
    """
    records = ledger.read()
    if register_id in {record.register for record in records.values()}:
        return IssuedNumbers(ledger.scheme, records)
    numbers = list(standing)
    owners: dict[str, int] = defaultdict(int)
    for number in numbers:
        if number in records:
            owners[records[number].register] += 1
    if not owners:
        return IssuedNumbers(ledger.scheme, records)
    owner, shared = max(owners.items(), key=lambda item: item[1])
    if ledger.workspace.holds(owner):
        if shared >= min(_COPIED_NUMBERS, len(numbers)) and shared * 2 >= len(numbers):
            raise CopyOfRegisterError(owner)
        return IssuedNumbers(ledger.scheme, records)
    if may_write:
        ledger.rename(owner, register_id)
    moved = {
        number: record._replace(register=register_id) if record.register == owner else record
        for number, record in records.items()
    }
    return IssuedNumbers(ledger.scheme, moved)
