"""What is said about one mistake in a definition? Where it stands, what is so, and what should be.

Invariant: one line of plain text; the key is written as in the file, with sheets by their keys.
"""

from dataclasses import dataclass
from typing import NamedTuple

from xltools.model.finding import Severity
from xltools.workbook.definition_merging import Key


class Flaw(NamedTuple):
    """A mistake, addressed in the whole definition.

    Attributes:
        key: Where, as the model has it: ``("sheets", 0, "fields", 3, "kind")``.
        is_so: What stands there.
        should_be: What should stand there; "" where that is all there is to say.
        severity: ERROR where no register can be made of the definition, WARNING where a part of it will do nothing.
    """

    key: Key
    is_so: str
    should_be: str = ""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """A mistake, addressed in a file.

    Attributes:
        file: The file's name: the definition's, or that of the file which it includes.
        line: From 1; 0 where the mistake belongs to no line.
        key: Such as ``sheets.cases.fields[3].kind``; ``file`` for the whole of it.
        is_so: As in `Flaw`.
        should_be: As in `Flaw`.
        severity: As in `Flaw`.
    """

    file: str
    line: int
    key: str
    is_so: str
    should_be: str
    severity: Severity

    @property
    def place(self) -> str:
        """``desk.toml:57``; the file alone where no line is known."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def said(self) -> str:
        """What is so, and what should be."""
        return f"{self.is_so}; {self.should_be}" if self.should_be else self.is_so

    def __str__(self) -> str:
        """``desk.toml:57: sheets.cases.fields[3].kind: what is so; what should be``."""
        return f"{self.place}: {self.key}: {self.said}".replace("\n", " ")
