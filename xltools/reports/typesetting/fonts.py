"""Which fonts of this machine can the spoken language be set in? A configured one, else the usual ones of each system.

Invariant: a font is offered only if its own table of characters has those of the language; its name proves nothing.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from xltools.errors import FontMissingError
from xltools.language.speaking import spoken_language, text
from xltools.reports.typesetting.font_faces import Face, text_face

FONT_VARIABLE = "XLTOOLS_FONT"
_SECONDS = 20  # fontconfig may have to build its cache

# Regular and bold, from the best to the last resort; what has no bold file is set without it.
_USUAL = (
    ("msyh.ttc", "msyhbd.ttc"),  # Windows
    ("Deng.ttf", "Dengb.ttf"),
    ("simsun.ttc", ""),
    ("simhei.ttf", ""),
    ("PingFang.ttc", ""),  # macOS
    ("Hiragino Sans GB.ttc", ""),
    ("STHeiti Light.ttc", "STHeiti Medium.ttc"),
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),  # Linux, or installed by hand
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf"),
    ("SourceHanSans-Regular.ttc", "SourceHanSans-Bold.ttc"),
    ("wqy-microhei.ttc", ""),
    ("wqy-zenhei.ttc", ""),
)
_WITHOUT_CHINESE = (  # for other languages: fonts for Chinese set their quotation marks as wide as a Chinese sign
    ("arial.ttf", "arialbd.ttf"),
    ("Helvetica.ttc", ""),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
# For rare characters, symbols and emoji that the font of the text lacks.
_FURTHER = (
    "simsunb.ttf", "simsun.ttc", "seguisym.ttf", "seguiemj.ttf", "Apple Symbols.ttf", "Apple Color Emoji.ttc",
    "HanaMinB.ttf", "DroidSansFallbackFull.ttf", "NotoSansSymbols2-Regular.ttf", "DejaVuSans.ttf", "NotoColorEmoji.ttf",
)  # fmt: skip


class ReportFonts(NamedTuple):
    """Fonts of this machine.

    Attributes:
        text: What the text is set in.
        bold: The file with the bold weight of the same family, if there is one.
        further: Files to try for characters that the text's font lacks, in this order.
    """

    text: Face
    bold: Path | None = None
    further: tuple[Path, ...] = ()


def find_fonts(configured: Path | None = None) -> ReportFonts:
    """The fonts for a report: the configured file, else the environment's, else the first usual one that will do.

    Raises:
        FontMissingError: The file that was named will not do, or none is on the machine.
        MissingExtraError: fontTools is not installed.
    """
    present = _files(_folders())
    further = tuple(present[name.lower()] for name in _further() if name.lower() in present)
    named = configured or (Path(os.environ[FONT_VARIABLE]) if os.environ.get(FONT_VARIABLE) else None)
    if named is not None:
        face = text_face(named)
        if face is None:
            raise FontMissingError(f"{named} is not a readable font with the characters of {spoken_language()}")
        bold = named.with_name(named.name.replace("Regular", "Bold"))
        return ReportFonts(face, bold if bold != named and bold.is_file() else None, further)
    for regular, bold_file in _candidates(present):
        face = text_face(regular)
        if face is not None:
            return ReportFonts(face, bold_file, tuple(file for file in further if file != regular))
    raise FontMissingError


def _is_chinese() -> bool:
    return bool(text("pdf.font_sample"))


def _further() -> tuple[str, ...]:
    """Whatever is spoken, customers write Chinese."""
    return _FURTHER if _is_chinese() else tuple(dict.fromkeys((*_FURTHER, *(regular for regular, _ in _USUAL))))


def _candidates(present: dict[str, Path]) -> Iterator[tuple[Path, Path | None]]:
    for regular, bold in _USUAL if _is_chinese() else (*_WITHOUT_CHINESE, *_USUAL):
        if regular.lower() in present:
            yield present[regular.lower()], present.get(bold.lower())
    for path in _told_by_fontconfig():
        yield path, None


def _folders() -> Iterator[Path]:
    """Where the systems keep fonts: Windows, macOS, Linux; for all users before one's own."""
    for variable, inside in (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts")):
        if os.environ.get(variable):
            yield Path(os.environ[variable], inside)
    home = Path.home()
    yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


def _files(folders: Iterable[Path]) -> dict[str, Path]:
    """By name in lower case, as Windows compares: the first file of that name."""
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, inside, names in os.walk(folder):
            inside.sort()
            for name in sorted(names):
                found.setdefault(name.lower(), Path(parent, name))
    return found


def _told_by_fontconfig() -> list[Path]:
    """Files that fontconfig knows to be Chinese, regular weights first; none where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    command = [program, "--format", "%{file}\n", ":lang=zh-cn"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # no words of others
    except (OSError, subprocess.SubprocessError):
        return []
    paths = sorted({Path(os.fsdecode(line)) for line in told.stdout.splitlines() if line})
    return sorted(paths, key=lambda path: "regular" not in path.name.lower())
