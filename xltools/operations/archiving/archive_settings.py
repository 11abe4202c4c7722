"""Where does a team keep its archive, and how? The table ``[archive]`` in ``xltools.toml``. (FR-14, ST-12)

Invariant: an archive inside a workspace lies in a folder of its own (归档), where neither registers nor
exports are looked for.
"""

from pathlib import Path

from xltools.errors import DefinitionError
from xltools.language.speaking import speaking, text
from xltools.model.field import Strict
from xltools.operations.folder_names import means, standing_or_new
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_file import ARCHIVE, FILE_NAME, workspace_part
from xltools.operations.workspace_language import workspace_language


class ArchiveSettings(Strict):
    """The table.

    Attributes:
        folder: The archive's folder, as a path from the folder of ``xltools.toml``; inside of it only 归档, in any
            language; left out, that one.
        automatic: `xltools tick` and `xltools watch` archive what is closed, too.
        pdf: The reports are kept as PDF beside the workbooks, where this computer can make them.
    """

    folder: str | None = None
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
    with speaking(workspace_language(workspace.root)):
        return _root(workspace, settings)


def _root(workspace: Workspace, settings: ArchiveSettings) -> Path:
    try:
        base, named = workspace.root.resolve(), settings.folder
        root = (standing_or_new(base, "folders.archive") if named is None else base / named.strip()).resolve()
    except (OSError, ValueError, RuntimeError):  # a name that no file system takes, or links in a circle
        raise DefinitionError(FILE_NAME, "archive.folder", f"{settings.folder!r} is no folder's name") from None
    if base == root or base.is_relative_to(root):
        raise DefinitionError(FILE_NAME, "archive.folder", f"{root} holds the registers; name a folder of its own")
    if root.is_relative_to(base) and not means(root.relative_to(base).parts[0], "folders.archive"):
        why = f"inside the folder of the registers the archive must be called {text('folders.archive')}"
        raise DefinitionError(FILE_NAME, "archive.folder", why)
    return root
