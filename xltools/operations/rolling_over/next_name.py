"""What is the next register called? The year in the file's name raised, or a year behind it, unless somebody says.

Invariant: it stands in the same folder, under a name that every system takes and that makes it a register.
"""

import re
from datetime import datetime
from pathlib import Path

from xltools.errors import PathTooLongError, RolloverError
from xltools.operations.files.replacing import MAXIMUM_PATH
from xltools.operations.register_names import name_that_would_do
from xltools.rules.whole_words import between_words

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIRST_MONTH_OF_NEXT_YEAR = 11


def next_year(now: datetime) -> int:
    """The year that the next register is for: from November on the next one, else this one."""
    return now.year + (now.month >= _FIRST_MONTH_OF_NEXT_YEAR)


def next_path(path: Path, year: int, name: str = "") -> Path:
    """Where the next register is to stand.

    Args:
        path: The register that it goes on from.
        year: The year that it is for.
        name: A file name of somebody's choice, with or without its extension; "" for none.

    Raises:
        RolloverError: No register can have that name, or it is the old one's.
        PathTooLongError: Excel could not open it there.
    """
    stem = name.removesuffix(path.suffix) if name else _raised(path.stem, year)
    wanted = f"{stem}{path.suffix}"
    if name_that_would_do(stem, path.suffix) != stem:
        raise RolloverError(f"a register cannot be called {wanted!r}. Name another file name with --name.")
    new = path.with_name(wanted)
    if wanted.casefold() == path.name.casefold():
        raise RolloverError(f"{wanted} is the register itself. Name another year with --year, or a name with --name.")
    if len(str(new)) > MAXIMUM_PATH:
        raise PathTooLongError(new, MAXIMUM_PATH)
    return new


def _raised(stem: str, year: int) -> str:
    """The name with the last year in it replaced, or with a year behind it."""
    years = list(_YEAR.finditer(stem))
    return f"{stem[: years[-1].start()]}{year}{stem[years[-1].end() :]}" if years else f"{stem}{between_words()}{year}"
