"""Where are copies made before they stand in their places? In a folder of the archive's own root, on the same volume.

In it lies ``计划.json``: the places that its copies are meant for, so that the next run finds those that a killed run
had put there without telling the catalogue.

Invariant: what is taken away lies in a folder that only a run of ours can have made.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from xltools.operations.archiving.catalogue import TEMPORARY_PREFIX
from xltools.operations.files.stored_json import stored_json
from xltools.operations.folder_names import standing_or_new

_OURS = re.compile(rf"{re.escape(TEMPORARY_PREFIX)}\d+-[0-9a-z_]{{8}}")


def make_temporary_folder(root: Path, places: Sequence[str]) -> Path:
    """A folder for copies that are meant for these places; what they are meant for is on the disk.

    Raises:
        OSError: The archive cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY_PREFIX}{os.getpid()}-", dir=root))
    with _places_file(folder).open("wb") as file:
        file.write(json.dumps(list(places), ensure_ascii=False).encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())
    return folder


def left_behind(root: Path) -> Iterator[tuple[Path, list[str]]]:
    """The folders of runs that were ended, with the places that their copies were meant for.

    To be asked only by whoever holds the archive's lock.
    """
    for folder in sorted(root.glob(f"{TEMPORARY_PREFIX}*")):
        if _OURS.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
            yield folder, _places(folder)


def remove_temporary_folder(folder: Path) -> None:
    """Take it away with all that is in it; what a scanner holds goes the next time."""
    shutil.rmtree(folder, ignore_errors=True)


def _places_file(folder: Path) -> Path:
    return standing_or_new(folder, "archive.files.places")


def _places(folder: Path) -> list[str]:
    try:
        places = stored_json(_places_file(folder).read_bytes())
    except (OSError, ValueError):  # it was ended before anything was put into its place
        return []
    return [place for place in places if isinstance(place, str)] if isinstance(places, list) else []
