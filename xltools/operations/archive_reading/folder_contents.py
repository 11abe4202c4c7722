"""What lies in a folder of the archive? Files by their path, as they are, without following any link.

Names are compared in one Unicode form: a Mac gives them back in another one than it was given.

Invariant: what a manifest or the catalogue names is looked up among what is there; it is never used as a path itself.
"""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DROPPINGS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_BESIDE_OPEN_FILES = ("~$", ".~", "._")  # owner files and locks of office programs; a Mac's resource forks

_NO_LIMIT = "\\\\?\\"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder.

    Attributes:
        name: Its path from the folder that was asked for, with "/", as `plain_path` spells it.
        path: Where it is.
        is_file: Whether it is an ordinary file; else a link, or something else that holds no bytes of its own.
        size: In bytes.
    """

    name: str
    path: Path
    is_file: bool
    size: int


def plain_path(path: str) -> str:
    """A path in the one form that paths of files are compared in."""
    return unicodedata.normalize("NFC", path)


def without_limit(folder: Path) -> Path:
    """A folder, named so that what lies deep in it can be opened.

    Windows opens no more than 259 characters else, and an archive that was copied below other folders has more.
    """
    return Path(unlimited(str(folder))) if os.name == "nt" else folder


def unlimited(path: str) -> str:
    """An absolute path of Windows in the form that has no limit (Microsoft, "Maximum Path Length Limitation")."""
    if path.startswith(_NO_LIMIT):
        return path
    return f"{_NO_LIMIT}UNC\\{path[2:]}" if path.startswith("\\\\") else f"{_NO_LIMIT}{path}"


def files_in(folder: Path, name: str = "") -> Iterator[Entry]:
    """All that lies in a folder and below it but the folders themselves, in the order of names.

    Args:
        folder: Where to look.
        name: What paths begin with; "" for nothing.

    Raises:
        OSError: It cannot be read.
    """
    for entry in entries_of(folder):
        path = plain_path(f"{name}/{entry.name}" if name else entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path), path)
        else:
            is_file = entry.is_file(follow_symlinks=False)
            yield Entry(path, Path(entry.path), is_file, entry.stat(follow_symlinks=False).st_size)


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder itself, in the order of names; raises OSError where it cannot be read."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def is_dropping(name: str) -> bool:
    """Whether a file is one that systems and office programs leave in every folder that somebody looks into."""
    last = name.rpartition("/")[2].lower()
    return last in _DROPPINGS or last.startswith(_BESIDE_OPEN_FILES)
