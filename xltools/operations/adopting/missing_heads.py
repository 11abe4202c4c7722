"""Which heads of a definition stood on the team's sheet when it was proposed, and are not there?

A slip while editing would else become a second, empty column, and the true one would be nobody's.

Invariant: columns that the tool or the team adds are no such heads.
"""

from collections.abc import Iterator

from xltools.errors import AdoptionError
from xltools.language.speaking import speaking, text
from xltools.model.nearest_word import nearest
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.adopting.proposal import COMPLETED, NUMBER
from xltools.workbook.adopting.proposing import propose
from xltools.workbook.extending.lacking import StandingSheet, lacking, strange_heads
from xltools.workbook.packaging.package import Package

_PERHAPS_ADDED = (NUMBER, COMPLETED)  # the tool brings them along where the team has none


def missing_heads(package: Package, definition: RegisterDefinition) -> tuple[str, ...]:
    """One sentence for each, in English.

    Args:
        package: The workbook, which is no register yet.
        definition: What it is to become.

    Raises:
        XltoolsError: As `lacking` does.
    """
    with speaking(definition.language):
        cases = definition.register_sheet
        sheet = lacking(package, definition, add_renamed=True).standing[cases.title]
        missing = [cases.fields[column.place - 1] for column in sheet.missing]
        theirs = text("adopting.groups.theirs")
        gone = [field.header for field in missing if field.group == theirs and field.name not in _PERHAPS_ADDED]
        perhaps = [(field.name, field.header) for field in missing if field.name in _PERHAPS_ADDED]
        otherwise = _proposed(package, definition, sheet, perhaps)
        return (*(_gone(head, sheet, theirs) for head in gone), *(_called_otherwise(*heads) for heads in otherwise))


def _gone(head: str, sheet: StandingSheet, group: str) -> str:
    strange = strange_heads(sheet)
    near = nearest(head, strange)
    hint = f"; the nearest is {near}" if near else ""
    return (
        f"the definition has the column {head} as one that stood on {sheet.cells.title} before, and no such head is "
        f"there{hint}. Write the head as it is on the sheet; for a new column, write another group than {group}."
    )


def _called_otherwise(head: str, there: str) -> str:
    return (
        f"the definition has the column {head}, and on the sheet it is {there}. Write the head as it is on the sheet."
    )


def _proposed(
    package: Package, definition: RegisterDefinition, sheet: StandingSheet, perhaps: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Of the columns that are there or are added: those that are there under a head that the definition has not."""
    strange = strange_heads(sheet)
    if not (perhaps and strange):
        return
    try:
        proposal = propose(package, definition.name, sheet.cells.title)
    except AdoptionError:
        return
    for name, head in perhaps:
        seen = proposal.of(name)
        if seen is not None and seen.column in strange.values():
            yield head, seen.head
