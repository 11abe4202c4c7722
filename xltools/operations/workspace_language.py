"""In which language are the folders of a workspace called, and what is about several of its registers?

In that which ``language`` at the top of its ``xltools.toml`` names. Invariant: a register speaks its own language,
whatever stands there; what was made in another language goes on being used.
"""

from contextlib import suppress
from pathlib import Path

from xltools.errors import DefinitionError, XltoolsError
from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.model.nearest_word import what_would_do
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.whole_files import write_new
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.workspace import workbooks_in
from xltools.operations.workspace_file import FILE_NAME, LANGUAGE, TIME_ZONE, workspace_document


def workspace_language(folder: Path) -> str:
    """The language of a workspace, such as ``en``; the default one where nothing is set.

    Args:
        folder: Where the workspace's ``xltools.toml`` is, if there is one.

    Raises:
        DefinitionError: The file is no TOML, or there are no texts in that language; names the key.
    """
    wanted = workspace_document(folder).unwrap().get(LANGUAGE, DEFAULT_LANGUAGE)
    if wanted not in SHIPPED_LANGUAGES:
        should_be = what_would_do(str(wanted), SHIPPED_LANGUAGES)
        raise DefinitionError(FILE_NAME, LANGUAGE, f"there are no texts in {wanted!r}; {should_be}")
    return str(wanted)


def language_with(folder: Path, register: Path, language: str) -> str:
    """The language of a workspace once a register stands in it: the register's own where it is the first.

    Args:
        folder: The workspace's folder, which may not be there yet.
        register: The workbook, links resolved.
        language: In which the register speaks.

    Raises:
        DefinitionError: As for `workspace_language`.
    """
    begins = language != DEFAULT_LANGUAGE and not (folder / FILE_NAME).exists() and not _others(folder, register)
    return language if begins else workspace_language(folder)


def _others(folder: Path, register: Path) -> bool:
    """Whether another register stands there, so that people know the folder in its language."""
    return any(_is_register(path) for path in workbooks_in(folder) if path != register)


def _is_register(path: Path) -> bool:
    try:
        return bool(opened_register(path, PassOrder()))
    except (XltoolsError, OSError):
        return False


def begin_in_language(folder: Path, register: Path, definition: RegisterDefinition) -> None:
    """A workspace that begins with a register speaks its language and keeps its time, unless somebody said otherwise.

    Args:
        folder: The workspace's folder.
        register: The workbook, links resolved; where another stands there already, nothing is set up.
        definition: The register's; of the default language nothing needs to be said.

    Raises:
        DefinitionError: As for `workspace_language`.
        OSError: Nothing can be written there.
    """
    if language_with(folder, register, definition.language) == DEFAULT_LANGUAGE:
        return
    zone = definition.parameter("time_zone")
    said = f'{LANGUAGE} = "{definition.language}"\n' + (f'{TIME_ZONE} = "{zone}"\n' if zone else "")
    with suppress(FileExistsError):
        write_new(folder / FILE_NAME, said.encode())
