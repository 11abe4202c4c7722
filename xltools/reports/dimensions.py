"""By what are cases told apart, and what are their groups called? The same in figures, causes and every report.

Invariant: no library of figures is needed to know them, for branches that did not change are summed up without one.
"""

from typing import NamedTuple

from xltools.language.speaking import in_every_language, text

STILL_OPEN = "still_open"  # the state of a case that was closed later; which of the open ones it was in is not kept


class Dimension(NamedTuple):
    """Something that cases are told apart by.

    Attributes:
        key: Its column in `Facts.cases`.
        fields: Fields of the register sheet that hold it; the first one that the register has.
        causal: Whether a cause may lie in it.
    """

    key: str
    fields: tuple[str, ...]
    causal: bool = False

    @property
    def label(self) -> str:
        """Its name on the command line and in reports, in the spoken language."""
        return text(f"figures.dimensions.{self.key}")

    @property
    def names(self) -> frozenset[str]:
        """What it is called by people of any language."""
        return in_every_language(f"figures.dimensions.{self.key}")


# The classes of a register, from the first level down: its first such field is 类型, the second 类别, the third 小类.
CLASS_FIELDS = ("feedback_type", "problem_type", "category", "subcategory")
DIMENSIONS = (
    Dimension("register", ()),
    Dimension("type", (), causal=True),
    Dimension("category", (), causal=True),
    Dimension("subcategory", (), causal=True),
    Dimension("problem", (), causal=True),
    Dimension("product", ("product", "product_model"), causal=True),
    Dimension("model", ("product_model",), causal=True),
    Dimension("batch", ("product_batch", "batch"), causal=True),
    Dimension("diagnosis", ("diagnosis",), causal=True),
    Dimension("root_cause_kind", ("root_cause_kind",)),
    Dimension("region", ("region",), causal=True),
    Dimension("channel", ("channel",), causal=True),
    Dimension("priority", ("priority",)),
    Dimension("customer_level", ("customer_level",)),
    Dimension("department", ("lead_department",), causal=True),
    Dimension("handler", ("handler",)),
    Dimension("state", ("state",)),
)


def said_state(state: str) -> str:
    """A case's state in words: in those of its register, but for `STILL_OPEN`."""
    return text("figures.still_open") if state == STILL_OPEN else state


def unfilled() -> str:
    """What the group of those is called that nothing stands for."""
    return text("figures.unfilled")
