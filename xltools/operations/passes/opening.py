"""What is in a register, before anything is decided about it? And what stands in the others of its workspace?

Invariant: a register that cannot be read holds no number that anybody could copy from it.
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.replacing import Snapshot, read_snapshot
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.workspace import Workspace, workbooks_in, workspace_of
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.reading import definition_of, read_register


class Opened(NamedTuple):
    """A register's bytes, and what it should be."""

    snapshot: Snapshot
    package: Package
    definition: RegisterDefinition


def opened_register(path: Path, order: PassOrder) -> Opened:
    """Read the bytes of a register and find out what it should be; never mind what it holds.

    Raises:
        XltoolsError: The workbook cannot be read, or is no register.
    """
    snapshot = read_snapshot(path)
    package = open_package(snapshot.data)
    places = (path.parent, workspace_of(path).memory)
    return Opened(snapshot, package, order.definition or definition_of(package, places))


def register_at(path: Path, now: datetime) -> Register:
    """What another register holds.

    Args:
        path: Where it is, links resolved.
        now: Tells the year of dates that were typed without one.

    Raises:
        XltoolsError: It cannot be read, or is no register.
    """
    opened = opened_register(path, PassOrder())
    return read_register(opened.package, now.replace(tzinfo=None), opened.definition)


def numbers_of(register: Register) -> list[str]:
    """The numbers that stand on its sheet."""
    column = register.cases.values[register.definition.numbering.field]
    return [number for number in column if isinstance(number, str)]


def numbers_at(path: Path, definition: RegisterDefinition, now: datetime) -> list[str]:
    """The numbers in another register; none where it cannot be read: then it cannot be the original of a copy."""
    try:
        register = register_at(path, now)
    except XltoolsError:
        return []
    return numbers_of(register) if register.definition.numbering.pattern == definition.numbering.pattern else []


def numbers_never_met(
    workspace: Workspace, met: Collection[str], definition: RegisterDefinition, now: datetime
) -> frozenset[str]:
    """The numbers in registers that nothing is remembered of, when another one is met for the first time.

    The memory was lost, or they were brought from elsewhere: whatever stands there may not be given to another case.
    """
    others = (path for path in workbooks_in(workspace.root) if workspace.register_id(path) not in met)
    return frozenset(number for path in others for number in numbers_at(path, definition, now))
