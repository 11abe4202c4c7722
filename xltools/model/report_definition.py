"""What is a report of a team's own? Groups of cases, what is reckoned of each, and which cases count.

Invariant: names only; whether they mean anything for the registers at hand is known once these are read.
"""

from typing import Annotated

from pydantic import Field

from xltools.model.field import Strict


class ReportDefinition(Strict):
    """A report of a team's own (FA-16).

    Attributes:
        name: What it is called for by, and its title.
        by: Dimensions by which cases are told apart: 产品, 区域, or a head of the register.
        measure: What is reckoned for each group: 数量, 及时率.
        where: Which cases count: by dimension, the values that do.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    by: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]
    measure: Annotated[tuple[str, ...], Field(min_length=1, max_length=12)]
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
