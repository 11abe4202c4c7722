"""What stands in a case's row once it was archived? When, and where its latest copy lies. (FR-14, ST-12)

Invariant: a mark is given for a copy that is complete on the disk, never before.
"""

from datetime import datetime
from typing import NamedTuple


class ArchiveMark(NamedTuple):
    """The latest archive copy of one case.

    Attributes:
        at: When it was made, naive local time, whole seconds.
        location: Its folder, as people find it from the register.
    """

    at: datetime
    location: str
