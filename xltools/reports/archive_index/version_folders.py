"""Which folders of an archive hold the versions of one case? The first is called as the case, later ones behind it.

Invariant: folders of one case give one first folder, whatever was corrected in the case between two versions.
"""

import re

_VERSION = re.compile(r" 第\d+版$")


def later_folder(folder: str, version: int) -> str:
    """The folder of a later version, from that of any other one; names or paths with "/"."""
    return f"{first_folder(folder)} 第{version}版"


def first_folder(folder: str) -> str:
    """The folder of the first version, from that of any one."""
    return _VERSION.sub("", folder)
