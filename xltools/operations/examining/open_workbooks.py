"""Who has which workbook open, and which signs of that are left from somebody who has it open no more?

Invariant: no lock or owner file is ever removed here, and none is called stale but by the system or by its age.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from xltools.errors import WorkbookBusyError, XltoolsError
from xltools.language.speaking import in_every_language
from xltools.operations.examining.answers import Answer, doubtful, well
from xltools.operations.examining.site import Site
from xltools.operations.files.left_behind import is_left_behind
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.files.replacing import read_snapshot
from xltools.operations.passes.companion import companion_path
from xltools.operations.watching.lock_signs import locked_names
from xltools.operations.workspace import may_be_workbook
from xltools.reports.companion_workbook import companion_mark

_STALE_AFTER = timedelta(days=1)
_OF_A_WORKBOOK = re.compile(r"(\.~lock\..+\.xls[xm]#|~\$.+\.xls[xm])", re.IGNORECASE)


def locks(site: Site) -> Iterator[Answer]:
    """Which workbooks are open, by whose lock or owner file, and which of these look forgotten."""
    met = False
    for folder in site.folders:
        names = _names(folder)
        workbooks = {name for name in names if may_be_workbook(name)}
        for name in sorted(names):
            of = sorted(locked_names({name}, workbooks))
            if of and not is_left_behind(folder / name):
                met = True
                yield _sign(folder / name, folder / of[0], site)
            elif not of and _OF_A_WORKBOOK.fullmatch(name):
                met = True
                yield doubtful(
                    site.shown(folder / name),
                    "says that somebody has a workbook open which is not here",
                    "Remove it by hand once everybody has closed his workbooks.",
                )
    yield from _held_without_sign(site)
    if not met:
        yield well(site.folder, "no lock or owner file lies here")


def _held_without_sign(site: Site) -> Iterator[Answer]:
    """What the system alone says; where there is a lock or owner file that one was told."""
    for folder in site.folders:
        names = _names(folder)
        workbooks = {name for name in names if may_be_workbook(name)}
        for name in sorted(workbooks - locked_names(names, workbooks)):
            if (owner := _owner(folder / name)) is not None:
                yield well(site.shown(folder / name), f"is open ({owner})")


def _sign(sign: Path, workbook: Path, site: Site) -> Answer:
    owner, age = _owner(workbook), _age(sign, site)
    if owner is None:
        return doubtful(
            site.shown(sign),
            f"is left from somebody: the system says that nobody has {workbook.name} open",
            "Nothing waits for it; remove it by hand if people are told that the workbook is in use.",
        )
    if age is not None and age > _STALE_AFTER:
        return doubtful(
            site.shown(workbook),
            f"{sign.name} has said for {age.days} days that it is open ({owner}); meanwhile nothing is written into it",
            "Ask that person to close it. If nobody has it open, remove that file by hand.",
        )
    return well(site.shown(workbook), f"is open ({owner}); what waits is written once it is closed")


def companions(site: Site) -> Iterator[Answer]:
    """Whether companions stand here whose register is not open any more, or not here any more."""
    marks = in_every_language("folders.companion_mark")
    to_do = f'Nothing by hand; this takes it away: xltools tick "{site.folder}"'
    met = False
    for folder in site.folders:
        standing = {name for name in _names(folder) if any(f"{mark}.xls" in name.lower() for mark in marks)}
        of = {companion_path(path).name: path for path in site.workbooks if path.parent == folder}
        for name in sorted(standing):
            met = True
            if not _is_companion(folder / name):
                so = "is called like a companion of ours, and is somebody's own file"
                yield doubtful(site.shown(folder / name), so, "Give it another name: it is passed over like one.")
            elif name not in of:
                yield doubtful(site.shown(folder / name), "is a companion whose register is not here", to_do)
            elif _owner(of[name]) is None:
                yield doubtful(site.shown(folder / name), "stands here though its register is not open", to_do)
            else:
                yield well(site.shown(folder / name), "shows what waits while its register is open")
    if not met:
        yield well(site.folder, "no companion stands here")


def _is_companion(path: Path) -> bool:
    try:
        return companion_mark(read_snapshot(path).data) is not None
    except XltoolsError:
        return False


def _owner(workbook: Path) -> str | None:
    """Who has it open, as far as that is told; None where nobody has, or that cannot be told."""
    try:
        refuse_if_open(workbook)
    except WorkbookBusyError as error:
        return error.owner
    except XltoolsError:
        return None
    return None


def _age(sign: Path, site: Site) -> timedelta | None:
    with suppress(OSError):
        return timedelta(seconds=site.instant.timestamp() - sign.stat().st_mtime)
    return None


def _names(folder: Path) -> set[str]:
    with suppress(OSError):
        return {path.name for path in folder.iterdir()}
    return set()
