"""What must not be decided anew? Stamps, due times and notices of earlier passes, remembered outside the workbook.

Invariant: only what the tool itself wrote is here, by case number: moments, names of its own people, states; no word of
a customer's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xltools.model.register import Value


@dataclass(frozen=True, slots=True)
class CaseMemory:
    """The memory of one register.

    Attributes:
        columns: By field and case number: what the tool wrote last. A field that a case is not in was never written.
        noticed: Keys of the notices that were given.
    """

    columns: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()

    def of(self, name: str) -> Mapping[str, Value]:
        """What is remembered of one field, by case number."""
        return self.columns.get(name, {})


@dataclass(frozen=True, slots=True)
class MemoryUpdate:
    """What a pass adds to the memory; empty where it decided nothing new.

    Attributes:
        columns: Like `CaseMemory.columns`, only what differs from it.
        noticed: Keys of the notices that this pass gives.
    """

    columns: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    noticed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to remember."""
        return bool(self.columns or self.noticed)

    def without(self, part: "MemoryUpdate") -> "MemoryUpdate":
        """The update less the fields and notices of a part of it."""
        columns = {name: values for name, values in self.columns.items() if name not in part.columns}
        return MemoryUpdate(columns, tuple(key for key in self.noticed if key not in part.noticed))
