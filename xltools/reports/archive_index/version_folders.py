"""Which folders of an archive hold the versions of one case? The first is called as the case, later ones behind it.

Invariant: folders of one case give one first folder, whatever was corrected in the case between two versions.
"""

import re
from functools import cache

from xltools.language.speaking import in_every_language, text

_LATER = "archive.names.later_version"


def later_folder(folder: str, version: int) -> str:
    """The folder of a later version, from that of any other one; names or paths with "/"."""
    return f"{first_folder(folder)}{text(_LATER, version=version)}"


def first_folder(folder: str) -> str:
    """The folder of the first version, from that of any one."""
    return _later().sub("", folder)


@cache
def _later() -> re.Pattern[str]:
    """What stands behind later folders, in any language."""
    parts = (said.format(version="0") for said in in_every_language(_LATER))
    return re.compile(f"(?:{'|'.join(re.escape(part).replace('0', '[0-9]+') for part in parts)})$")
