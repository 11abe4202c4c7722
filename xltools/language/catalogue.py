"""Which texts are there in each language? TOML files by language; a text's key is its file, its tables and its name.

Invariant: every language has the same keys, and the same values go into each text.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED_LANGUAGES = ("zh-CN", "en")
_TEXTS = Path(__file__).parent / "texts"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The texts of one language by key: ``findings.plan_missing.remedy`` stands in ``findings.toml``.

    Raises:
        KeyError: There is no such language.
    """
    if language not in SHIPPED_LANGUAGES:
        raise KeyError(language)
    texts: dict[str, str] = {}
    for file in sorted((_TEXTS / language).glob("*.toml")):
        texts |= _flat(tomllib.loads(file.read_text(encoding="utf-8")), f"{file.stem}.")
    return texts


def _flat(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return dict(_entries(table, prefix))


def _entries(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", value
        else:
            raise TypeError(f"{prefix}{name}: a text is a string, not {type(value).__name__}")
