"""Which number or truth does an attribute hold? Foreign programs write 12, 12.0, "" and worse.

Invariant: what is no number is the value that its absence means; nothing is raised.
"""

import math
from xml.etree.ElementTree import Element


def number(element: Element, name: str, otherwise: float = 0.0) -> float:
    """A finite number, or ``otherwise``."""
    try:
        found = float(element.get(name, otherwise))
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def whole(element: Element, name: str, otherwise: int = 0) -> int:
    """A whole number, cut if need be, or ``otherwise``."""
    return int(number(element, name, otherwise))


def boolean(element: Element, name: str, *, otherwise: bool = False) -> bool:
    """An ``xsd:boolean``, or ``otherwise`` where the attribute is missing."""
    text = element.get(name)
    return otherwise if text is None else text.strip() in {"1", "true"}
