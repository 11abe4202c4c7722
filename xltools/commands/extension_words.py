"""How is it told what a workbook lacked, beyond what was added? For `xltools adopt` and `xltools upgrade` alike.

Invariant: one line of plain English for each thing that people have to see to themselves.
"""

from collections.abc import Iterator

from xltools.model.cell_address import address
from xltools.workbook.extending.extension import Extension


def to_see_to(extension: Extension) -> Iterator[str]:
    """What stays to be done by hand."""
    for tab in extension.apart:
        yield f"on {tab} something stands between the table and its new columns: sort whole rows only"
    for each in extension.values_left:
        remedy = "bring it with xltools upgrade --values" if each.has_room else "write it there"
        yield (
            f"not brought: {each.sheet}!{address(each.row, each.column)}  list {each.head} has not "
            f"{', '.join(each.values)}, as the definition has; if nobody took it out on purpose, {remedy}"
        )
