"""Which branches did an earlier summary count, that are found no more? A pattern does not tell what it should find.

Invariant: what another register took the place of is not missed, nor what lies where nothing could be listed.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from xltools.operations.branches.branch_sources import BranchSource
from xltools.operations.reporting.troubles import Trouble


class Absent(NamedTuple):
    """Registers that were counted and are found no more.

    Attributes:
        gone: Those that are missed.
        replaced: Places of those in whose folder another one appeared since.
    """

    gone: tuple[BranchSource, ...] = ()
    replaced: tuple[str, ...] = ()


def absent_branches(earlier: Mapping[str, tuple[str, str]], found: Mapping[str, BranchSource]) -> Absent:
    """The registers that are found no more, by place.

    Args:
        earlier: What summaries of the same patterns counted: by place, the branch's name and when that was.
        found: What these patterns name now, by place.
    """
    if any(each.trouble is not None and each.name == each.place for each in found.values()):
        return Absent()  # a whole folder or pattern is missing, and told of itself
    new = {_folder(place) for place in found.keys() - earlier.keys()}
    absent = sorted(earlier.keys() - found.keys())
    return Absent(
        tuple(_gone(place, *earlier[place]) for place in absent if _folder(place) not in new),
        tuple(place for place in absent if _folder(place) in new),
    )


def _gone(place: str, name: str, counted_at: str) -> BranchSource:
    told = (
        f"{place} is not there; it was counted on {counted_at}. Find it; of a closed branch this is told for 3 months."
    )
    return BranchSource(place, name, trouble=Trouble.GONE, sentence=told)


def _folder(place: str) -> str:
    return str(PurePosixPath(place.replace("\\", "/")).parent)
