"""Is what is remembered beside the registers whole, and was everything finished that was begun?

Invariant: nothing is settled, restored or removed here; who does that is named.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from xltools.errors import DefinitionError, LedgerError
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.archiving.temporary_folder import left_behind
from xltools.operations.clock.tick_memory import recall_ticks
from xltools.operations.examining.answers import Answer, doubtful, of_error, well, wrong
from xltools.operations.examining.register_sights import RegisterSight
from xltools.operations.examining.site import Site
from xltools.operations.files.append_only import read_line
from xltools.operations.files.left_behind import left_behind_in
from xltools.operations.files.system_files import is_running
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.importing.past_imports import past_imports
from xltools.operations.journaling.journal import journal_path
from xltools.operations.journaling.journal_lines import lines_backwards
from xltools.operations.journaling.journal_proof import Damage, Proof, prove
from xltools.operations.journaling.journal_reading import Entry, Wanted, journal_entries
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.waiting import waiting_registers
from xltools.operations.workspace import MEMORY_FOLDER, Workspace

LARGEST_JOURNAL = 512 << 20  # bytes: two seconds of following
_MEGABYTE = 1 << 20
_UNDER_WAY = timedelta(minutes=10)
_LONG = timedelta(days=1)


def memory_place(site: Site) -> Iterator[Answer]:
    """Which workspace the folder belongs to, and whether it is one at all yet."""
    own = site.workspaces[0]
    if own.memory.exists() and not own.memory.is_dir():
        yield wrong(own.memory, "is a file where the folder of the memory should be", "Move that file away.")
    elif own.root != site.folder:
        yield well(site.folder, f"belongs to the workspace {own.root}")
    elif own.memory.is_dir():
        yield well(own.memory, "the memory of this workspace")
    else:
        yield well(site.folder, f"nothing is remembered yet; {MEMORY_FOLDER} comes with the first refresh")
    for inner in site.workspaces[1:]:
        yield well(site.shown(inner.root), "a workspace of its own: its numbers are unique within it")


def journal(site: Site) -> Iterator[Answer]:
    """Whether the journal is as it was written."""
    for workspace in site.workspaces:
        path = journal_path(workspace)
        if not path.exists():
            continue
        if path.stat().st_size > LARGEST_JOURNAL:
            yield well(
                path, f"{path.stat().st_size // _MEGABYTE:,} MB, not followed here: xltools journal --verify does"
            )
            continue
        yield _proved(path, prove(path))


def _proved(path: Path, proof: Proof) -> Answer:
    fault = proof.fault
    if fault is None:
        return well(path, f"{proof.lines} lines, the chain is whole")
    if fault.damage is Damage.TORN:
        return doubtful(path, f"line {fault.line} is half written", "The next refresh takes it away; nothing else.")
    return wrong(
        path,
        f"line {fault.line}: {fault.damage.value}; the {proof.lines} lines before it are whole",
        f'Ask who changed it, and compare with a backup. See: xltools journal "{path.parent.parent}" --verify',
    )


def numbers(site: Site) -> Iterator[Answer]:
    """Whether the memory of issued numbers and of imported rows is here, and can be read."""
    for each in site.usable:
        if each.numbers and not _ledger(each, site).path.exists():
            yield doubtful(
                site.shown(each.path),
                f"holds numbers of which nothing is remembered: was {MEMORY_FOLDER} left behind?",
                f"Bring {MEMORY_FOLDER} along from where the register was; without it, deleted numbers may come again.",
            )
    for ledger in ledgers(site):
        try:
            yield well(ledger.path, f"{len(ledger.read())} numbers were given")
        except LedgerError as error:
            yield of_error(ledger.path, error)
    for workspace in site.workspaces:
        try:
            for _ in past_imports(EntryMemory(workspace, "").path):
                pass
        except LedgerError as error:
            yield of_error(workspace.memory, error)


def ledgers(site: Site) -> list[NumberLedger]:
    """The memories of numbers that registers here use and that are there, each once."""
    found = {ledger.path: ledger for each in site.usable if (ledger := _ledger(each, site)).path.exists()}
    return list(found.values())


def _ledger(register: RegisterSight, site: Site) -> NumberLedger:
    return NumberLedger(site.workspace_of(register.path), register.definition.numbering)


def backups(site: Site) -> Iterator[Answer]:
    """How much room the kept versions take."""
    for workspace in site.workspaces:
        folder = workspace.backups
        if not folder.is_dir():
            continue
        size = _size(folder)
        said = f"{size // _MEGABYTE:,} MB of earlier versions"
        if size > site.computer.free_bytes(workspace.root):
            yield doubtful(folder, f"{said}, more than is free on the disk", "Make room on the disk; they are kept.")
        else:
            yield well(folder, said)


def unfinished(site: Site) -> Iterator[Answer]:
    """Whether a pass was cut off between its intent and its deed."""
    for workspace in site.workspaces:
        cut = _open_intent(workspace)
        if cut is None or abs(site.local - cut.at) < _UNDER_WAY:
            continue
        yield doubtful(
            cut.register_id,
            f"the pass of {cut.at:%Y-%m-%d %H:%M} was cut off before its end was written down",
            f'Finish it: xltools refresh "{workspace.root / cut.register_id}"',
        )


def _open_intent(workspace: Workspace) -> Entry | None:
    """The last pass, where the journal does not tell what became of it."""
    ended = last_moment(journal_path(workspace))
    if ended is None:
        return None
    last: Entry | None = None
    for entry in journal_entries(workspace, Wanted(since=ended - _LONG)):
        last = entry if entry.is_pass else last
    return last if last is not None and last.outcome is None else None


def last_moment(path: Path) -> datetime | None:
    """The moment of a journal's last line; None where there is none, or it cannot be read."""
    try:
        line = next(lines_backwards(path), None)
        return None if line is None else datetime.fromisoformat(read_line(line)["at"]).replace(tzinfo=None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def waiting_long(site: Site) -> Iterator[Answer]:
    """Whether cells have been waiting for days since somebody does not close a register."""
    for workspace in site.workspaces:
        for name, waits in waiting_registers(workspace).items():
            if not workspace.holds(name):
                continue
            said = f"cells wait to be written since {waits.since:%Y-%m-%d %H:%M}, it is open ({waits.owner})"
            if site.local - waits.since > _LONG:
                yield doubtful(name, said, "Close it there; then: xltools tick FOLDER, unless a watcher runs.")
            else:
                yield well(name, said)


def left_by_the_dead(site: Site) -> Iterator[Answer]:
    """Whether a killed xltools left temporary files, locks or half-made copies behind."""
    found = list(left_behind_in(site.folder))
    for path in found:
        yield doubtful(
            site.shown(path),
            "was left behind by an xltools of this computer that was killed",
            f'Nothing by hand; this takes it away: xltools tick "{site.folder}"',
        )
    for workspace in site.workspaces:
        for folder in _ended_archiving(workspace):
            yield doubtful(
                folder, "half-made copies of a run that was ended", f'Finish it: xltools archive "{workspace.root}"'
            )


def clock_memory(site: Site) -> Iterator[Answer]:
    """Whether what was done by the clock is remembered."""
    _, trouble = recall_ticks(site.workspaces[0], site.folder, site.local)
    if trouble:
        yield wrong(site.workspaces[0].memory, trouble, f'Run: xltools tick "{site.folder}"')


def _ended_archiving(workspace: Workspace) -> Iterator[Path]:
    try:
        root = archive_root(workspace, archive_settings(workspace))
    except DefinitionError:  # told where the file is examined
        return
    for folder, _ in left_behind(root):
        process = "".join(sign for sign in folder.name.partition("-")[2].partition("-")[0] if sign.isdigit())
        if not (process and is_running(int(process))):
            yield folder


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(place, name).stat().st_size
    return total
