"""What is said now, and in which language? The language of the register, report or folder that is worked on.

Whoever takes a register or its definition in hand says ``with speaking(definition.language):``; whatever is composed
within speaks that language. As with the contexts of `decimal`, each thread has its own. Invariant: the language chooses
words and never decisions.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue

DEFAULT_LANGUAGE = "zh-CN"
_spoken: ContextVar[str] = ContextVar("spoken_language", default=DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak that language within.

    Raises:
        KeyError: There is no such language.
    """
    catalogue(language)
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> str:
    """The language that is spoken now, such as ``zh-CN``."""
    return _spoken.get()


def text(key: str, **values: object) -> str:
    """The text of that key in the spoken language.

    Args:
        key: File, tables and name: ``pages.worklist.title``.
        values: What its placeholders stand for; without any, braces are ordinary signs.
    """
    said = catalogue(_spoken.get())[key]
    return said.format_map(values) if values else said


def texts(prefix: str) -> Mapping[str, str]:
    """All texts below a table in the spoken language, by the rest of their keys, in the order of the file."""
    below = f"{prefix}."
    return {key[len(below) :]: said for key, said in catalogue(_spoken.get()).items() if key.startswith(below)}


def in_every_language(key: str) -> frozenset[str]:
    """What a text may read as, whoever wrote it: for names of files and folders that must be known again."""
    return frozenset(catalogue(language)[key] for language in SHIPPED_LANGUAGES)
