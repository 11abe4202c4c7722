"""What stands in the way of making a workbook a register? Asked each time, whoever wrote the definition last.

Invariant: nothing is written; and what would refuse the workbook once it is to be extended is told here before.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.language.speaking import speaking
from xltools.model.finding import Severity
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.adopting.missing_heads import missing_heads
from xltools.operations.definition_trial import try_definition
from xltools.workbook.adopting.own_parts import obstacles
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem
from xltools.workbook.extending.extending import extended
from xltools.workbook.extending.extension import Extension
from xltools.workbook.packaging.package import Package


class Hindrances(NamedTuple):
    """What was found.

    Attributes:
        obstacles: Why the workbook cannot be extended, one sentence each, in English.
        doubts: What in the definition will do nothing.
        extension: What the workbook would get; None where that was not tried, or something is in the way.
    """

    obstacles: tuple[str, ...]
    doubts: tuple[DefinitionProblem, ...] = ()
    extension: Extension | None = None


def hindrances(
    package: Package, definition: RegisterDefinition, file: Path, now: datetime, *, rehearsed: bool
) -> Hindrances:
    """Look for everything that is in the way.

    Args:
        package: The workbook, which is no register yet.
        definition: What it is to become.
        file: Where the definition stands.
        now: The moment at which the definition's own rows are judged.
        rehearsed: Extend the workbook in memory as well.
    """
    problems = try_definition(file, now.replace(tzinfo=None))
    with speaking(definition.language):
        found = obstacles([sheet.name for sheet in package.sheets])
    found += tuple(str(each) for each in problems if each.severity is Severity.ERROR)
    doubts = tuple(each for each in problems if each.severity is not Severity.ERROR)
    if found:
        return Hindrances(found, doubts)
    try:
        gone = missing_heads(package, definition)
        extension = extended(package, definition, add_renamed=True).extension if rehearsed and not gone else None
    except XltoolsError as error:
        return Hindrances((str(error),), doubts)
    return Hindrances(gone, doubts, extension)
