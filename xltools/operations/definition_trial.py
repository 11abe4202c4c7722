"""What does a register say of itself that is made of a definition? Built, read and judged once, in memory.

So the default rows go through the very checks that a supervisor's rows go through, and through no second ones.

Invariant: nothing is written, and the definition's own flaws stop the trial before it begins.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xltools.errors import XltoolsError
from xltools.language.speaking import speaking
from xltools.model.finding import Finding, FindingCode, Severity
from xltools.model.finding_catalogue import message
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.register_names import name_that_would_do
from xltools.rules.pipeline import decide
from xltools.workbook.definition_checks.checking import check_definition_file, in_order
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem, Flaw
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register
from xltools.workbook.template.template_building import build_template

_OF_THE_DAY = {FindingCode.CALENDAR_YEAR_MISSING, FindingCode.KEYWORDS_STALE}  # right today, wrong in December


def try_definition(path: Path, now: datetime) -> tuple[DefinitionProblem, ...]:
    """Everything that is wrong with a definition, from the top of its file down.

    Args:
        path: The TOML file.
        now: The moment at which the register is judged.
    """
    checked = check_definition_file(path)
    if checked.definition is None or checked.places is None:
        return checked.problems
    flaws = [*_title(checked.definition), *_flaws(checked.definition, now)]
    return in_order([*checked.problems, *map(checked.places.problem, flaws)], path.name)


def _title(definition: RegisterDefinition) -> Iterator[Flaw]:
    """The title is the workbook's file name where nobody gives another."""
    near = name_that_would_do(definition.title)
    if near != definition.title:
        is_so = f"no file can be called {definition.title!r} on every system"
        should_be = 'without \\ / : * ? " < > |, no blank or dot at an end, no device of Windows'
        yield Flaw(("title",), is_so, should_be + (f" (nearest: {near})" if near else ""), Severity.ERROR)


def _flaws(definition: RegisterDefinition, now: datetime) -> Iterator[Flaw]:
    """What the register finds, at the rows and fields that it is about."""
    try:
        register = read_register(open_package(build_template(definition)), now, definition)
        context = PassContext(now, f"{definition.title}.xlsx", IssuedNumbers(definition.numbering))
        findings = decide(register, context).findings
    except XltoolsError as error:
        yield Flaw(("sheets",), f"no register can be made of it: {error}", "", Severity.ERROR)
        return
    with speaking(definition.language):
        for finding in findings:
            if finding.code not in _OF_THE_DAY:
                yield _flaw(definition, finding)


def _flaw(definition: RegisterDefinition, finding: Finding) -> Flaw:
    place = next((n for n, sheet in enumerate(definition.sheets) if sheet.title == finding.sheet), None)
    if place is None:
        return Flaw(("lists",), message(finding))
    row = finding.row - FIRST_DATA_ROW
    if row < 0:
        return Flaw(("sheets", place), message(finding))
    key = ("sheets", place, "rows", row, finding.field) if finding.field else ("sheets", place, "rows", row)
    return Flaw(key, message(finding))
