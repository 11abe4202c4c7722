"""Did anybody change a workbook that we drew? A print of its cells, kept in the workbook itself, tells.

Invariant: the print is of all cells and their texts, and of nothing that only tells of the workbook.
"""

import hashlib

from xltools.workbook.packaging.package import Package


def print_of_cells(package: Package) -> str:
    """The print, as 64 hexadecimal digits: any program that saves the workbook writes its cells in other words."""
    parts = sorted(name for name in package.part_names if name.startswith("xl/"))
    return hashlib.sha256(b"".join(hashlib.sha256(package.part(name)).digest() for name in parts)).hexdigest()
