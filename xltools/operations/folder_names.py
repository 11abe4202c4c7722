"""What is a folder or file of ours called? In the spoken language when it is made, in every language when it is met.

Invariant: what is there already goes on being used, in whatever language it was made.
"""

import os
import unicodedata
from pathlib import Path

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue
from xltools.language.speaking import in_every_language, spoken_language, text


def standing_or_new(folder: Path, key: str) -> Path:
    """The file or folder of that meaning: that which is there, in the spoken language first; else where a new one goes.

    Args:
        folder: In which it lies.
        key: The text that says what it is called: ``folders.inbox``.
    """
    new = folder / text(key)
    places = (new, *(folder / name for name in sorted(in_every_language(key))))
    return next((place for place in places if os.path.exists(place)), new)  # noqa: PTH110  Path.exists may raise


def means(name: str, key: str) -> bool:
    """Whether a file or folder of that name is what a text calls so in any language; accents as any system writes them.

    Args:
        name: The name, without folders.
        key: ``folders.inbox``.
    """
    return unicodedata.normalize("NFC", name) in in_every_language(key)


def language_of(name: str, key: str) -> str:
    """The language in which a text calls a file or folder so; the spoken one where none does.

    Args:
        name: The name, without folders.
        key: ``folders.inbox``.
    """
    wanted = unicodedata.normalize("NFC", name)
    return next((each for each in SHIPPED_LANGUAGES if catalogue(each)[key] == wanted), spoken_language())
