"""Which passes entered rows, and what became of these since? As the lines of the memory of imports tell it.

Invariant: lines are read in the order in which they were written; a register goes by the name that it has by now.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xltools.errors import LedgerError
from xltools.operations.files.append_only import stored_lines


@dataclass(slots=True)
class PastImport:
    """One pass that entered rows, or was about to.

    Attributes:
        register: Which register, under its latest name.
        before: Checksum of the file that it replaced.
        numbers: By key, the number that its row got.
        finished: Whether it is known to have written.
        source: The register that handed the keys over; "" where they were entered.
        undone: By the key of a row that an undo was about to take out, the checksum of the file before the undo.
    """

    register: str
    before: str
    numbers: Mapping[str, str | None]
    finished: bool = False
    source: str = ""
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


def past_imports(path: Path) -> list[PastImport]:
    """All of them, first to last; none where nothing was ever imported.

    Raises:
        LedgerError: A line other than a torn last one cannot be read.
    """
    imports: list[PastImport] = []
    begun: dict[str, PastImport] = {}
    try:
        for line in stored_lines(path):
            register = line["register"]
            if "keys" in line:
                numbers = dict(zip(line["keys"], line["numbers"], strict=True))
                begun[register] = PastImport(register, line["before"], numbers, source=line.get("from", ""))
                imports.append(begun[register])
            elif "undone" in line:
                _take_out((each for each in imports if register in (each.register, each.source)), line)
            elif "renamed" in line:
                _rename(imports, line["renamed"], register)
            elif register in begun:
                begun[register].finished = True
    except (KeyError, TypeError, ValueError, AttributeError):
        raise LedgerError(
            f"{path} is damaged. Restore it from a backup; without it rows could be entered twice."
        ) from None
    return imports


def _rename(imports: Iterable[PastImport], old: str, new: str) -> None:
    for each in imports:
        each.register = new if each.register == old else each.register
        each.source = new if each.source == old else each.source


def _take_out(imports: Iterable[PastImport], line: Mapping[str, Any]) -> None:
    """What an undo's line says of earlier passes; without keys, rows that no number tells of may be back."""
    for each in imports:
        if not line["undone"]:
            each.undone = {key: before for key, before in each.undone.items() if each.numbers[key] is not None}
        each.undone |= {key: line["before"] for key in line["undone"] if key in each.numbers}
