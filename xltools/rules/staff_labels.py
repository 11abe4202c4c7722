"""What are members of staff called outside the register? By surname and staff number, as FA-13 has it, or in full.

Invariant: two people never share a label, and a label does not change while sheet 人员 stays as it is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.policy import Person, Policy, listed_values
from xltools.rules.masking import masked_name
from xltools.rules.name_spellings import apart, spellings

_SETTING = "staff_names"


def staff_label(name: str, staff_number: str) -> str:
    """「刘*（A003）」; 「刘*」 without a number."""
    masked = masked_name(name)
    return text("personal.staff.labelled", name=masked, number=staff_number) if staff_number else masked


class StaffLabels(NamedTuple):
    """The labels of everybody who may stand in a register.

    Attributes:
        by_name: Label by name; of people on sheet 人员 only.
        full_names: Whether setting ``staff_names`` asks for names in full.
    """

    by_name: dict[str, str]
    full_names: bool

    def of(self, name: str) -> str:
        """The label of one name or of several in a cell; who is not on sheet 人员 is masked as a customer would be."""
        if (known := self.by_name.get(name)) is not None:
            return known
        names = listed_values(name.replace("/", ","))
        if len(names) > 1 or (names and names[0] != name):
            return text("signs.list_separator").join(self.of(each) for each in names)
        return name if self.full_names else masked_name(name)

    def hidden_in(self, typed: str) -> str:
        """Free text with the names of people on sheet 人员 masked; as it is where names may be told in full."""
        if self.full_names or not self.by_name:
            return typed
        return _names_in(tuple(self.by_name)).sub(lambda found: masked_name(found[0]), typed)


@lru_cache(maxsize=256)
def _names_in(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the names, the longest first; one sign alone is no name."""
    told = [name for name in sorted(names, key=len, reverse=True) if len(name) > 1]
    wordings = [apart(spellings(name)) if name.isascii() else spellings(name) for name in told]
    return re.compile("|".join(wordings) or "(?!)")


def staff_labels(policy: Policy) -> StaffLabels:
    """The labels that a register's sheets 人员 and 设置 (``staff_names``) ask for."""
    full_names = policy.settings.get(_SETTING) == text("personal.staff.full_names")
    return StaffLabels(_told_apart(policy.people, full_names), full_names)


def _told_apart(people: Iterable[Person], full_names: bool) -> dict[str, str]:
    labels: dict[str, str] = {}
    borne: dict[str, int] = {}
    for person in people:
        label = person.name if full_names else staff_label(person.name, person.staff_number)
        if person.name not in labels:
            borne[label] = borne.get(label, 0) + 1
            labels[person.name] = label if borne[label] == 1 else f"{label}·{borne[label]}"
    return labels
