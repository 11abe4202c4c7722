"""Is ``xltools.toml`` as it should be, and is all there that it names: secrets, archive, branches, registers?

Invariant: nothing is connected, and no secret is shown; each part is read by the verb's own reader.
"""

from collections.abc import Iterator
from pathlib import Path

from xltools.errors import DefinitionError, NotifyError
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.branches.branch_settings import FROM_ENVIRONMENT, BranchSettings, branch_settings
from xltools.operations.branches.branch_sources import branch_sources
from xltools.operations.branches.remote_files import is_address
from xltools.operations.examining.answers import Answer, doubtful, of_error, some, well, wrong
from xltools.operations.examining.site import Site
from xltools.operations.importing.import_settings import import_settings
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.notifying.senders.choosing import opened_sender
from xltools.operations.reporting.saved_reports import saved_reports
from xltools.operations.workspace_file import FILE_NAME, workspace_document
from xltools.operations.workspace_language import workspace_language
from xltools.operations.workspace_zone import workspace_zone


def settings_files(site: Site) -> Iterator[Answer]:
    """Whether the file can be read, is one that is read, and names a language and a zone that there are."""
    roots = [each.root for each in site.workspaces]
    for root in roots:
        if not (root / FILE_NAME).is_file():
            continue
        try:
            workspace_document(root)
            zone = workspace_zone(root) or "this computer's time"
            yield well(root / FILE_NAME, f"can be read: it speaks {workspace_language(root)} and lives by {zone}")
            saved_reports(root)
        except DefinitionError as error:
            yield _faulty(root, error)
    for folder in site.folders:
        if folder not in roots and (folder / FILE_NAME).is_file():
            own = site.workspace_of(folder / "any").root
            yield doubtful(
                folder / FILE_NAME,
                f"is read by nobody: the registers here belong to {own}",
                f"Move what stands there into {own / FILE_NAME}.",
            )


def channels(site: Site) -> Iterator[Answer]:
    """Whether notices have a way to go, with its secrets."""
    for root in _readable(site):
        try:
            settings = notify_settings(root)
        except DefinitionError as error:
            yield _faulty(root, error)
            continue
        if settings is None:
            yield well(root, "no notices are sent: there is no [notify]")
            continue
        if not settings.channels:
            yield doubtful(root / FILE_NAME, "[notify] has no channel", "Add [[notify.channels]], or take it out.")
        for channel in settings.channels:
            try:
                opened_sender(channel, root)
                yield well(root / FILE_NAME, f"channel {channel.name}: its secrets are there; not tried here")
            except NotifyError as error:
                yield of_error(root / FILE_NAME, error)


def archive(site: Site) -> Iterator[Answer]:
    """Whether the archive's folder can be reached and written."""
    readable = _readable(site)
    for workspace in site.workspaces:
        if workspace.root not in readable:
            continue
        try:
            root = archive_root(workspace, archive_settings(workspace))
        except DefinitionError as error:
            yield _faulty(workspace.root, error)
            continue
        nearest = next((place for place in (root, *root.parents) if place.is_dir()), None)
        if nearest is None or nearest not in (root, root.parent):
            yield wrong(root, "the archive cannot be reached", "Connect the drive or share, or correct archive.folder.")
        elif not site.computer.may_write(nearest):
            yield wrong(nearest, "the archive cannot be written", "Ask for permission to write there.")
        else:
            yield well(root, "the archive" if nearest == root else "the archive comes with the first closed case")


def imports(site: Site) -> Iterator[Answer]:
    """Whether the registers are there that exports are meant for."""
    for root in _readable(site):
        try:
            tables = import_settings(root)
        except DefinitionError as error:
            yield _faulty(root, error)
            continue
        for each in tables:
            if each.into and not (root / each.into).is_file():
                to_do = f"Correct `into`, or bring {each.into} there: such files wait in the drop folder meanwhile."
                yield wrong(f"{FILE_NAME}: imports.{each.name}.into", f"there is no file {each.into}", to_do)


def branches(site: Site) -> Iterator[Answer]:
    """Whether the branches' registers are where they are said to be; what lies in a store is not asked for."""
    for root in _readable(site):
        try:
            settings = branch_settings(root)
        except DefinitionError as error:
            yield _faulty(root, error)
            continue
        if settings is not None:
            yield from _branches(root, settings, site)


def _branches(root: Path, settings: BranchSettings, site: Site) -> Iterator[Answer]:
    place = f"{FILE_NAME}: branches"
    addresses = [pattern for pattern in settings.registers if is_address(pattern)]
    paths = tuple(pattern for pattern in settings.registers if not is_address(pattern))
    here = settings.model_copy(update={"registers": paths})
    sources = branch_sources(root, here)
    missing = [each.place for each in sources if each.trouble is not None]
    if missing:
        yield wrong(place, f"nothing is found at {some(missing)}", "Connect the drive or share, or correct the path.")
    if addresses:
        unset = [name for name in _variables(settings) if not site.computer.environment.get(name)]
        if unset:
            so = f"{some(unset)} stands in storage and is not set in the environment"
            yield wrong(place, so, "Set it where xltools runs, for the scheduled task too.")
    if not settings.registers:
        yield doubtful(place, "names no registers", 'Write registers = ["PATTERN"], or take the table out.')
    elif not missing:
        yield well(place, f"{len(sources)} registers are found; {len(addresses)} addresses are not asked")


def _variables(settings: BranchSettings) -> list[str]:
    told = (value for options in settings.storage.values() for value in options.values())
    return [str(each).removeprefix(FROM_ENVIRONMENT) for each in told if str(each).startswith(FROM_ENVIRONMENT)]


def _readable(site: Site) -> list[Path]:
    """The workspaces whose file is not broken as a whole: that is told once."""
    found = []
    for workspace in site.workspaces:
        try:
            workspace_zone(workspace.root)
            found.append(workspace.root)
        except DefinitionError:
            continue
    return found


def _faulty(root: Path, error: DefinitionError) -> Answer:
    to_do = "Correct it; until then no register of this folder is worked on."
    return wrong(root / error.source, f"{error.key}: {' '.join(error.why.split())}", to_do)
