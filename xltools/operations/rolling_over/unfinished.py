"""Do the cases of a register that nobody met yet still stand in the one that it goes on from?

A crash in the middle of `xltools rollover` leaves that. Invariant: until the same command is run again, no pass touches
such a register, so that no case is numbered twice.
"""

from collections.abc import Callable
from pathlib import Path

from xltools.errors import RolloverError, XltoolsError
from xltools.model.register import Register
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR, pointer


def refuse_unfinished(register: Register, path: Path, read: Callable[[Path], Register]) -> None:
    """Stop a pass over a register whose cases still stand in the one that it goes on from.

    Args:
        register: A register that nothing is remembered of yet.
        path: Its file.
        read: Reads another register.

    Raises:
        RolloverError: The old register was not cut yet.
    """
    name = Path(pointer(register, PREDECESSOR)).name
    old = path.parent / name
    if not name or not old.is_file() or old == path:
        return
    try:
        went_on = pointer(read(old), SUCCESSOR)
    except XltoolsError:
        return  # no register any more: nothing of it can stand twice
    if not went_on:
        raise RolloverError(
            f"{path.name} was begun from {name}, but not to the end: its cases stand in both. "
            f"Run the command again: xltools rollover {name}"
        )
