"""How are attributes written into a tag?

Invariant: whatever a value holds, the tag ends where it should.
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr


def written_attributes(marks: Iterable[tuple[str, str]]) -> str:
    """The names with their values, a blank before each; "" without any."""
    return "".join(f" {name}={quoteattr(value)}" for name, value in marks)
