"""Is an archive whole? Every line, every folder, every file; and nothing there that no line knows of. (ST-12, FR-14)

Invariant: only reading is done; what the catalogue and the manifests name is looked up among what is there, so that no
text of theirs leads anywhere else.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading.archive_place import ArchivePlace
from xltools.operations.archive_reading.archive_walk import walk_archive
from xltools.operations.archive_reading.catalogue_check import check_catalogue
from xltools.operations.archive_reading.faults import Damage, Fault
from xltools.operations.archive_reading.folder_contents import without_limit
from xltools.operations.archive_reading.noted_catalogue import NotedCatalogue, noted_catalogue
from xltools.operations.archive_reading.version_check import VersionCheck, check_version
from xltools.operations.archiving.archive_names import alike
from xltools.operations.archiving.catalogue import read_catalogue
from xltools.operations.progress import Progress, untold

_AT_ONCE = 256  # copies that wait for the threads at a time: an archive may have a hundred thousand
_THREADS = 8  # most of the time goes into waiting, for the disk or a server, whatever the processor


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking an archive showed.

    Attributes:
        root: The archive.
        versions: How many copies its catalogue tells of.
        files: How many files were read.
        size: How many bytes.
        lines: How many lines of the catalogue are right, from the first on.
        head: The chain of the last of them: whoever notes it elsewhere can prove later that nothing was rewritten.
        noted: What the journal noted last; None where no journal was asked.
        faults: What is wrong.
    """

    root: Path
    versions: int
    files: int
    size: int
    lines: int
    head: str
    noted: NotedCatalogue | None
    faults: tuple[Fault, ...]


def verify(place: ArchivePlace, progress: Progress = untold, head: str = "") -> Verification:
    """Check an archive.

    Args:
        place: Where it is, and whose.
        progress: Told the stage, how much of it is done, and of how much.
        head: The head of the catalogue that somebody noted elsewhere, or its beginning; "" for none.

    Raises:
        ArchiveError, LedgerError: The catalogue or the journal cannot be read.
    """
    progress("catalogue", 0, 1)
    noted = None if place.workspace is None else noted_catalogue(place.workspace, place.root)
    catalogue = read_catalogue(place.root)
    proof, faults = check_catalogue(place.root, catalogue, head, noted)
    progress("folders", 0, 1)
    folders: dict[str, list[ArchivedVersion]] = {}
    for version in catalogue.versions:
        folders.setdefault(alike(version.folder), []).append(version)
    walk = walk_archive(without_limit(place.root), folders.keys())
    checks = [check for folder in folders.values() for check in _not_checked(folder, walk.found)]
    standing = [(walk.found[name], lines[-1]) for name, lines in folders.items() if name in walk.found]
    files = size = 0
    found = [*faults, *checks]
    for done, check in enumerate(_checked(standing)):
        progress("checking", done, len(standing))
        files, size = files + check.files, size + check.size
        found += check.faults
    progress("checking", len(standing), len(standing))
    return Verification(
        place.root, len(catalogue.versions), files, size, proof.lines, proof.head, noted, (*found, *walk.faults)
    )


def _not_checked(lines: list[ArchivedVersion], found: Mapping[str, Path]) -> Iterator[Fault]:
    """What is wrong with lines whatever their folder holds; of several with one folder, the last is checked."""
    last = lines[-1]
    for line in lines[:-1]:
        yield Fault(Damage.LISTED_TWICE, line.folder, line.case.number)
    if alike(last.folder) not in found:
        yield Fault(Damage.FOLDER_MISSING, last.folder, last.case.number)


def _checked(versions: list[tuple[Path, ArchivedVersion]]) -> Iterator[VersionCheck]:
    """Each copy's check, in the order of the copies."""
    left = iter(versions)
    with ThreadPoolExecutor(_THREADS, "xltools-verify") as pool:
        while part := list(islice(left, _AT_ONCE)):
            yield from pool.map(lambda each: check_version(*each), part)
