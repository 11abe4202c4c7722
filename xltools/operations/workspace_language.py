"""In which language are the folders of a workspace called, and what is about several of its registers?

In that which ``language`` at the top of its ``xltools.toml`` names. Invariant: a register speaks its own language,
whatever stands there; what was made in another language goes on being used.
"""

from contextlib import suppress
from pathlib import Path

from xltools.errors import DefinitionError
from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.workspace_file import FILE_NAME, workspace_document

KEY = "language"


def workspace_language(folder: Path) -> str:
    """The language of a workspace, such as ``en``; the default one where nothing is set.

    Args:
        folder: Where the workspace's ``xltools.toml`` is, if there is one.

    Raises:
        DefinitionError: The file is no TOML, or there are no texts in that language; names the key.
    """
    wanted = workspace_document(folder).unwrap().get(KEY, DEFAULT_LANGUAGE)
    if wanted not in SHIPPED_LANGUAGES:
        raise DefinitionError(FILE_NAME, KEY, f"there are texts in {', '.join(SHIPPED_LANGUAGES)}")
    return str(wanted)


def begin_in_language(folder: Path, language: str) -> None:
    """A workspace that begins with a register of that language speaks it, unless its people set up something already.

    Args:
        folder: The workspace's folder.
        language: The register's; of the default one nothing needs to be said.

    Raises:
        OSError: Nothing can be written there.
    """
    if language != DEFAULT_LANGUAGE:
        with suppress(FileExistsError), (folder / FILE_NAME).open("x", encoding="utf-8") as file:
            file.write(f'{KEY} = "{language}"\n')
