"""How does a team's own workbook become a register? Seen, proposed as a definition, and extended once they say so.

Invariant: what people wrote stays: their cells and their definition are never written over, and nothing at all is
written before it is asked for.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xltools.errors import AdoptionError, DefinitionError
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.adopting.definition_names import definition_name, refuse_unusable_name
from xltools.operations.adopting.hindrances import Hindrances, hindrances
from xltools.operations.extending.extending import ExtendOrder, ExtendResult, extend_register
from xltools.operations.files.replacing import read_snapshot, real_path
from xltools.operations.files.whole_files import write_whole
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh
from xltools.operations.workspace import workspace_of
from xltools.operations.workspace_language import begin_in_language
from xltools.workbook.adopting.definition_writing import definition_toml
from xltools.workbook.adopting.proposal import Proposal
from xltools.workbook.adopting.proposing import propose
from xltools.workbook.definition_files import read_definition
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package, open_package

_FEWEST_COLUMNS = 2  # by fewer heads their row is not found again
_QUOTE = "'"  # Excel allows it within a name; references would have to double it


@dataclass(frozen=True, slots=True)
class AdoptOrder:
    """What is asked for.

    Attributes:
        sheet: The tab with the cases; found by what stands in it where this is "".
        name: The definition's name; by the file's name where this is "".
        apply: Make the workbook a register; else only see and propose.
        dry_run: Write nothing at all.
        hold_seconds: How long the lock is kept after each replacement.
    """

    sheet: str = ""
    name: str = ""
    apply: bool = False
    dry_run: bool = False
    hold_seconds: float = HOLD_SECONDS


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was seen and done.

    Attributes:
        path: The workbook.
        definition_file: Where the definition stands, or would.
        proposal: What was seen; None where a definition stands already and is gone by.
        proposed_now: Whether the definition was written now, or would be.
        hindrances: What is in the way, and what the workbook would get.
        extension: What the workbook got, or would get; None where that was not asked for.
        first_pass: The first refresh, which follows; None where the workbook was not extended.
    """

    path: Path
    definition_file: Path
    proposal: Proposal | None
    proposed_now: bool
    hindrances: Hindrances
    extension: ExtendResult | None = None
    first_pass: RefreshResult | None = None


def adopt(path: Path, now: datetime, order: AdoptOrder) -> Adoption:
    """See what is in a workbook, and make it a register where that is asked for.

    A definition that stands beside the workbook was read through by people, and is gone by.

    Args:
        path: The workbook; links are followed.
        now: The moment.
        order: How far to go.

    Raises:
        AdoptionError: There is no table of cases, the workbook is a register already, or something is in the way.
        DefinitionError: The definition beside it contradicts itself.
        XltoolsError: The workbook cannot be read, is open elsewhere or read-only; it is untouched.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        package = open_package(read_snapshot(real).data)
        _refuse_register(package, real)
        name = order.name or definition_name(real.stem)
        refuse_unusable_name(name)
        file = real.parent / f"{name}.toml"
        if file.exists():
            definition = read_definition(file)
            _refuse_another_sheet(definition, package, real, file, order.sheet)
            found = hindrances(package, definition, file, now, rehearsed=not order.apply)
            seen = Adoption(real, file, None, proposed_now=False, hindrances=found)
        else:
            proposal = _proposed(package, real, name, order.sheet)
            written = definition_toml(proposal)
            definition, found = _tried(written, package, file.name, now, rehearsed=not order.apply)
            seen = Adoption(real, file, proposal, proposed_now=True, hindrances=found)
        if order.apply and found.obstacles:
            raise AdoptionError(f"{real.name}: {found.obstacles[0]}")
        if seen.proposed_now and not order.dry_run:
            write_whole(file, written.encode())
    return _applied(seen, definition, now, order) if order.apply else seen


def _refuse_register(package: Package, path: Path) -> None:
    if (template := package.custom_properties().get(TEMPLATE_PROPERTY)) is not None:
        raise AdoptionError(
            f'{path.name} is a register already, of {template[:60]}. Go on with: xltools refresh "{path}"; what '
            f'its definition has got since is added with: xltools upgrade "{path}"'
        )


def _refuse_another_sheet(
    definition: RegisterDefinition, package: Package, path: Path, file: Path, wanted: str
) -> None:
    title = definition.register_sheet.title
    if title not in [sheet.name for sheet in package.sheets]:
        raise AdoptionError(
            f"{file.name} is the definition of a workbook with the sheet {title}, which {path.name} does not have. "
            "Give the new definition another name with --name."
        )
    if wanted not in ("", title):
        raise AdoptionError(
            f"{file.name} takes the cases from the sheet {title}, not from {wanted}. Give another definition another "
            f"name with --name, or take {file.name} away."
        )


def _proposed(package: Package, path: Path, name: str, wanted: str) -> Proposal:
    """What was seen, if a definition can say it."""
    proposal = propose(package, name, wanted or None)
    if sum(bool(column.field) for column in proposal.columns) < _FEWEST_COLUMNS:
        raise AdoptionError(
            f"{path.name}: on the sheet {proposal.sheet} hardly a column can be taken over: heads stand there twice, "
            "are too long, or stand over formulas. Mend them, or name another sheet with --sheet."
        )
    if _QUOTE in proposal.sheet:
        raise AdoptionError(
            f"{path.name}: the sheet {proposal.sheet} holds the cases, and no register's sheet may have {_QUOTE} in "
            "its name. Rename the sheet."
        )
    return proposal


def _applied(seen: Adoption, definition: RegisterDefinition, now: datetime, order: AdoptOrder) -> Adoption:
    asked = ExtendOrder(
        definition, dry_run=order.dry_run, add_renamed=True, cause=Cause.ADOPT, hold_seconds=order.hold_seconds
    )
    if order.dry_run:
        return replace(seen, extension=extend_register(seen.path, now, asked))
    begin_in_language(workspace_of(seen.path).root, seen.path, definition)  # first: a register is not adopted again
    extension = extend_register(seen.path, now, asked)
    first_pass = refresh(seen.path, now, order=PassOrder(cause=Cause.ADOPT, hold_seconds=order.hold_seconds))
    return replace(seen, extension=extension, first_pass=first_pass)


def _tried(
    written: str, package: Package, name: str, now: datetime, *, rehearsed: bool
) -> tuple[RegisterDefinition, Hindrances]:
    """The definition as every pass will read it, before people get to see it, and what is in its way."""
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_text(written, encoding="utf-8")
        try:
            definition = read_definition(file)
        except DefinitionError as error:
            raise AdoptionError(f"no definition can say what is there: {error.key}: {error.why}") from None
        return definition, hindrances(package, definition, file, now, rehearsed=rehearsed)
