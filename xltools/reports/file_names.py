"""What may a file or folder be called that is named after what people typed? A name that every system takes.

Invariant: the name stays within its folder, whatever the text holds.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import PurePath

from xltools.model.period import Period
from xltools.workbook.splicing.cell_text import character_count

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')  # Windows; the others forbid fewer
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control and format characters, halves of pairs, no characters
# Windows keeps these for devices, with any extension, and reads superscript digits as digits (Microsoft: Naming Files,
# Paths, and Namespaces).
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])[ .]*(\..*)?", re.IGNORECASE)
_EDGES = (
    " .~"  # dots and blanks go at the end on Windows; a dot in front hides, ~$ in front is an owner file of Excel's
)
_MOST_BYTES = 240  # of 255 that file systems on Linux take
_PRINT_SIGNS = 6
_LONGEST_TITLE = 80


def safe_file_name(text: str, longest: int, suffix: str = "") -> str:
    """A name for a file or folder, as close to the text as every system allows.

    Args:
        text: Any text; what is forbidden becomes a blank, what cannot be seen goes.
        longest: UTF-16 units, as Windows counts; a longer name is cut and ends with a print of the whole text, so that
            two long texts stay apart.
        suffix: Kept whole behind the name, as ``.pdf``; itself made safe.

    Returns:
        The name in NFC; "" where nothing of the text is left.
    """
    end = f".{plain}" if (plain := _plain(suffix)) else ""
    name = _plain(text)
    if not name:
        return ""
    if _DEVICES.fullmatch(name + end):
        name = f"_{name}"
    if not _fits(name + end, longest):
        name = _shortened(name, text, longest - character_count(end), _MOST_BYTES - len(end.encode()))
    return name + end


def report_name(period: Period, title: str) -> str:
    """The name of a report without an extension: ``2026-10 客户反馈管理分析报告``."""
    return f"{period.key} {safe_file_name(title, _LONGEST_TITLE)}".strip()


def numbered_names(name: str) -> Iterator[str]:
    """The name, and what a file may be called where it is taken: ``照片.jpg``, ``照片 (2).jpg``, ``照片 (3).jpg`` …"""
    yield name
    path = PurePath(name)
    for number in count(2):
        yield f"{path.stem} ({number}){path.suffix}"


def _plain(text: str) -> str:
    """The text without what no system, or no reader, can do with."""
    seen = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _is_seen(sign))
    return unicodedata.normalize("NFC", " ".join(_FORBIDDEN.sub(" ", seen).split())).strip(_EDGES)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN


def _shortened(name: str, text: str, units: int, most_bytes: int) -> str:
    """The beginning of a name, and a print of the text that it was made of."""
    told = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:_PRINT_SIGNS]
    while name and not (
        character_count(name) + 1 + _PRINT_SIGNS <= units and len(name.encode()) + 1 + _PRINT_SIGNS <= most_bytes
    ):
        name = name[:-1]
    return f"{name.rstrip(_EDGES)}~{told}" if name else told


def _fits(name: str, longest: int) -> bool:
    return character_count(name) <= longest and len(name.encode()) <= _MOST_BYTES
