"""Where do new cases go that are brought for a register which went on in another one, at some year's end?

Into that one. Invariant: none is guessed; where it is not there, or nothing tells which of two files it is, the
register itself goes on taking in cases.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xltools.errors import DefinitionError, NotARegisterError, UnreadableWorkbookError, VanishedError
from xltools.model.register import Register
from xltools.operations.files.replacing import real_path
from xltools.operations.passes.opening import register_at
from xltools.operations.workspace import may_be_workbook
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR, pointer


def next_register(path: Path, register: Register, now: datetime) -> Path | None:
    """The register in which this one went on; None if it did not, or that one cannot be told.

    Args:
        path: The register, links resolved.
        register: What it holds.
        now: Tells the year of dates that were typed without one.

    Raises:
        XltoolsError: The next one cannot be read now; entered into this one, a case could stand twice.
    """
    name = Path(pointer(register, SUCCESSOR)).name
    if not name:
        return None
    if (path.parent / name).is_file():
        real = real_path(path.parent / name)
        return real if _of_the_same_kind(real, register, now) is not None else None
    heirs = [real for real, found in _beside(path, register, now) if pointer(found, PREDECESSOR) == path.name]
    return heirs[0] if len(heirs) == 1 else None  # renamed since


def _beside(path: Path, register: Register, now: datetime) -> Iterator[tuple[Path, Register]]:
    """The other registers of this kind in its folder."""
    for each in path.parent.iterdir():
        if may_be_workbook(each.name) and each.is_file():
            with suppress(UnreadableWorkbookError, DefinitionError, VanishedError):  # nothing that a rollover made
                real = real_path(each)
                found = _of_the_same_kind(real, register, now)
                if found is not None:
                    yield real, found


def _of_the_same_kind(path: Path, register: Register, now: datetime) -> Register | None:
    """What another file holds; None where it is no register like this one."""
    try:
        found = register_at(path, now)
    except NotARegisterError:
        return None
    return found if found.definition.name == register.definition.name else None
