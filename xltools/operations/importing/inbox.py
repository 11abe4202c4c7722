"""What lies in the folder for what comes in (收件), and where does it go afterwards?

Invariant: a file is moved, never removed, and never onto another one.
"""

import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath

from xltools.language.speaking import in_every_language, text
from xltools.operations.folder_names import means
from xltools.operations.workspace import workbooks_in
from xltools.reports.file_names import numbered_names

QUIET_SECONDS = 1.0
# Owner and temporary files of office programs, browsers, sync clients and systems: not put there by anybody.
_NOT_EXPORTS = re.compile(
    r"[.~].*|.*\.(?:tmp|part|partial|crdownload|download|filepart|lock)|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # Windows; the others forbid fewer
_LONGEST_NAME = 70  # three bytes each in a name of at most 255
_SAFE_BYTES = 120  # every disk takes names of that many; encrypted ones of 143 at most
_LONGEST_SUFFIX = 12


def inboxes(folder: Path) -> list[Path]:
    """The folders 收件 beside the registers below a folder, and in the folder itself; all of them, in any language."""
    names = in_every_language("folders.inbox")
    places = {folder, *(path.parent for path in workbooks_in(folder) if names.isdisjoint(path.parts))}
    return sorted(place / name for place in places for name in names if (place / name).is_dir())


def files_in(inbox: Path) -> list[Path]:
    """The files that wait in an inbox and in all folders below it, by name; links are not followed."""
    return sorted(_walk(inbox))


def _walk(folder: Path) -> Iterator[Path]:
    with suppress(OSError):  # it went away, or may not be read: nothing is found there
        for entry in folder.iterdir():
            if entry.is_symlink() or _NOT_EXPORTS.fullmatch(entry.name):
                continue
            if entry.is_file():
                yield entry
            elif entry.is_dir() and not _is_done_with(entry.name):
                yield from _walk(entry)


def _is_done_with(folder: str) -> bool:
    return means(folder, "folders.taken") or means(folder, "folders.returned")


def still_files(files: Sequence[Path], quiet_seconds: float) -> list[Path]:
    """Those of the files that nobody writes: they look the same before and after a while."""
    before = {path: _look(path) for path in files}
    if files and quiet_seconds:
        time.sleep(quiet_seconds)
    return [path for path, look in before.items() if look is not None and look == _look(path)]


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def moved(path: Path, folder: Path, now: datetime) -> Path | None:
    """Move a file into a folder, under its own name or, if that is taken, with the moment behind it.

    Returns:
        Where it is now; None where somebody holds it open, so that it stays where it is.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _names(path.name, f" {now:%Y%m%d-%H%M%S}"):
            target = folder / name
            if not target.exists():
                path.rename(target)
                return target
    except OSError:
        return None
    return None


def _names(name: str, stamp: str) -> Iterator[str]:
    yield name
    yield from (_with_stamp(name, each) for each in numbered_names(stamp))


def _with_stamp(name: str, stamp: str) -> str:
    """A name with something behind its stem, which is cut where a disk that takes the name would not take the longer.

    A name that is cut gets no longer than it was; whole characters go, from the end of the stem.
    """
    path = PurePath(name)
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    stem, end = name.removesuffix(suffix), f"{stamp}{suffix}"
    room = max(_bytes(name), _SAFE_BYTES) - _bytes(end)
    while _bytes(stem) > room:
        stem = stem[:-1]
    return f"{stem.rstrip()}{end}"


def _bytes(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))


def plain_stem(name: str) -> str:
    """A file's name without its extension, in signs that every system takes: a workbook may name any source."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, _ = bare.rpartition(".")
    plain = " ".join(_FORBIDDEN.sub(" ", stem if dot else bare).split())
    return plain[:_LONGEST_NAME].strip(" .") or text("folders.nameless_export")
