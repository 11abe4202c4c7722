"""Where are the registers that a headquarters names, and what is each branch called?

Invariant: what is named and not there is told as a gap, and no register stands in the list twice.
"""

import glob
import os
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from xltools.errors import DefinitionError, MissingExtraError, XltoolsError
from xltools.operations.branches.branch_settings import BY_FILE, BY_FOLDER, BranchSettings, Pause
from xltools.operations.branches.found_workbooks import may_be_register
from xltools.operations.branches.remote_files import is_address, remote_workbooks
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.reporting.troubles import Trouble, trouble_of
from xltools.operations.workspace import may_be_workbook, workbooks_in


class BranchSource(NamedTuple):
    """One register of a branch.

    Attributes:
        place: Its absolute path, or its address; what was named, where nothing was found by that.
        name: What the branch is called in the report.
        hint: What tells one saved state from another without reading it; "" where nothing does.
        changed_at: When it was changed, in seconds since 1970; None where the hint holds whenever it was (a checksum).
        trouble: Why there is nothing to be read; None where there is.
        sentence: The same as the command line tells it; "" where the trouble says it all.
    """

    place: str
    name: str
    hint: str = ""
    changed_at: float | None = None
    trouble: Trouble | None = None
    sentence: str = ""


def branch_sources(folder: Path, settings: BranchSettings, pause: Pause = time.sleep) -> list[BranchSource]:
    """All registers that are named, by place.

    Args:
        folder: What relative paths begin from.
        settings: Names them.
        pause: Waits, before what could not be listed is tried again.

    Raises:
        MissingExtraError: An address is named, and what reads it is not installed.
        DefinitionError: What its storage options name is not there.
    """
    found: dict[str, BranchSource] = {}
    for pattern in settings.registers:
        for source in _listed(folder, pattern, settings, pause):
            found.setdefault(source.place, source)
    names = _names([place for place, source in found.items() if not source.name], settings.names)
    named = (source._replace(name=names.get(place, source.name)) for place, source in found.items())
    return sorted(named, key=lambda each: each.place)


def _listed(folder: Path, pattern: str, settings: BranchSettings, pause: Pause) -> list[BranchSource]:
    """What a pattern names; that it names nothing, or what is wrong with it, if this does not pass."""
    for attempt in range(settings.retries + 1):
        if attempt:
            pause(settings.pause_before(attempt))
        try:
            with no_bare_system_error(Path(pattern)):
                found = _remote(pattern, settings) if is_address(pattern) else _local(folder, pattern)
            return found or [BranchSource(pattern, pattern, trouble=Trouble.MISSING)]
        except (MissingExtraError, DefinitionError):
            raise
        except XltoolsError as error:
            failed = BranchSource(pattern, pattern, trouble=trouble_of(error), sentence=str(error))
            if not trouble_of(error).may_pass:
                break
    return [failed]


def _remote(pattern: str, settings: BranchSettings) -> list[BranchSource]:
    files = remote_workbooks(pattern, settings.storage)
    return [BranchSource(each.address, "", each.hint, each.changed_at) for each in files]


def _local(folder: Path, pattern: str) -> list[BranchSource]:
    asked = Path(pattern).expanduser()
    named = folder / asked
    if named.is_dir():
        paths = workbooks_in(named)
    elif named.is_file() or (not glob.has_magic(pattern) and may_be_workbook(named.name)):
        paths = [named]
    else:  # from any root, UNC ones too; signs in the folder's own path are no pattern
        found = sorted(glob.glob(str(asked), root_dir=folder, recursive=True))  # noqa: PTH207
        paths = [folder / path for path in found if may_be_register(_slashed(path), _slashed(str(asked)))]
    return [_sight(path) for path in paths]


def _sight(path: Path) -> BranchSource:
    try:
        real = path.resolve(strict=True)
        str(real).encode()
        status = real.stat()
    except UnicodeEncodeError:
        told = os.fsencode(path).decode(errors="replace")
        return BranchSource(told, "", trouble=Trouble.MISNAMED, sentence=f"{told}: its name is no text. Rename it.")
    except FileNotFoundError:
        return BranchSource(str(path), "", trouble=Trouble.MISSING)
    except (OSError, RuntimeError):
        return BranchSource(str(path), "")  # whoever reads it tells why, and tries again
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
