"""Where does a team keep its archive, and how? The table ``[archive]`` in ``xltools.toml``. (FR-14, ST-12)

Invariant: an archive inside a workspace lies in its folder 归档, where neither registers nor exports are looked for.
"""

import unicodedata
from pathlib import Path

from xltools.errors import DefinitionError
from xltools.model.field import Strict
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_file import ARCHIVE, FILE_NAME, workspace_part

ARCHIVE_FOLDER = "归档"


class ArchiveSettings(Strict):
    """The table.

    Attributes:
        folder: The archive's folder, as a path from the folder of ``xltools.toml``; inside of it only 归档.
        automatic: `xltools tick` and `xltools watch` archive what is closed, too.
        pdf: The reports are kept as PDF beside the workbooks, where this computer can make them.
    """

    folder: str = ARCHIVE_FOLDER
    automatic: bool = True
    pdf: bool = True


def archive_settings(workspace: Workspace) -> ArchiveSettings:
    """What is set up; the defaults where nothing is.

    Raises:
        DefinitionError: The file or its table is not as it should be; names the key.
    """
    return workspace_part(workspace.root, ARCHIVE, ArchiveSettings) or ArchiveSettings()


def archive_root(workspace: Workspace, settings: ArchiveSettings) -> Path:
    """The archive's folder; may not exist yet.

    Raises:
        DefinitionError: It would lie among the registers, or in a folder that is for something else.
    """
    try:
        base = workspace.root.resolve()
        root = (base / settings.folder.strip()).resolve()
    except (OSError, ValueError, RuntimeError):  # a name that no file system takes, or links in a circle
        raise DefinitionError(FILE_NAME, "archive.folder", f"{settings.folder!r} is no folder's name") from None
    if base == root or base.is_relative_to(root):
        raise DefinitionError(FILE_NAME, "archive.folder", f"{root} holds the registers; name a folder of its own")
    if root.is_relative_to(base) and unicodedata.normalize("NFC", root.relative_to(base).parts[0]) != ARCHIVE_FOLDER:
        why = f"inside the folder of the registers the archive must be called {ARCHIVE_FOLDER}"
        raise DefinitionError(FILE_NAME, "archive.folder", why)
    return root
