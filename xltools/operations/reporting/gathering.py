"""What do the registers of a folder say, taken together? Each read once per contents, none of them written.

Invariant: a register that cannot be read leaves a gap that is named, and does not keep the others from being read.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.files.replacing import Snapshot, read_snapshot, real_path
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
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

Progress = Callable[[int, int], None]


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
    progress: Progress = lambda _, __: None,
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
    store, keys = FactsStore(workspace), set()
    found: list[tuple[Path, RegisterFacts]] = []
    gaps, read_anew = [], 0
    for place, path in enumerate(workbooks):
        progress(place, len(workbooks))
        file = workspace.register_id(path)
        try:
            with no_bare_system_error(path), without_garbage_collection():
                snapshot = read_snapshot(real_path(path))
                key, facts = _recalled(snapshot, file, workspace, store)
                if facts is None:
                    facts = _read(snapshot, file, workspace, now)
                    if keep:
                        store.keep(key, facts)
                    read_anew += 1
        except XltoolsError as error:
            if type(error) is NotARegisterError:
                continue
            gaps.append(Gap(path, error))
            facts = unread_register(file, path.stem, trouble_of(error).value)
        else:
            keys.add(key)
        found.append((path, facts))
    progress(len(workbooks), len(workbooks))
    if keep:
        store.forget_others(keys)
    language = report_language(
        workspace.root, [facts.source.language for _, facts in found if not facts.source.trouble]
    )
    with speaking(language):
        merged = merged_facts([_said(facts) for _, facts in found])
    by_file = {workspace.register_id(path): path for path, _ in found}
    paths = {source.name: by_file[source.file] for source in merged.sources}
    return Gathered(merged, paths, tuple(gaps), read_anew, language)


def _said(facts: RegisterFacts) -> RegisterFacts:
    """With the trouble of a register in words, now that it is known in which language."""
    source = facts.source
    return replace(facts, source=replace(source, trouble=Trouble(source.trouble).said)) if source.trouble else facts


def _recalled(
    snapshot: Snapshot, file: str, workspace: Workspace, store: FactsStore
) -> tuple[str, RegisterFacts | None]:
    definition = definition_of(open_package(snapshot.data), (snapshot.path.parent, workspace.memory))
    key = facts_key(file, snapshot.sha256, definition)
    return key, store.find(key)


def _read(snapshot: Snapshot, file: str, workspace: Workspace, now: datetime) -> RegisterFacts:
    package = open_package(snapshot.data)
    definition = definition_of(package, (snapshot.path.parent, workspace.memory))
    return extract_facts(read_register(package, now, definition), file, snapshot.sha256)
