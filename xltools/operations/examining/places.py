"""Is the folder a good place for registers: may it be written, is it an ordinary disk, is there room?

Invariant: a place is known by well-known marks only; one that bears none is taken for an ordinary folder.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from xltools.language.speaking import in_every_language
from xltools.operations.examining.answers import Answer, doubtful, some, well, wrong
from xltools.operations.examining.file_systems import MEMORY, is_shared
from xltools.operations.examining.site import Site
from xltools.operations.files.replacing import MAXIMUM_PATH
from xltools.operations.passes.companion import companion_path

_TIGHT, _TOO_TIGHT = 1 << 30, 100 << 20  # bytes
_MEGABYTE = 1 << 20


class SyncClient(NamedTuple):
    """A program that copies a folder to other computers.

    Attributes:
        name: What it is called.
        folder: How its folder is called.
        marks: What lies in its folder's top.
        variables: Where it says its folder.
    """

    name: str
    folder: str = r"(?!)"
    marks: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


SYNC_CLIENTS = (
    SyncClient("OneDrive", r"onedrive( ?- ?.+)?", (".849C9593-D756-4E56-8D6E-42412F2A707B",),
               ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")),
    SyncClient("Dropbox", r"dropbox( \(.+\))?", (".dropbox.cache",)),
    SyncClient("Nutstore", r"nutstore( files)?"),
    SyncClient("iCloud Drive", r"com~apple~clouddocs|iclouddrive"),
    SyncClient("Google Drive", r"google ?drive(-.+)?|my drive", (".shortcut-targets-by-id",)),
    SyncClient("Nextcloud", r"nextcloud\d*", (".nextcloudsync.log", ".sync_journal.db")),
    SyncClient("ownCloud", r"owncloud\d*", (".owncloudsync.log",)),
    SyncClient("Syncthing", marks=(".stfolder",)),
    SyncClient("Seafile", r"seafile|seadrive", (".seafile-data",)),
    SyncClient("Resilio Sync", marks=(".sync/ID",)),
    SyncClient("Baidu", r"baidusync(disk)?"),
    SyncClient("WPS", r"wps ?(cloud|drive)( files)?|wpsdrive"),
)  # fmt: skip


def writable(site: Site) -> Iterator[Answer]:
    """Whether files may be made in the folders of the registers and in the memories."""
    memories = [each.memory for each in site.workspaces if each.memory.is_dir()]
    places = [*site.folders, *memories]
    refused = [place for place in places if not site.computer.may_write(place)]
    for place in refused:
        what = "nothing can be remembered there" if place in memories else "no register there can be written"
        yield wrong(place, f"no file may be made in it: {what}", "Ask for permission to write there.")
    if not refused:
        yield well(site.folder, "files may be made in it")


def kind_of_place(site: Site) -> Iterator[Answer]:
    """Whether the folder lies on a share, in memory, among temporary files, or in a folder that is synchronised."""
    folder, kind = site.folder, site.computer.file_system(site.folder)
    found = list(_odd_places(site, kind))
    yield from found or [well(folder, f"an ordinary folder{f' ({kind})' if kind else ''}")]


def _odd_places(site: Site, kind: str) -> Iterator[Answer]:
    folder = site.folder
    if is_shared(kind):
        yield doubtful(
            folder,
            f"lies on a share ({kind}): the system's events do not tell of everything that others save there",
            f'Watch it with: xltools watch "{folder}" --poll',
        )
    if kind == MEMORY or folder.is_relative_to(site.computer.temporary):
        told = wrong if kind == MEMORY else doubtful
        so = "lies in memory and is gone after a restart" if kind == MEMORY else "lies among temporary files"
        yield told(folder, so, "Move the registers with .xltools to a folder that is kept and backed up.")
    if (client := sync_client(folder, site.computer.environment)) is not None:
        yield doubtful(
            folder,
            f"is synchronised by {client}: what two computers save at a time becomes two files",
            "Let one computer only run xltools here, keep the folder always on this device, and have people "
            "close a register before others open it.",
        )


def sync_client(folder: Path, environment: Mapping[str, str]) -> str | None:
    """The program that synchronises a folder, by its name, its marks or its variables; None where there is none."""
    for place in (folder, *folder.parents):
        for client in SYNC_CLIENTS:
            if _is_top_of(client, place, environment):
                return client.name
    return None


def _is_top_of(client: SyncClient, place: Path, environment: Mapping[str, str]) -> bool:
    name = place.name.lower()
    if re.fullmatch(client.folder, name) or (client.name == "Nutstore" and place.name in _nutstore_folders()):
        return True
    told = [environment.get(each, "") for each in client.variables]
    if any(each and os.path.normcase(each) == os.path.normcase(place) for each in told):
        return True
    return any(os.path.lexists(place / mark) for mark in client.marks)


def _nutstore_folders() -> frozenset[str]:
    return in_every_language("examining.nutstore_folder")


def path_lengths(site: Site) -> Iterator[Answer]:
    """Whether Excel opens what lies here and what is put beside it: 218 characters of folders and name."""
    deep = [path for path in site.workbooks if len(str(path)) > MAXIMUM_PATH]
    nearly = [path for path in site.workbooks if path not in deep and len(str(companion_path(path))) > MAXIMUM_PATH]
    to_do = f"Move it to a shorter path, or shorten the names: Excel opens no more than {MAXIMUM_PATH} characters."
    for path in deep:
        yield wrong(site.shown(path), f"{len(str(path))} characters of folders and name: it is refused", to_do)
    for path in nearly:
        so = f"{len(str(path))} characters of folders and name: Excel would not open its companion"
        yield doubtful(site.shown(path), so, to_do)
    if not (deep or nearly):
        longest = max((len(str(path)) for path in site.workbooks), default=len(str(site.folder)))
        yield well(site.folder, f"the longest path has {longest} of {MAXIMUM_PATH} characters")


def disk_space(site: Site) -> Iterator[Answer]:
    """Whether there is room for a register, its copy and the memory."""
    free = site.computer.free_bytes(site.folder)
    largest = 0
    for path in site.workbooks:
        with suppress(OSError):
            largest = max(largest, path.stat().st_size)
    left = f"{free // _MEGABYTE:,} MB are free"
    if free < max(_TOO_TIGHT, 3 * largest):
        yield wrong(site.folder, f"{left}: writes will be refused", "Make room on the disk.")
    elif free < _TIGHT:
        yield doubtful(site.folder, left, "Make room on the disk before it is full.")
    else:
        yield well(site.folder, left)


def foreign_formats(site: Site) -> Iterator[Answer]:
    """Whether tables lie here that are no .xlsx or .xlsm, and so are looked after by nobody."""
    found = []
    for folder in site.folders:
        with suppress(OSError):
            found += [path for path in folder.iterdir() if path.suffix.lower() in (".xls", ".xlsb", ".et", ".ods")]
    names = [site.shown(path) for path in sorted(found) if not path.name.startswith((".", "~"))]
    if names:
        yield doubtful(
            site.folder,
            f"{some(names)}: only .xlsx and .xlsm are looked after",
            "If it is a register, save it as .xlsx and adopt it: xltools adopt FILE",
        )
    else:
        yield well(site.folder, "no tables in other formats")
