"""Where in which file does something of a definition stand? From the whole definition back to what somebody wrote.

Invariant: what stands on no line of its own (a missing key, a column's key that its shared field gives) has the line of
the nearest thing around it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xltools.model.finding import Severity
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem, Flaw
from xltools.workbook.definition_checks.key_lines import key_lines
from xltools.workbook.definition_merging import Key, Merged, Origin
from xltools.workbook.definition_sources import Sources


class DefinitionPlaces:
    """Finds places in the files of one definition."""

    def __init__(self, sources: Sources, merged: Merged) -> None:
        self._sources, self._merged = sources, merged
        self._lines: dict[Path, Mapping[Key, int]] = {}

    def problem(self, flaw: Flaw) -> DefinitionProblem:
        """The flaw with the place where it was written."""
        return self._placed(self._origin(flaw.key), flaw.is_so, flaw.should_be, flaw.severity)

    def faults(self) -> list[DefinitionProblem]:
        """What does not fit where the two files were put together, as problems."""
        return [self._placed(fault.origin, fault.why, fault.should_be, Severity.ERROR) for fault in self._merged.faults]

    def _placed(self, origin: Origin, is_so: str, should_be: str, severity: Severity) -> DefinitionProblem:
        if origin.file not in self._lines:
            self._lines[origin.file] = key_lines(origin.file.read_bytes().decode("utf-8-sig"))
        line = nearest_line(self._lines[origin.file], origin.key)
        parts = self._sources.own if origin.file == self._sources.file else self._sources.shared
        key = shown_key(origin.key, [sheet.key for sheet in parts.sheets])
        return DefinitionProblem(origin.file.name, line, key, is_so, should_be, severity)

    def _origin(self, key: Key) -> Origin:
        for end in range(len(key), 0, -1):
            origin = self._merged.origins.get(key[:end])
            if origin is not None:
                return Origin(origin.file, (*origin.key, *key[end:]))
        return Origin(self._sources.file, key)


def shown_key(key: Key, sheets: Sequence[str]) -> str:
    """``sheets.cases.fields[3].kind``: sheets by their keys, other elements by their places from 0."""
    shown = ""
    for place, part in enumerate(key):
        if isinstance(part, str):
            shown += f".{part}" if shown else part
        elif key[place - 1 : place] == ("sheets",) and place == 1 and part < len(sheets):
            shown += f".{sheets[part]}"
        else:
            shown += f"[{part}]"
    return shown


def nearest_line(lines: Mapping[Key, int], key: Key) -> int:
    """The line of the key, or of the nearest thing around it; 0 where the file has nothing of it."""
    for end in range(len(key), 0, -1):
        if key[:end] in lines:
            return lines[key[:end]]
    return 0
