"""What is a worker asked for, and what does it answer? One function does it, wherever it runs.

Invariant: what travels between processes and machines is small: figures and reasons, never rows; nothing is raised.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.operations.branches.arriving import within
from xltools.operations.branches.remote_files import Storage, is_address, remote_bytes
from xltools.operations.files.replacing import read_snapshot
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.reporting.troubles import Trouble, trouble_of
from xltools.reports.branches.branch_figures import BranchFigures, FigureSpan


@dataclass(frozen=True, slots=True)
class BranchTask:
    """What a worker is asked for.

    Attributes:
        places: Registers, each with the checksum of the bytes whose figures are known already; "" where none are.
        span: What the figures are about.
        now: Tells the year of dates that were typed without one.
        headquarters: Folders with definitions of a team's own.
        storage: What stores are told.
        timeout_seconds: How long a file may take to arrive.
    """

    places: tuple[tuple[str, str], ...]
    span: FigureSpan
    now: datetime
    headquarters: tuple[Path, ...]
    storage: Storage
    timeout_seconds: float


class BranchRead(NamedTuple):
    """What came of one register.

    Attributes:
        place: Its path or address.
        sha256: Of its bytes; "" where they could not be read.
        template: Its template mark; "" where it has none.
        figures: Its figures; None where they are known already, or there are none.
        trouble: Why there are none; None where there are, or where it is no register at all.
        sentence: The same as the command line tells it.
    """

    place: str
    sha256: str = ""
    template: str = ""
    figures: BranchFigures | None = None
    trouble: Trouble | None = None
    sentence: str = ""


def read_branches(task: BranchTask) -> list[BranchRead]:
    """Read some registers, in their order; raises nothing."""
    found = [_arrived(place, known, task) for place, known in task.places]
    if all(data is None for _, data in found):
        return [read for read, _ in found]
    from xltools.operations.branches.branch_reading import reckoned  # a second to import: not for what did not change

    return reckoned(found, task)


def _arrived(place: str, known: str, task: BranchTask) -> tuple[BranchRead, bytes | None]:
    """What is known of a register by its bytes alone; and these, if they are new."""
    read = partial(remote_bytes, place, task.storage) if is_address(place) else partial(_local_bytes, Path(place))
    try:
        with no_bare_system_error(Path(place)):
            data = within(task.timeout_seconds, place, read)
    except XltoolsError as error:
        return BranchRead(place, trouble=trouble_of(error), sentence=str(error)), None
    sha256 = hashlib.sha256(data).hexdigest()
    return BranchRead(place, sha256), None if sha256 == known else data


def _local_bytes(path: Path) -> bytes:
    return read_snapshot(path).data
