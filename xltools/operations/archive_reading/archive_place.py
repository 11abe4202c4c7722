"""Which archive does somebody mean? The folder itself, anything in it, or the registers that it was made from.

Invariant: an archive is found by its catalogue alone; no register and no memory need be there.
"""

from pathlib import Path
from typing import NamedTuple

from xltools.errors import ArchiveError, DefinitionError
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.archiving.catalogue import catalogue_path
from xltools.operations.files.replacing import real_path
from xltools.operations.workspace import Workspace, workspace_of


class ArchivePlace(NamedTuple):
    """An archive.

    Attributes:
        root: Its folder.
        workspace: The workspace that it was made from, where that still stands and names this very folder; else None.
    """

    root: Path
    workspace: Workspace | None


def archive_at(path: Path) -> ArchivePlace:
    """The archive that is meant.

    Args:
        path: An archive's folder, something in it, a register, or a folder of registers.

    Raises:
        VanishedError: There is nothing of that name.
        DefinitionError: The workspace's ``[archive]`` is not as it should be.
        ArchiveError: Nothing was archived there yet.
    """
    real = real_path(path)
    workspace = workspace_of(real / "any" if real.is_dir() else real)
    for folder in (real, *real.parents):
        if catalogue_path(folder).is_file():
            return ArchivePlace(folder, workspace if _belongs(folder, workspace) else None)
    root = archive_root(workspace, archive_settings(workspace))
    if not catalogue_path(root).is_file():
        raise ArchiveError(f"{root} holds no archive yet. Make it: xltools archive {path}; or name its folder.")
    return ArchivePlace(root, workspace)


def _belongs(root: Path, workspace: Workspace) -> bool:
    try:
        return archive_root(workspace, archive_settings(workspace)).resolve() == root
    except DefinitionError:
        return False
