"""What is the definition of a team's own workbook called? Its file's name as far as a definition may be called so.

Invariant: one file name gives one name, each time; and never that of a shipped file, whose registers in the same
folder would follow the team's definition from then on, or which the definition would take for the shared parts.
"""

import re
import zlib

from xltools.errors import AdoptionError
from xltools.reports.file_names import safe_file_name
from xltools.workbook.definition_files import templates_folder

_LONGEST = 40
_LETTERS_ENOUGH = 3
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def definition_name(stem: str) -> str:
    """The name for a workbook.

    Args:
        stem: Its file name without the suffix: ``Service Log 2026`` gives ``service_log_2026``; a name that has hardly
            any ASCII letters gives ``tracker_`` with eight digits of its checksum.
    """
    plain = re.sub(r"[^a-z0-9]+", "_", stem.casefold()).strip("_")[:_LONGEST].rstrip("_")
    foreign = re.search(r"[^\W\d_]", re.sub(r"[A-Za-z]", "", stem))
    if foreign or len(re.findall("[a-z]", plain)) < _LETTERS_ENOUGH or not plain[0].isalpha():
        return f"tracker_{zlib.crc32(stem.encode('utf-8', 'surrogatepass')):08x}"
    return f"own_{plain}" if _is_taken(plain) else plain


def refuse_unusable_name(name: str) -> None:
    """A definition is a file beside the workbook, and its name stands in the workbook.

    Raises:
        AdoptionError: It cannot be called so; says what to do.
    """
    if not _NAME.fullmatch(name):
        raise AdoptionError(f"{name!r} cannot be a definition's name. Use small letters, digits and _ only.")
    if _is_taken(name):
        raise AdoptionError(f"{name!r} is the name of a file of the tool's own. Give another one with --name.")


def _is_taken(name: str) -> bool:
    """Whether a shipped file is called so, or a device of Windows."""
    return name in {file.stem for file in templates_folder().glob("*.toml")} or safe_file_name(name, len(name)) != name
