"""Where is remembered what was decided about cases? In an append-only file of the workspace, one line a field and pass.

Invariant: lines are never changed or removed; the file holds what the tool wrote, never what customers said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from xltools.errors import LedgerError
from xltools.model.case_memory import CaseMemory, MemoryUpdate
from xltools.model.number_scheme import NumberScheme
from xltools.model.register import Value
from xltools.operations.files.append_only import append_lines, stored_lines
from xltools.operations.workspace import Workspace

_PLAIN = {str, int, float, type(None)}


@dataclass(frozen=True, slots=True)
class CaseMemoryFile:
    """The memory of all registers of a workspace that share a number scheme; numbers keep their cases apart."""

    workspace: Workspace
    scheme: NumberScheme

    @property
    def path(self) -> Path:
        """The file."""
        return self.workspace.memory_file("cases", self.scheme.pattern)

    def read(self) -> CaseMemory:
        """What all passes so far remembered; later lines win.

        Raises:
            LedgerError: A line other than a torn last one cannot be read.
        """
        columns: dict[str, dict[str, Value]] = defaultdict(dict)
        noticed: set[str] = set()
        try:
            for line in stored_lines(self.path):
                if "noticed" in line:
                    noticed.update(line["noticed"])
                else:
                    columns[line["field"]].update(zip(line["numbers"], _values(line), strict=True))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._damaged() from None
        return CaseMemory(columns, frozenset(noticed))

    def append(self, update: MemoryUpdate, now: datetime) -> None:
        """Remember what a pass decided, synced to disk.

        Raises:
            LedgerError: It cannot be written.
        """
        if not update:
            return
        at = now.isoformat()
        lines = [{"at": at, **line} for name, values in update.columns.items() for line in _column_lines(name, values)]
        lines += [{"at": at, "noticed": list(update.noticed)}] if update.noticed else []
        self.workspace.require_memory()
        try:
            append_lines(self.path, lines)
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror}). Make room on the disk, then refresh again."
            ) from None

    def _damaged(self) -> LedgerError:
        return LedgerError(f"{self.path} is damaged. Restore the file from a backup, or move it away to start anew.")


def _column_lines(name: str, values: Mapping[str, Value]) -> Iterator[dict[str, object]]:
    """One line for a field's moments, one for its other values: each is read back whole, without a look at its kind."""
    moments = {number: value for number, value in values.items() if isinstance(value, datetime)}
    others = {number: value for number, value in values.items() if number not in moments}
    for key, found in (("moments", moments), ("values", others)):
        if found:
            yield {"field": name, "numbers": list(found), key: list(found.values())}


def _values(line: Mapping[str, Any]) -> Iterable[Value]:
    if "moments" in line:
        return map(datetime.fromisoformat, line["moments"])
    if not set(map(type, line["values"])) <= _PLAIN:
        raise TypeError
    values: list[Value] = line["values"]
    return values
