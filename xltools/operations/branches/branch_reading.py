"""How do the bytes of some registers become figures? Each read once, kept as far as it can count, reckoned together.

Invariant: one register that cannot be read leaves a reason, and does not keep the others from being reckoned.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xltools.errors import NotARegisterError, XltoolsError
from xltools.model.notice_template import TEMPLATES_SHEET
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.operations.branches.branch_task import BranchRead, BranchTask
from xltools.operations.branches.definition_prints import DefinitionPrints, definition_folders
from xltools.operations.branches.shared_settings import SharedSettings
from xltools.operations.passes.pass_conditions import without_garbage_collection
from xltools.operations.reporting.troubles import Trouble, trouble_of
from xltools.reports.branches.branch_figures import FigureSpan
from xltools.reports.branches.counting_rows import without_bygone
from xltools.reports.branches.reckoning import branch_figures
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.record_facts import SUGGESTIONS, UNITS
from xltools.reports.extraction.register_facts import RegisterFacts
from xltools.rules.confirmations import SHEET as CONFIRMATIONS
from xltools.rules.extensions import SHEET as EXTENSIONS
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.reading import definition_of

# The sheets that a figure looks at; the log tells which limits stand still.
_COUNTED_KINDS = frozenset({SheetKind.REGISTER, SheetKind.LOG})
_COUNTED_RECORDS = frozenset({ROUNDS_SHEET, EXTENSIONS, CONFIRMATIONS})
_IDLE_SETTINGS = frozenset(
    {TEMPLATES_SHEET, "vague_words", "assignment", "voided_numbers", SUGGESTIONS, "liaisons", UNITS}
)
_MOST_DEFINITIONS = 64
_settings: dict[tuple[str, str], SharedSettings] = {}  # by definition, of this process: branches share a few


def reckoned(found: Sequence[tuple[BranchRead, bytes | None]], task: BranchTask) -> list[BranchRead]:
    """The registers with their figures, in their order.

    Args:
        found: What is known of each, and the bytes of those whose figures are wanted.
        task: What is asked for.
    """
    with without_garbage_collection():
        read = [(each, None) if data is None else _read(each, data, task) for each, data in found]
        facts = [facts for _, facts in read if facts is not None]
        figures = {each.place: each for each in branch_figures(facts, task.span)} if facts else {}
    return [each._replace(figures=figures.get(each.place)) for each, _ in read]


def _read(known: BranchRead, data: bytes, task: BranchTask) -> tuple[BranchRead, RegisterFacts | None]:
    read = known
    try:
        package = open_package(data)
        read = known._replace(template=package.custom_properties().get(TEMPLATE_PROPERTY, ""))
        return read, _facts(read, package, task)
    except XltoolsError as error:
        if type(error) is NotARegisterError and not read.template:
            return read, None
        return read._replace(trouble=trouble_of(error), sentence=str(error)), None
    except Exception as error:  # noqa: BLE001 - one register must not end the summary of all
        told = f"{read.place} could not be read: {type(error).__name__}: {error}"
        return read._replace(trouble=Trouble.DAMAGED, sentence=told.splitlines()[0]), None


def _facts(read: BranchRead, package: Package, task: BranchTask) -> RegisterFacts:
    key = read.template, DefinitionPrints(task.headquarters).of(read.place, read.template)
    if key not in _settings:
        if len(_settings) >= _MOST_DEFINITIONS:
            _settings.clear()
        definition = definition_of(package, definition_folders(read.place, task.headquarters))
        _settings[key] = SharedSettings(counted_part(definition))
    return counted_facts(_settings[key].register(package, task.now), read.place, task.span)


def counted_part(definition: RegisterDefinition) -> RegisterDefinition:
    """The definition without the sheets that no figure looks at: reading them takes as long as the cases."""
    sheets = tuple(each for each in definition.sheets if _counts(each))
    return definition.model_copy(update={"sheets": sheets})


def _counts(sheet: SheetDefinition) -> bool:
    if sheet.kind is SheetKind.SETTINGS:
        return sheet.key not in _IDLE_SETTINGS
    return sheet.kind in _COUNTED_KINDS or sheet.key in _COUNTED_RECORDS


def counted_facts(register: Register, place: str, span: FigureSpan) -> RegisterFacts:
    """The facts of those cases that can count, and how many rows there are in all.

    Args:
        register: As it was read.
        place: Where it is.
        span: What is asked for.
    """
    table = register.cases
    received = table.values.get("received_at", [None] * len(table.rows))
    dated = [isinstance(moment, date) for moment in received]
    numbers = table.values[register.definition.numbering.field]
    facts = extract_facts(without_bygone(register, span.before.starts_at), place)
    source = replace(
        facts.source,
        rows=len(dated),
        undated=dated.count(False),
        unnumbered=sum(known and not number for known, number in zip(dated, numbers, strict=True)),
    )
    return replace(facts, source=source)
