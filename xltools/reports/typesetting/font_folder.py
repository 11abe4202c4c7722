"""How does typst get at the fonts? It looks through folders only, so the files are put into one of our own.

Invariant: typst sees no font but these, wherever it runs.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from xltools.errors import MissingExtraError

if TYPE_CHECKING:
    import typst


def open_fonts(folder: Path, files: Iterable[Path]) -> "typst.Fonts":
    """The fonts of these files, for typst.

    Args:
        folder: Not there yet; it has to stay as long as the fonts are used.
        files: Font files; one named twice is taken once.

    Raises:
        MissingExtraError: typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("a PDF", "pdf") from error
    folder.mkdir()
    for number, path in enumerate(dict.fromkeys(files)):
        placed = folder / f"{number}{path.suffix}"
        try:
            placed.symlink_to(path)
        except OSError:  # Windows lets only some users make links
            shutil.copyfile(path, placed)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
