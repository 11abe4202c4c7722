"""How does the index workbook get into the archive's root, and when is it made anew?

Invariant: an index that people changed is never replaced, the new one stands beside it; one that somebody has open is
made anew another time. Whatever goes wrong here stops nothing: the catalogue is the record, the index only shows it.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xltools.errors import EXIT_BUSY, XltoolsError
from xltools.language.speaking import in_every_language
from xltools.operations.archiving.catalogue import catalogue_path, read_catalogue
from xltools.operations.files.replacing import read_snapshot, refuse_if_not_replaceable, replace_workbook
from xltools.operations.files.whole_files import write_whole
from xltools.operations.folder_names import standing_or_new
from xltools.reports.file_names import numbered_names

_CALLED = "archive.files.index"


class IndexPlacing(StrEnum):
    """What became of the index."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"  # it shows the catalogue as it stands
    KEPT = "beside"  # people changed the file of that name: it stays, and the new one stands beside it
    LATER = "later"  # somebody has it open
    UNWRITABLE = "unwritable"


class IndexOutcome(NamedTuple):
    """What became of the index.

    Attributes:
        path: The file.
        placing: What.
        sentence: Why it could not be written; else "".
    """

    path: Path
    placing: IndexPlacing
    sentence: str = ""


def bring_index_up_to_date(root: Path, now: datetime) -> IndexOutcome:
    """Make the index anew, in the spoken language, where it does not show what the catalogue says.

    Args:
        root: The archive.
        now: The moment, naive local time.
    """
    return next(filter(None, (_outcome(root, path, now) for path in _names(root))))


def index_is_behind(root: Path) -> bool:
    """Whether the catalogue was written after the index, told by the times of the files alone."""
    try:
        written = catalogue_path(root).stat().st_mtime_ns
    except OSError:
        return False
    return written > max((_modified(path) for path in _standing(root)), default=0)


def is_index(name: str) -> bool:
    """Whether a file in the archive's root is an index, by its name."""
    return _named().fullmatch(name) is not None


@cache
def _named() -> re.Pattern[str]:
    names = map(PurePath, in_every_language(_CALLED))
    ours = "|".join(rf"{re.escape(name.stem)}(?: \(\d+\))?{re.escape(name.suffix)}" for name in names)
    return re.compile(ours, re.IGNORECASE)


def _outcome(root: Path, path: Path, now: datetime) -> IndexOutcome | None:
    """What became of a name; None where people's file stands there."""
    try:
        placing = _placed(root, path, now)
    except XltoolsError as error:
        later = error.exit_code == EXIT_BUSY
        return IndexOutcome(path, IndexPlacing.LATER if later else IndexPlacing.UNWRITABLE, str(error))
    except OSError as error:
        return IndexOutcome(path, IndexPlacing.UNWRITABLE, f"{path.name} could not be written ({error.strerror}).")
    if placing is IndexPlacing.WRITTEN and path != next(_names(root)):
        placing = IndexPlacing.KEPT
    return None if placing is None else IndexOutcome(path, placing)


def _placed(root: Path, path: Path, now: datetime) -> IndexPlacing | None:
    sha256 = hashlib.sha256(catalogue_path(root).read_bytes()).hexdigest()  # before its lines: more of them do no harm
    if not path.exists():
        write_whole(path, _drawn(root, now, sha256))
        return IndexPlacing.WRITTEN
    from xltools.reports.archive_index.index_mark import index_mark

    snapshot = read_snapshot(path)
    mark = index_mark(snapshot.data)
    if mark is None:
        return None
    if mark == sha256:
        return IndexPlacing.UNCHANGED
    refuse_if_not_replaceable(path)
    with TemporaryDirectory() as nowhere:  # what is replaced can be made again at any time
        data = _drawn(root, now, sha256)
        replace_workbook(snapshot, data, now, backups=Path(nowhere), hold_seconds=0, lasting=False)
    return IndexPlacing.WRITTEN


def _drawn(root: Path, now: datetime, sha256: str) -> bytes:
    # The room of reports brings half a second of libraries, which only a changed catalogue needs.
    from xltools.reports.archive_index.writing import write_index

    return write_index(read_catalogue(root).versions, now, sha256)


def _names(root: Path) -> Iterator[Path]:
    first = standing_or_new(root, _CALLED)
    return map(first.with_name, numbered_names(first.name))


def _standing(root: Path) -> Iterator[Path]:
    for path in _names(root):
        if not path.exists():
            return
        yield path


def _modified(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
