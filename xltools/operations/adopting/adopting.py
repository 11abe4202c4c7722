"""How does a team's own workbook become a register? Seen, proposed as a definition, and extended once they say so.

Invariant: what people wrote stays: their cells and their definition are never written over, and nothing at all is
written before it is asked for.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xltools.errors import AdoptionError
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.adopting.definition_names import definition_name
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
from xltools.workbook.packaging.package import Package, open_package


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
        extension: What the workbook got, or would get; None where that was not asked for.
        first_pass: The first refresh, which follows; None where the workbook was not extended.
    """

    path: Path
    definition_file: Path
    proposal: Proposal | None
    proposed_now: bool
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
        AdoptionError: There is no table of cases, or something stands in the way.
        DefinitionError: The definition beside it contradicts itself.
        XltoolsError: The workbook cannot be read, is open elsewhere or read-only; it is untouched.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        package = open_package(read_snapshot(real).data)
        name = order.name or definition_name(real.stem)
        file = real.parent / f"{name}.toml"
        if file.exists():
            definition = read_definition(file)
            _refuse_another_workbook(definition, package, real, file)
            seen = Adoption(real, file, None, proposed_now=False)
        else:
            proposal = propose(package, name, order.sheet or None)
            written = definition_toml(proposal)
            definition = _understood(written, file.name)
            seen = Adoption(real, file, proposal, proposed_now=True)
            if order.apply and proposal.obstacles:
                raise AdoptionError(f"{real.name}: {proposal.obstacles[0]}")
            if not order.dry_run:
                write_whole(file, written.encode())
    return _applied(seen, definition, now, order) if order.apply else seen


def _refuse_another_workbook(definition: RegisterDefinition, package: Package, path: Path, file: Path) -> None:
    title = definition.register_sheet.title
    if title not in [sheet.name for sheet in package.sheets]:
        raise AdoptionError(
            f"{file.name} is the definition of a workbook with the sheet {title}, which {path.name} does not have. "
            "Give the new definition another name with --name."
        )


def _applied(seen: Adoption, definition: RegisterDefinition, now: datetime, order: AdoptOrder) -> Adoption:
    asked = ExtendOrder(
        definition, dry_run=order.dry_run, add_renamed=True, cause=Cause.ADOPT, hold_seconds=order.hold_seconds
    )
    extension = extend_register(seen.path, now, asked)
    if order.dry_run:
        return replace(seen, extension=extension)
    begin_in_language(workspace_of(seen.path).root, definition.language)
    first_pass = refresh(seen.path, now, order=PassOrder(cause=Cause.ADOPT, hold_seconds=order.hold_seconds))
    return replace(seen, extension=extension, first_pass=first_pass)


def _understood(written: str, name: str) -> RegisterDefinition:
    """The definition as every pass will read it, before people get to see it."""
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_text(written, encoding="utf-8")
        return read_definition(file)
