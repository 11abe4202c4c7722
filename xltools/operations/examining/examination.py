"""What is wrong with a set-up? All checks in one listed order, and what each of them answers.

Invariant: nothing is written, sent or asked of a network; what keeps one check from looking is an answer of its own and
keeps no other from it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.examining import (
    calendars,
    clocks,
    definitions,
    installation,
    memory_state,
    notices,
    open_workbooks,
    places,
    registers,
    settings_file,
    watchers,
)
from xltools.operations.examining.answers import Answer, Verdict, doubtful, of_error, wrong
from xltools.operations.examining.computer import Computer, this_computer
from xltools.operations.examining.site import Site
from xltools.operations.files.replacing import real_folder
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.workspace import MEMORY_FOLDER

Check = Callable[[Site], Iterator[Answer]]


class Examined(NamedTuple):
    """One answer, with the name of the check that gave it."""

    check: str
    answer: Answer


CHECKS: Sequence[tuple[str, Check]] = (
    ("python", installation.python_version),
    ("libraries", installation.libraries),
    ("pdf", installation.pdf_extra),
    ("fonts", installation.fonts),
    ("cluster", installation.cluster_extra),
    ("place", places.kind_of_place),
    ("writable", places.writable),
    ("paths", places.path_lengths),
    ("space", places.disk_space),
    ("zones", clocks.zones),
    ("future", clocks.files_of_the_future),
    ("clock", clocks.moments_of_the_future),
    ("settings file", settings_file.settings_files),
    ("channels", settings_file.channels),
    ("archive", settings_file.archive),
    ("imports", settings_file.imports),
    ("branches", settings_file.branches),
    ("definitions", definitions.definitions),
    ("registers", registers.usable),
    ("read-only", registers.replaceable),
    ("settings", registers.settings_cells),
    ("templates", registers.behind),
    ("copies", registers.copies),
    ("other formats", places.foreign_formats),
    ("holidays", calendars.holidays),
    ("own days", calendars.own_days),
    ("holidays of the zone", calendars.holidays_of_the_zone),
    ("locks", open_workbooks.locks),
    ("companions", open_workbooks.companions),
    ("drop folders", registers.drop_folders),
    ("memory", memory_state.memory_place),
    ("journal", memory_state.journal),
    ("numbers", memory_state.numbers),
    ("backups", memory_state.backups),
    ("unfinished", memory_state.unfinished),
    ("waiting", memory_state.waiting_long),
    ("left behind", memory_state.left_by_the_dead),
    ("clock memory", memory_state.clock_memory),
    ("outbox", notices.outbox),
    ("watcher", watchers.watcher),
    ("clock jobs", watchers.clock_jobs),
)


def examine(
    folder: Path,
    now: datetime,
    computer: Computer | None = None,
    *,
    checks: Sequence[tuple[str, Check]] = CHECKS,
    begun: Callable[[str], object] = lambda _: None,
) -> list[Examined]:
    """Look at everything that may be wrong with a folder of registers.

    Args:
        folder: The registers, in it and below it.
        now: The moment: aware, or naive local time of the registers.
        computer: By default the one that we run on.
        checks: What is looked at, by name.
        begun: Told the name of each check before it looks.

    Raises:
        VanishedError, NoFolderError: There is no such folder.
        ReadOnlyWorkbookError: It may not be looked into.
    """
    site = Site(real_folder(folder), now, computer or this_computer())
    told: list[Examined] = []
    with no_bare_system_error(site.folder):
        language = site.languages[0]
    with speaking(language):
        for name, check in checks:
            begun(name)
            told += [Examined(name, answer) for answer in _answers(check, site)]
    return told


def is_anything_wrong(told: Sequence[Examined]) -> bool:
    """Whether somebody has to do something; what is doubtful may be meant so."""
    return any(each.answer.verdict is Verdict.WRONG for each in told)


def _answers(check: Check, site: Site) -> list[Answer]:
    """What a check says; what stops it in the middle is said behind that."""
    said: list[Answer] = []
    try:
        for answer in check(site):
            said.append(answer)  # noqa: PERF402 - what came before a fault stays
    except XltoolsError as error:
        said.append(of_error(site.folder, error))
    except RecursionError:  # the readers of JSON end so
        to_do = f"Restore {MEMORY_FOLDER} from a backup, or take the file away that this is about."
        said.append(wrong(site.folder, "a file of the memory is damaged: it is nested as nobody would write it", to_do))
    except OSError as error:
        so = f"could not be looked at ({error.strerror or type(error).__name__})"
        to_do = "Check the disk, the connection and the permissions, then look again."
        said.append(doubtful(error.filename or site.folder, so, to_do))
    return said
