"""What is a kind of bad row? What it is called, what finding it leads to, and how a case comes by it.

Invariant: a kind changes the one case that it is given.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import NamedTuple

from xltools.model.finding import FindingCode
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.operations.demonstrating.demo_stories import DemoCase


class Spoiling(NamedTuple):
    """What a spoiler works with: the register sheet, the generator and the present."""

    definition: RegisterDefinition
    rng: Random
    now: datetime

    @property
    def sheet(self) -> SheetDefinition:
        """The register sheet."""
        return self.definition.register_sheet


class BadKind(NamedTuple):
    """One thing that people get wrong, or that only looks wrong.

    Attributes:
        key: What it is called.
        code: The finding that it leads to; None where the tool reads it rightly.
        needs: Fields of which the case must have filled one; empty for any case.
        spoil: Changes the case.
        sheet: A further sheet on which the case must have a row; "" for none.
        fits: What else the case must be like.
    """

    key: str
    code: FindingCode | None
    needs: tuple[str, ...]
    spoil: Callable[[DemoCase, Spoiling], None]
    sheet: str = ""
    fits: Callable[[DemoCase, datetime], bool] = lambda _case, _now: True
