"""What do the registers of a folder say, taken together? Each read once per contents, none of them written.

Invariant: a register that cannot be read leaves a gap that is named, and does not keep the others from being read.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.files.replacing import Snapshot, read_snapshot, real_path
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.progress import Counting, untold
from xltools.operations.reporting.facts_store import FactsStore, facts_key
from xltools.operations.reporting.report_language import report_language
from xltools.operations.reporting.troubles import Trouble, trouble_of
from xltools.operations.workspace import Workspace, workbooks_in
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.register_facts import RegisterFacts, unread_register
from xltools.reports.facts import Facts
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import definition_of, read_register


class Gap(NamedTuple):
    """A register that could not be read, and why."""

    path: Path
    error: XltoolsError


class Gathered(NamedTuple):
    """What was read.

    Attributes:
        facts: Of all registers; those that could not be read are among its sources.
        paths: By name in the report, where the register is.
        gaps: Those that could not be read.
        read_anew: How many were read, because their contents are new.
        language: In which a report of them speaks.
    """

    facts: Facts
    paths: dict[str, Path]
    gaps: tuple[Gap, ...]
    read_anew: int
    language: str


def registers_below(path: Path) -> list[Path]:
    """The workbooks that a report is asked for: one, or all of a folder.

    Raises:
        VanishedError: There is nothing of that name.
    """
    real = real_path(path)
    return workbooks_in(real) if real.is_dir() else [real]


def gather(
    workbooks: Sequence[Path],
    workspace: Workspace,
    now: datetime,
    progress: Counting = untold,
    *,
    keep: bool = True,
) -> Gathered:
    """Read registers, or recall what they held.

    Args:
        workbooks: Where they are; workbooks that are no registers are passed over.
        workspace: Keeps what was read.
        now: Tells the year of dates that were typed without one.
        progress: Told how many of how many are done.
        keep: Whether what is read anew is kept for the next time.
    """
    reading = _Reading(workspace, now, keep=keep)
    for place, path in enumerate(workbooks):
        progress(place, len(workbooks))
        reading.take(path)
    progress(len(workbooks), len(workbooks))
    return reading.gathered()


class _Reading:
    """The registers of a folder, being read."""

    def __init__(self, workspace: Workspace, now: datetime, *, keep: bool) -> None:
        self._workspace, self._now, self._keep = workspace, now, keep
        self._store, self._keys = FactsStore(workspace), set[str]()
        self._found: list[tuple[Path, RegisterFacts]] = []
        self._gaps: list[Gap] = []
        self._read_anew = 0

    def take(self, path: Path) -> None:
        """One workbook; what is wrong with it keeps no other one from being read."""
        file = self._workspace.register_id(path)
        try:
            with no_bare_system_error(path), without_garbage_collection():
                facts = self._facts(read_snapshot(real_path(path)), file)
        except XltoolsError as error:
            if type(error) is NotARegisterError:
                return
            self._gaps.append(Gap(path, error))
            facts = unread_register(file, path.stem, trouble_of(error).value)
        self._found.append((path, facts))

    def _facts(self, snapshot: Snapshot, file: str) -> RegisterFacts:
        """What is recalled of these contents, or else read."""
        package = open_package(snapshot.data)
        definition = definition_of(package, (snapshot.path.parent, self._workspace.memory))
        key = facts_key(file, snapshot.sha256, definition)
        facts = self._store.find(key)
        if facts is None:
            facts = extract_facts(read_register(package, self._now, definition), file, snapshot.sha256)
            if self._keep:
                self._store.keep(key, facts)
            self._read_anew += 1
        self._keys.add(key)
        return facts

    def gathered(self) -> Gathered:
        """All of them together."""
        if self._keep:
            self._store.forget_others(self._keys)
        spoken = [facts.source.language for _, facts in self._found if not facts.source.trouble]
        language = report_language(self._workspace.root, spoken)
        with speaking(language):
            merged = merged_facts([_said(facts) for _, facts in self._found])
        by_file = {self._workspace.register_id(path): path for path, _ in self._found}
        paths = {source.name: by_file[source.file] for source in merged.sources}
        return Gathered(merged, paths, tuple(self._gaps), self._read_anew, language)


def _said(facts: RegisterFacts) -> RegisterFacts:
    """With the trouble of a register in words, now that it is known in which language."""
    source = facts.source
    return replace(facts, source=replace(source, trouble=Trouble(source.trouble).said)) if source.trouble else facts
