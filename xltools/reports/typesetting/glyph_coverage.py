"""Can every character be shown? Further fonts are taken for those that the text's font lacks; typst would not say.

Invariant: in `Coverage.shown` text no character is left that none of the families has a glyph for.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from xltools.reports.typesetting.font_faces import Face, characters_of, faces_of
from xltools.reports.typesetting.fonts import ReportFonts

_BOX = "□"  # U+25A1, in every font for Chinese since GB 2312
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # Unicode general categories that need no glyph
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


class Coverage(NamedTuple):
    """What a report is set in.

    Attributes:
        families: Names of the fonts, asked one after the other for each character.
        files: Where they are.
        replaced: Characters that none of them has, in the order of their numbers; 「□」 stands for each.
    """

    families: tuple[str, ...]
    files: tuple[Path, ...]
    replaced: tuple[str, ...]

    def shown(self, text: str) -> str:
        """The text with a box for every character that no font has."""
        return text.translate({ord(sign): _BOX for sign in self.replaced}) if self.replaced else text

    def warnings(self) -> tuple[str, ...]:
        """What was replaced, a line a character: ``U+1F600`` and the character."""
        return tuple(f"no font has U+{ord(sign):04X}; {_BOX} stands for it in the PDF" for sign in self.replaced)


def cover(text: Iterable[str], fonts: ReportFonts) -> Coverage:
    """The fonts that together show the characters, no more of them than needed.

    Args:
        text: The characters, in any order and number.
        fonts: The fonts of this machine.

    Raises:
        MissingExtraError: fontTools is not installed.
    """
    wanted = {ord(sign) for sign in text if _needs_a_glyph(sign)} - characters_of(fonts.text)
    faces = [fonts.text]
    for path in fonts.further:
        face = max(faces_of(path), key=lambda face: len(wanted & characters_of(face)), default=None)
        if wanted and face is not None and wanted & characters_of(face):
            faces.append(face)
            wanted -= characters_of(face)
    bold = () if fonts.bold is None else (fonts.bold,)
    return Coverage(_families(faces), (*(face.path for face in faces), *bold), tuple(map(chr, sorted(wanted))))


def _families(faces: list[Face]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(face.family for face in faces))


def _needs_a_glyph(sign: str) -> bool:
    # A font for texts has all of ASCII (`text_face`); the data's own marks are never replaced.
    return not sign.isascii() and category(sign) not in _INVISIBLE and ord(sign) not in _VARIATION_SELECTORS
