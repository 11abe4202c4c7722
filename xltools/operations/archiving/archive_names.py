"""What are folders and files in the archive called? By year, customer and number; every system takes the names. (ST-12)

Invariant: within the archive no two names differ by case or by the way accents are written only; paths stay as short
as Excel opens, where the archive's own folder leaves room for that.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from xltools.language.speaking import text
from xltools.reports.file_names import numbered_names, safe_file_name
from xltools.workbook.splicing.cell_text import character_count

_LONGEST_PATH = 217  # Excel opens up to 218, folders and name together
_YEAR, _NUMBER, _FILE, _STEM = 4, 40, 56, 24  # UTF-16 units kept free for each
_CUSTOMER = (16, 48)  # at least, at most
_ATTACHMENT = (24, 120)
_LONGEST_SUFFIX = 12
_TEMPORARY = 36  # of the folder in which a copy is made
_IN_LINKS = str.maketrans("#%", "＃％")  # Excel reads them as marks in links


def case_folder_name(number: str) -> str:
    """The folder of a case's first version."""
    return safe_file_name(number.translate(_IN_LINKS), _NUMBER) or text("archive.names.no_number")


def beside(name: str, register: str) -> str:
    """Another name for a folder whose name is taken: with the register's own, a path or name, behind it."""
    return f"{name} {safe_file_name(PurePath(register).stem.translate(_IN_LINKS), _STEM)}".strip()


class Room:
    """How long names may be in an archive."""

    def __init__(self, root: str) -> None:
        """Measure.

        Args:
            root: The archive's folder.
        """
        self._left = _LONGEST_PATH - character_count(root) - 1

    def customer_folder(self, customer: str) -> str:
        """The folder of a customer; the same for the same text."""
        room = _within(_CUSTOMER, self._left - (_YEAR + 1) - (1 + _NUMBER) - (1 + _FILE))
        return safe_file_name(customer.translate(_IN_LINKS), room) or text("archive.names.no_customer")

    def attachment(self, name: str, folder: str) -> str:
        """An attachment in a version's folder, a path from the archive's root."""
        beside_them = text("archive.names.attachments")
        room = _within(_ATTACHMENT, self._left - max(character_count(folder), _TEMPORARY) - 1 - len(beside_them) - 1)
        name = name.translate(_IN_LINKS)
        suffix = PurePath(name).suffix
        if character_count(suffix) > _LONGEST_SUFFIX:
            suffix = ""
        return safe_file_name(name.removesuffix(suffix), room, suffix) or beside_them


class Names:
    """Names in one folder, each of them once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {alike(name) for name in taken}

    def given(self, name: str) -> str:
        """The name, or one like it that is free: ``照片 (2).jpg``."""
        wanted = next(each for each in numbered_names(name) if alike(each) not in self._taken)
        self._taken.add(alike(wanted))
        return wanted


def alike(path: str) -> str:
    """What names and paths are compared by: some systems take ABC and abc for one, or take accents apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _within(bounds: tuple[int, int], room: int) -> int:
    return max(bounds[0], min(room, bounds[1]))
