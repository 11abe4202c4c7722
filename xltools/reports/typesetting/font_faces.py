"""What is in a font file? Its faces with their names, and the characters that each can show (OpenType 1.9).

Invariant: what cannot be read as a font has no faces and no characters; it is never an error of its own.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xltools.errors import MissingExtraError
from xltools.language.speaking import text

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_ASCII = frozenset(range(0x21, 0x7F))
_SIMPLIFIED = (" SC", " CN", " GB", "YaHei", "SimSun", "DengXian", "SimHei", "WenQuanYi")
_NOT_FOR_TEXT = ("Mono", " UI", "NSimSun")  # faces of the same collections with other spacing
_WINDOWS, _ENGLISH = 3, 0x409  # name table: platform, language
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16  # name table: identifiers
_BROKEN = (OSError, ValueError, LookupError, AssertionError, EOFError)  # what fontTools raises over damaged tables


class Face(NamedTuple):
    """One face of a font file.

    Attributes:
        path: The file.
        family: The name that it is asked for by.
        number: Its place in a collection; 0 in a plain font.
    """

    path: Path
    family: str
    number: int = 0


def text_face(path: Path) -> Face | None:
    """The face of a font file that the spoken language is to be set in, simplified Chinese forms first; None if none.

    Raises:
        MissingExtraError: fontTools is not installed.
    """
    needed = _ASCII | frozenset(map(ord, text("pdf.font_sample")))
    faces = sorted(faces_of(path), key=_unlikeness)
    return next((face for face in faces if characters_of(face) >= needed), None)


def faces_of(path: Path) -> tuple[Face, ...]:
    """All faces of a font file; none if it cannot be read as one.

    Raises:
        MissingExtraError: fontTools is not installed.
    """
    try:
        from fontTools.ttLib import TTCollection, TTFont, TTLibError
    except ImportError as error:
        raise MissingExtraError("a PDF", "pdf") from error
    try:
        with path.open("rb") as file:
            if file.read(4) != b"ttcf":
                file.seek(0)
                return (Face(path, _family(TTFont(file, lazy=True))),)
            file.seek(0)
            fonts = TTCollection(file, lazy=True).fonts
            return tuple(Face(path, _family(font), number) for number, font in enumerate(fonts))
    except (*_BROKEN, TTLibError):
        return ()


@lru_cache(maxsize=64)
def characters_of(face: Face) -> frozenset[int]:
    """The code points that a face of a readable font file has a glyph for; none if its table is broken."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (*_BROKEN, TTLibError):
        return frozenset()


def _family(font: "TTFont") -> str:
    names = font["name"]
    found = (names.getName(name, _WINDOWS, 1, _ENGLISH) for name in (_TYPOGRAPHIC_FAMILY, _FAMILY))
    written = next((str(name) for name in found if name is not None), None)
    return written or names.getBestFamilyName() or ""


def _unlikeness(face: Face) -> tuple[bool, bool, int]:
    unfit = any(mark in face.family for mark in _NOT_FOR_TEXT)
    return unfit, not any(mark in face.family for mark in _SIMPLIFIED), face.number
