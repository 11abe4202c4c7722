"""Which workbooks of a folder does somebody seem to have open, as far as the names in it tell?

Invariant: this is for knowing when to look again, at no cost but the listing; whether a workbook may be written is
judged by `open_elsewhere` alone, which also asks the system.
"""

import re
from collections.abc import Set as AbstractSet

_SIGN = re.compile(r"(?:\.~lock\.(?P<locked>.+)#|~\$(?P<owned>.+)|\.~(?P<opened>.+))", re.DOTALL)
_DROPPED = 2  # Word and WPS on Linux leave out up to so many characters at the start of longer names


def locked_names(names: AbstractSet[str], workbooks: AbstractSet[str]) -> set[str]:
    """The workbooks beside which a lock or owner file of Excel, WPS or LibreOffice stands (clients.md, section 1).

    Args:
        names: Everything in the folder.
        workbooks: The workbooks among it.
    """
    locked = set()
    for name in names:
        if not name.startswith((".~", "~$")) or (match := _SIGN.fullmatch(name)) is None:
            continue
        of = match["locked"] or match["owned"] or match["opened"]
        if of in workbooks:
            locked.add(of)
        elif match["locked"] is None:
            locked.update(each for each in workbooks if of in {each[cut:] for cut in range(1, _DROPPED + 1)})
    return locked
