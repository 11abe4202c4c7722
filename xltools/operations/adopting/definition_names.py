"""What is the definition of a team's own workbook called? Its file's name as far as a definition may be called so.

Invariant: one file name gives one name, each time; and never that of a shipped file, whose registers in the same
folder would follow the team's definition from then on, or which the definition would take for the shared parts.
"""

import re
import zlib
from pathlib import Path

from xltools.errors import AdoptionError
from xltools.model.definition_name import FOREIGN_SIGNS, is_definition_name
from xltools.operations.workspace_file import FILE_NAME
from xltools.reports.file_names import safe_file_name
from xltools.workbook.definition_files import templates_folder

_LONGEST = 40
_LETTERS_ENOUGH = 3
_HAN_ENOUGH = 2


def definition_name(stem: str) -> str:
    """The name for a workbook.

    Args:
        stem: Its file name without the suffix: ``Service Log 2026`` gives ``service_log_2026``, 售后台账 itself; a name
            in other letters, or with hardly any, gives ``tracker_`` with eight digits of its checksum.
    """
    folded = stem.casefold()
    plain = FOREIGN_SIGNS.sub("_", folded).strip("_")[:_LONGEST].rstrip("_")
    letters, han = len(re.findall("[a-z]", plain)), len(re.findall(r"[^\W\d_a-z]", plain))
    foreign = any(map(str.isalpha, "".join(FOREIGN_SIGNS.findall(folded))))
    if foreign or (letters < _LETTERS_ENOUGH and han < _HAN_ENOUGH):
        return f"tracker_{zlib.crc32(stem.encode('utf-8', 'surrogatepass')):08x}"
    return f"own_{plain}" if _is_taken(plain) or not is_definition_name(plain) else plain


def refuse_unusable_name(name: str) -> None:
    """A definition is a file beside the workbook, and its name stands in the workbook.

    Raises:
        AdoptionError: It cannot be called so; says what to do.
    """
    if not is_definition_name(name):
        raise AdoptionError(
            f"{name!r} cannot be a definition's name. Use small letters, Chinese characters, digits and _ only."
        )
    if _is_taken(name):
        raise AdoptionError(f"{name!r} is the name of a file of the tool's own. Give another one with --name.")


def _is_taken(name: str) -> bool:
    """Whether a shipped file is called so, the workspace's own, or a device of Windows."""
    taken = {file.stem for file in (Path(FILE_NAME), *templates_folder().glob("*.toml"))}
    return name in taken or safe_file_name(name, len(name)) != name
