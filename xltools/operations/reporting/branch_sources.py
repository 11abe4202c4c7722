"""Where are the registers that a headquarters names, and what is each branch called?

Invariant: what is named and not there is told as a gap, and no register stands in the list twice.
"""

import glob
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from xltools.errors import MissingExtraError, XltoolsError
from xltools.operations.reporting.branch_settings import BY_FILE, BY_FOLDER, BranchSettings
from xltools.operations.reporting.remote_files import is_address, remote_workbooks
from xltools.operations.reporting.troubles import Trouble, trouble_of
from xltools.operations.workspace import may_be_workbook, may_hold_registers, workbooks_in


class BranchSource(NamedTuple):
    """One register of a branch.

    Attributes:
        place: Its absolute path, or its address.
        name: What the branch is called in the report.
        hint: What tells one saved state from another without reading it; "" where nothing does.
        changed_at: When it was changed, in seconds since 1970; None where the hint holds whenever it was (a checksum).
        trouble: Why there is nothing to be read; None where there is.
    """

    place: str
    name: str
    hint: str = ""
    changed_at: float | None = None
    trouble: Trouble | None = None


def branch_sources(folder: Path, settings: BranchSettings) -> list[BranchSource]:
    """All registers that are named, by place.

    Args:
        folder: What relative paths begin from.
        settings: Names them.

    Raises:
        MissingExtraError: An address is named, and what reads it is not installed.
    """
    found: dict[str, BranchSource] = {}
    for pattern in settings.registers:
        sources = _remote(pattern, settings) if is_address(pattern) else _local(folder, pattern)
        for source in sources:
            found.setdefault(source.place, source)
    names = _names(list(found), settings.names)
    return sorted((each._replace(name=names[each.place]) for each in found.values()), key=lambda each: each.place)


def _remote(pattern: str, settings: BranchSettings) -> list[BranchSource]:
    """The workbooks at an address; what names one and finds nothing is missing."""
    try:
        files = remote_workbooks(pattern, settings.storage)
    except MissingExtraError:
        raise
    except XltoolsError as error:
        return [BranchSource(pattern, "", trouble=trouble_of(error))]
    named = [each for each in files if may_be_workbook(PurePosixPath(each.address).name)]
    found = [BranchSource(each.address, "", each.hint, each.changed_at) for each in named]
    return found or [BranchSource(pattern, "", trouble=Trouble.MISSING)]


def _local(folder: Path, pattern: str) -> Iterator[BranchSource]:
    named = folder / Path(pattern).expanduser()
    if named.is_dir():
        paths = workbooks_in(named)
    elif named.is_file() or not glob.has_magic(pattern):
        paths = [named]
    else:
        found = map(Path, glob.iglob(str(named), recursive=True))  # noqa: PTH207 - from any root, UNC ones too
        paths = sorted(path for path in found if may_be_workbook(path.name) and may_hold_registers(path.parent.name))
    if not paths:
        yield BranchSource(str(named), "", trouble=Trouble.MISSING)
    for path in paths:
        yield _sight(path)


def _sight(path: Path) -> BranchSource:
    try:
        real = path.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError):
        return BranchSource(str(path), "", trouble=Trouble.MISSING)
    hint = f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"
    return BranchSource(str(real), "", hint, status.st_mtime)


def _names(places: Sequence[str], by: str) -> Mapping[str, str]:
    """A name for each place, as people named the pattern; those that are called alike with more of their path."""
    paths = {place: PurePosixPath(_slashed(place)) for place in places}
    ways = {
        BY_FOLDER: {place: path.parent.name for place, path in paths.items()},
        BY_FILE: {place: path.stem for place, path in paths.items()},
    }
    if by not in (*ways, ""):
        named = {place: re.search(by, _slashed(place)) for place in places}
        chosen = {place: (match[1] or "").strip() if match else "" for place, match in named.items()}
    else:
        alike = {way: len(places) - len(set(told.values())) for way, told in ways.items()}
        chosen = ways[by] if by else ways[BY_FILE] if alike[BY_FILE] <= alike[BY_FOLDER] else ways[BY_FOLDER]
    chosen = {place: name or paths[place].stem for place, name in chosen.items()}
    return _told_apart(chosen, {place: f"{path.parent.name}/{path.stem}" for place, path in paths.items()})


def _told_apart(names: Mapping[str, str], longer: Mapping[str, str]) -> Mapping[str, str]:
    alike, still = Counter(names.values()), Counter(longer.values())
    return {
        place: unicodedata.normalize(
            "NFC", name if alike[name] == 1 else longer[place] if still[longer[place]] == 1 else place
        )
        for place, name in names.items()
    }


def _slashed(place: str) -> str:
    return place.replace(os.sep, "/").replace("\\", "/")
