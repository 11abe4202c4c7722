"""Which number or truth does an attribute or a text hold? Foreign programs write 12, 12.0, "" and worse.

Invariant: what is no number is the value that its absence means; nothing is raised.
"""

import math
from xml.etree.ElementTree import Element

from xltools.workbook.packaging.safe_xml import is_true


def number(element: Element, name: str, otherwise: float = 0.0) -> float:
    """A finite number, or ``otherwise``."""
    found = finite(element.get(name, ""))
    return otherwise if found is None else found


def finite(text: str) -> float | None:
    """The number that a text holds; None where it holds none, or one without end."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def whole(element: Element, name: str, otherwise: int = 0) -> int:
    """A whole number, cut if need be, or ``otherwise``."""
    return int(number(element, name, otherwise))


def boolean(element: Element, name: str, *, otherwise: bool = False) -> bool:
    """An ``xsd:boolean``, or ``otherwise`` where the attribute is missing."""
    text = element.get(name)
    return otherwise if text is None else is_true(text)
