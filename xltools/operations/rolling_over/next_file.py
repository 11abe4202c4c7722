"""Was the next register begun already? A crash before the old one was cut leaves that.

Invariant: no file of that name is ever written over; what somebody typed into either of the two since stays.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xltools.errors import RolloverError, XltoolsError
from xltools.model.register import Register, Value
from xltools.model.register_definition import SheetKind
from xltools.operations.files.replacing import read_snapshot
from xltools.operations.files.whole_files import write_whole
from xltools.operations.rolling_over.parting import Parting
from xltools.rules.rolled_over import PREDECESSOR, pointer

_OF_CASES = (SheetKind.REGISTER, SheetKind.LOG, SheetKind.RECORDS)


def begun(path: Path, old: str, read: Callable[[bytes], Register]) -> Register | None:
    """The next register as it stands; None where there is none.

    Args:
        path: Where it would stand.
        old: The file name of the register that it goes on from.
        read: Reads the bytes of a register.

    Raises:
        RolloverError: Another file has its name.
        WorkbookBusyError: It is being saved, or a program lets nobody else read it.
    """
    if not path.exists():
        return None
    data = read_snapshot(path).data
    try:
        standing = read(data)
    except XltoolsError:
        standing = None
    if standing is None or pointer(standing, PREDECESSOR) != old:
        raise RolloverError(
            f"{path.name} stands there already and was not begun from {old}. "
            "Move it away, or name another file with --name; nothing was changed."
        )
    return standing


def begin(path: Path, data: bytes, like: Path) -> None:
    """Write the next register, for the same people to open as the old one.

    Raises:
        ReadOnlyWorkbookError: It cannot be written.
    """
    write_whole(path, data)
    with suppress(OSError):
        shutil.copymode(like, path)


def withdraw(path: Path, data: bytes) -> None:
    """Take the next register away again, because the old one could not be cut; not if somebody touched it."""
    with suppress(OSError):
        if path.read_bytes() == data:
            path.unlink()


def refuse_if_changed_since(expected: Register, standing: Register, old: Register, parting: Parting, name: str) -> None:
    """Stop where a next register that was begun earlier does not hold what it should.

    Args:
        expected: The next register as it would be made now.
        standing: As it stands.
        old: The old register.
        parting: Which of its rows go on.
        name: The next register's file name.

    Raises:
        RolloverError: Somebody typed into one of the two since, or took something out.
    """
    missing = _rows(expected) - _rows(standing)
    closed_since = (_numbers(standing) & _numbers(old)) - parting.numbers
    if missing or closed_since:
        raise RolloverError(
            f"{name} was begun from this register earlier, and one of the two was changed since "
            f"({missing.total() + len(closed_since)} rows differ). Move {name} out of the folder and run the command "
            "again, then enter there what was typed into it; nothing was changed."
        )


def _rows(register: Register) -> Counter[tuple[object, ...]]:
    """What people typed, row by row."""
    found: Counter[tuple[object, ...]] = Counter()
    for key, table in register.tables.items():
        if table.definition.kind in _OF_CASES:
            columns = [table.values[field.name] for field in table.present() if field.typed_by_people]
            found.update((key, *row) for row in zip(*columns, strict=True))
    return found


def _numbers(register: Register) -> set[Value]:
    return set(register.cases.values[register.definition.numbering.field]) - {None}
