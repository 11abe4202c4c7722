"""Is that index ours and unchanged, and which catalogue does it show? A mark inside the workbook tells.

Invariant: the mark holds only for the very cells that it was made for: once somebody types into the workbook, it is
nobody's but theirs.
"""

from xltools.errors import UnreadableWorkbookError
from xltools.reports.cells_print import print_of_cells
from xltools.workbook.packaging.package import open_package

_SEAL, _CATALOGUE = "xltools.archive_index", "xltools.catalogue"
_NO_SEAL = "0" * 64  # as long as a checksum, whose place it keeps
_PROPERTIES_PART = "docProps/custom.xml"


def mark_properties(catalogue: str) -> dict[str, str]:
    """The custom properties of an index that is being drawn, by name; `sealed` completes them."""
    return {_SEAL: _NO_SEAL, _CATALOGUE: catalogue}


def sealed(data: bytes) -> bytes:
    """An index with the mark for its cells."""
    package = open_package(data)
    properties = package.part(_PROPERTIES_PART).replace(_NO_SEAL.encode(), print_of_cells(package).encode(), 1)
    return package.replaced({_PROPERTIES_PART: properties})


def index_mark(data: bytes) -> str | None:
    """The checksum of the catalogue that an index shows; None where it is not ours, or was changed by people."""
    try:
        package = open_package(data)
        properties = package.custom_properties()
        if properties.get(_SEAL) != print_of_cells(package):
            return None
    except UnreadableWorkbookError:
        return None
    return properties.get(_CATALOGUE, "")
