"""Which archive does somebody mean? The folder itself, anything in it, or the registers that it was made from.

Invariant: an archive is found by its catalogue alone; no register and no memory need be there.
"""

from pathlib import Path
from typing import NamedTuple

from xltools.errors import ArchiveError, DefinitionError
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.archiving.catalogue import CALLED, catalogue_path
from xltools.operations.files.replacing import real_path
from xltools.operations.folder_names import language_of
from xltools.operations.workspace import Workspace, workspace_at
from xltools.operations.workspace_language import workspace_language


class ArchivePlace(NamedTuple):
    """An archive.

    Attributes:
        root: Its folder.
        workspace: The workspace that it was made from, where that still stands and names this very folder; else None.
    """

    root: Path
    workspace: Workspace | None

    @property
    def language(self) -> str:
        """The workspace's; without one, that in which the catalogue is called.

        Raises:
            DefinitionError: The workspace's ``xltools.toml`` is not as it should be.
        """
        if self.workspace is not None:
            return workspace_language(self.workspace.root)
        return language_of(catalogue_path(self.root).name, CALLED)


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
    workspace = workspace_at(real)
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
