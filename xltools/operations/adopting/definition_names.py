"""What is the definition of a team's own workbook called? Its file's name as far as a definition may be called so.

Invariant: one file name gives one name, each time; and never that of a shipped template, whose registers in the same
folder would follow the team's definition from then on.
"""

import re
import zlib

from xltools.workbook.definition_files import shipped_definitions

_LONGEST = 40
_LETTERS_ENOUGH = 3


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
    return f"own_{plain}" if plain in shipped_definitions() else plain
