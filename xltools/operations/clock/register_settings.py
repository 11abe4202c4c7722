"""What do the settings sheets of registers say, for what is done beside a pass?

Invariant: a register that cannot be read says nothing; the pass over it has told why.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from xltools.errors import XltoolsError
from xltools.model.policy import Person, Policy
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import PassOrder
from xltools.workbook.reading import read_register


def settings_of(path: Path, now: datetime) -> Policy | None:
    """The settings of a register as they stand; None where it cannot be read.

    Args:
        path: The register, links resolved.
        now: The moment, naive local time.
    """
    try:
        with no_bare_system_error(path), without_garbage_collection():
            opened = opened_register(path, PassOrder())
            return read_register(opened.package, now, opened.definition).policy
    except XltoolsError:
        return None


def everybody(policies: Iterable[Policy]) -> Policy | None:
    """The first of the settings with the people of all of them, each once; None where there are none.

    For messages about several registers: a role is asked of whoever bears it in any of them.
    """
    known = list(policies)
    if not known:
        return None
    people: dict[tuple[str, str], Person] = {}
    for person in chain.from_iterable(policy.people for policy in known):
        people.setdefault((person.name, person.role), person)
    return replace(known[0], people=tuple(people.values()))
