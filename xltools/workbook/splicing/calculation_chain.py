"""What goes when a formula goes or moves? The lists of formulas that Excel keeps, whole: it makes them anew.

Invariant: no entry is left that leads to a cell without a formula, for then Excel repairs the file; and entries lean on
the one before (fidelity.md, pitfall 1). ECMA-376 part 1, §18.6 (calcChain), §18.15 (volTypes).
"""

from collections.abc import Mapping
from functools import partial

from xltools.workbook.packaging.package import CONTENT_TYPES, Package, relationship_part
from xltools.workbook.splicing.package_wiring import without_override, without_relationship

_REMADE = frozenset({"calcChain", "volatileDependencies"})


def without_calculation_chain(package: Package, changed: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """The parts that change, and those that go, so that no stale list of formulas is left.

    Args:
        package: The workbook as it is.
        changed: Parts that were changed already.
    """
    wires, types = relationship_part(package.workbook_part), CONTENT_TYPES
    parts: dict[str, bytes] = {}
    removed = []
    for arrow in package.relationships(package.workbook_part):
        if arrow.kind in _REMADE and package.has_part(arrow.target):
            for name, change in (
                (wires, partial(without_relationship, identity=arrow.id)),
                (types, partial(without_override, part=arrow.target)),
            ):
                parts[name] = change(parts.get(name) or changed.get(name) or package.part(name))
            removed.append(arrow.target)
    return parts, removed
