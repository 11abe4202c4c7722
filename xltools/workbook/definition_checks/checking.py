"""What is wrong with a definition's file, from its first sign to its last state? The checks in their order.

Invariant: nothing is written, and nothing is raised: what cannot be read is a problem like all others.
"""

from pathlib import Path
from typing import NamedTuple

from xltools.errors import DefinitionError
from xltools.language.speaking import speaking
from xltools.model.finding import Severity
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_checks.column_flaws import column_flaws
from xltools.workbook.definition_checks.definition_places import DefinitionPlaces, nearest_line
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem, Flaw
from xltools.workbook.definition_checks.key_lines import key_lines
from xltools.workbook.definition_checks.model_flaws import model_flaws
from xltools.workbook.definition_checks.role_flaws import role_flaws
from xltools.workbook.definition_checks.setting_flaws import setting_flaws
from xltools.workbook.definition_checks.walk_flaws import walk_flaws
from xltools.workbook.definition_checks.word_flaws import word_flaws
from xltools.workbook.definition_files import templates_folder
from xltools.workbook.definition_merging import merge
from xltools.workbook.definition_sources import Parts, line_told, read_sources

_LANGUAGE = ("language",)
_ITS_OWN = tuple(  # what no file has that definitions include
    name
    for name, field in RegisterDefinition.model_fields.items()
    if field.is_required() and name not in Parts.model_fields
)
_CHECKS = (column_flaws, word_flaws, walk_flaws, role_flaws, setting_flaws)


class CheckedDefinition(NamedTuple):
    """A definition's file, looked through.

    Attributes:
        problems: What is wrong, in the order of the file.
        definition: What could be read, unknown keys left aside; None where no register can be made of it.
        places: Where its parts stand; None where the file itself cannot be read.
    """

    problems: tuple[DefinitionProblem, ...]
    definition: RegisterDefinition | None = None
    places: DefinitionPlaces | None = None


def check_definition_file(path: Path) -> CheckedDefinition:
    """Look through a file and the one that it includes, as far as they alone can tell."""
    try:
        sources = read_sources(path, templates_folder())
    except DefinitionError as error:
        return CheckedDefinition((_unreadable(path, error),))
    merged = merge(sources)
    if not any(name in merged.table for name in _ITS_OWN):
        return CheckedDefinition((_no_definition(path),))
    places = DefinitionPlaces(sources, merged)
    definition, flaws = model_flaws(merged.table)
    meant = _meaning(definition) if definition is not None else []
    problems = [*places.faults(), *map(places.problem, [*flaws, *meant])]
    can_be_built = not merged.faults and all(flaw.severity is not Severity.ERROR for flaw in meant)
    return CheckedDefinition(in_order(problems, path.name), definition if can_be_built else None, places)


def sound_definition(path: Path) -> RegisterDefinition:
    """A definition of which something is to be made.

    Raises:
        DefinitionError: Something is wrong with it that lets nothing be made; names the first, and how to see them all.
    """
    checked = check_definition_file(path)
    wrong = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    if checked.definition is not None and not wrong:
        return checked.definition
    first = wrong[0]
    raise DefinitionError(
        first.place, first.key, f"{first.said}. To see all that is wrong: xltools templates check {path}"
    )


def _unreadable(path: Path, error: DefinitionError) -> DefinitionProblem:
    """A file that is no TOML, or has something of the wrong shape where parts are put together."""
    line = line_told(error.why)
    if not line and error.key != "file" and error.source == path.name:
        key = tuple(int(part) if part.isdigit() else part for part in error.key.split("."))
        line = nearest_line(key_lines(path.read_bytes().decode("utf-8-sig")), key)
    return DefinitionProblem(error.source, line, error.key, error.why, "", Severity.ERROR)


def _no_definition(path: Path) -> DefinitionProblem:
    """A file with something else in it, such as what definitions include: all its keys would be called wrong."""
    should_be = f"every one has {', '.join(_ITS_OWN)}; one to begin with: xltools templates check --example"
    return DefinitionProblem(path.name, 0, "file", "is no definition of a register", should_be, Severity.ERROR)


def _meaning(definition: RegisterDefinition) -> list[Flaw]:
    with speaking(definition.language):
        found = [flaw for check in _CHECKS for flaw in check(definition)]
    return [flaw for flaw in found if flaw.key == _LANGUAGE] or found  # in another language every word is wrong


def in_order(problems: list[DefinitionProblem], own_file: str) -> tuple[DefinitionProblem, ...]:
    """The problems from the top of the definition's own file down, then those of the file that it includes."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.file != own_file, each.line)))
