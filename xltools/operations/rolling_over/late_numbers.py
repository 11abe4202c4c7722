"""Which numbers still belong to a register though their cases stand in the one in which it went on?

A crash of `xltools rollover` behind the cut leaves that. Invariant: only a number whose case stands here no more, and
stands there, goes along; so none is told as lost while its case lives.
"""

from collections.abc import Callable, Collection
from pathlib import Path

from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.register import Register
from xltools.operations.passes.number_ledger import Renaming
from xltools.operations.passes.opening import numbers_of
from xltools.operations.workspace import Workspace
from xltools.rules.rolled_over import SUCCESSOR, pointer


def late_renaming(
    register: Register,
    path: Path,
    workspace: Workspace,
    issued: IssuedNumbers,
    numbers_at: Callable[[Path], Collection[str]],
) -> Renaming | None:
    """What is to be remembered so that they belong to the next register; None where nothing is.

    Args:
        register: A register that may have gone on.
        path: Its file.
        workspace: Where it lies.
        issued: Who has which number.
        numbers_at: Gives the numbers that stand in another register; asked only where some are missing here.
    """
    name = Path(pointer(register, SUCCESSOR)).name
    following = path.parent / name
    if not name or not following.is_file():
        return None
    register_id = workspace.register_id(path)
    owned = issued.of(register_id).keys()
    missing = owned - set(numbers_of(register))
    went_on = missing & set(numbers_at(following)) if missing else set()
    if not went_on:
        return None
    return Renaming(register_id, workspace.register_id(following), tuple(sorted(owned - went_on)))
