"""What may a definition be called? As its file, which every system takes, and as the mark in its workbooks.

Invariant: a name that passes leads to a file of one folder, and to the same one on Windows, macOS and Linux.
"""

import re
from typing import Annotated

from pydantic import Field

_LONGEST = 60
_SMALL = r"a-z\u3400-\u4dbf\u4e00-\u9fff"  # letters without capitals and without accents that a Mac would take apart
_PATTERN = rf"[{_SMALL}][{_SMALL}0-9_]*"

DefinitionName = Annotated[str, Field(pattern=rf"^{_PATTERN}$", max_length=_LONGEST)]
FOREIGN_SIGNS = re.compile(rf"[^{_SMALL}0-9]+")


def is_definition_name(name: str) -> bool:
    """Whether a definition may be called so."""
    return len(name) <= _LONGEST and re.fullmatch(_PATTERN, name) is not None
