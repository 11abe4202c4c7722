"""What do the registers of a folder say, taken together? Each read once per contents, none of them written.

Invariant: a register that cannot be read leaves a gap that is named, and does not keep the others from being read.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import (
    DefinitionError,
    EncryptedWorkbookError,
    NotARegisterError,
    SettingsError,
    UnreadableWorkbookError,
    VanishedError,
    WorkbookBusyError,
    XltoolsError,
)
from xltools.operations.files.replacing import Snapshot, read_snapshot, real_path
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.reporting.facts_store import FactsStore, facts_key
from xltools.operations.workspace import Workspace, workbooks_in
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.register_facts import RegisterFacts, unread_register
from xltools.reports.facts import Facts
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import definition_of, read_register

# What stands on sheet 口径 about a register that could not be read; the first class that fits.
_TROUBLE: tuple[tuple[type[XltoolsError], str], ...] = (
    (EncryptedWorkbookError, "有密码，或是旧的 .xls 格式"),
    (UnreadableWorkbookError, "文件损坏、过大或不是有效的工作簿"),
    (SettingsError, "缺少设置表，或设置表没有表头"),
    (DefinitionError, "台账定义文件有误"),
    (NotARegisterError, "缺少登记表或模板定义"),
    (WorkbookBusyError, "正在被保存，或被其他程序独占"),
    (VanishedError, "读取时文件已不在"),
)
_OTHER_TROUBLE = "没有读取权限，或磁盘、网络有问题"
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
    """

    facts: Facts
    paths: dict[str, Path]
    gaps: tuple[Gap, ...]
    read_anew: int


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
            facts = unread_register(file, path.stem, _trouble(error))
        else:
            keys.add(key)
        found.append((path, facts))
    progress(len(workbooks), len(workbooks))
    if keep:
        store.forget_others(keys)
    merged = merged_facts([facts for _, facts in found])
    by_file = {workspace.register_id(path): path for path, _ in found}
    paths = {source.name: by_file[source.file] for source in merged.sources}
    return Gathered(merged, paths, tuple(gaps), read_anew)


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


def _trouble(error: XltoolsError) -> str:
    return next((words for kind, words in _TROUBLE if isinstance(error, kind)), _OTHER_TROUBLE)
