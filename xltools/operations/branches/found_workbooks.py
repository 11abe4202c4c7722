"""May what a pattern or a folder found be a register of a branch? Not what lies in archives, backups and the like.

Invariant: a folder that people named is looked into whatever it is called; one that was met below it, as by `refresh`.
"""

from glob import has_magic
from itertools import takewhile
from pathlib import PurePosixPath

from xltools.operations.workspace import may_be_workbook, may_hold_registers


def may_be_register(found: str, named: str) -> bool:
    """Whether a file is looked at.

    Args:
        found: Its path, parts told apart by ``/``.
        named: The file, folder or pattern by which it was found, written likewise.
    """
    path = PurePosixPath(found)
    asked = PurePosixPath(named).parts
    if path.parts == asked:
        return True
    known = sum(1 for _ in takewhile(lambda part: not has_magic(part), asked))
    return may_be_workbook(path.name) and all(map(may_hold_registers, path.parts[known:-1]))
