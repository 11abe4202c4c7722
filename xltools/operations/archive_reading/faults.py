"""What can be wrong with an archive? One word for each damage, and where it was found.

Invariant: a fault tells what is so, never who did it: a disk that lies and a hand that changes leave the same traces.
"""

from enum import StrEnum
from typing import NamedTuple


class Damage(StrEnum):
    """What is wrong."""

    CATALOGUE_BROKEN = "catalogue broken"  # a line was changed, removed, inserted or moved: the chain tells
    CATALOGUE_DAMAGED = "catalogue line unreadable"
    CATALOGUE_TORN = "catalogue line half written"
    CATALOGUE_OTHER = "catalogue is another one"  # than the journal noted, or lacks the head that somebody noted
    LISTED_TWICE = "folder listed twice"
    FOLDER_MISSING = "folder missing"
    MANIFEST_MISSING = "manifest missing"
    MANIFEST_CHANGED = "manifest changed"
    MANIFEST_UNREADABLE = "manifest unreadable"
    MANIFEST_OTHER = "manifest is of another case"  # or tells other things of it than the catalogue
    FILE_MISSING = "file missing"
    FILE_CHANGED = "file changed"
    FILE_EXTRA = "file not listed"
    UNREADABLE = "cannot be read"
    FOLDER_UNLISTED = "folder without a line"  # a complete copy; the next archive run adopts it
    LEFT_BEHIND = "left behind"  # by a run that was killed; or one is under way


class Fault(NamedTuple):
    """One thing that is wrong.

    Attributes:
        damage: What.
        path: Where, from the archive's root, with "/".
        number: The case whose copy it concerns; "" where it is none's.
        detail: What else there is to say, in English; "" where nothing is.
    """

    damage: Damage
    path: str
    number: str = ""
    detail: str = ""
