"""Which language does a report speak that is of several registers?

Invariant: what the folder says is done; else the report speaks as its registers do, if they speak alike.
"""

from collections.abc import Iterable
from pathlib import Path

from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.workspace_file import LANGUAGE, workspace_document
from xltools.operations.workspace_language import workspace_language


def report_language(folder: Path, spoken: Iterable[str]) -> str:
    """That of the folder; else the one that all registers share.

    Args:
        folder: The workspace.
        spoken: The languages of its registers.

    Raises:
        DefinitionError: The folder names a language that there is not.
    """
    if LANGUAGE in workspace_document(folder):
        return workspace_language(folder)
    shared = set(spoken)
    return shared.pop() if len(shared) == 1 else DEFAULT_LANGUAGE
