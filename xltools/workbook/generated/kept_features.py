"""What is taken over from the sheet that a page replaces? What people may have set there, and what they drew on it.

Invariant: only elements whose relationships the sheet has are taken over, so that none of them leads nowhere.
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import attribute, children
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.written_attributes import written_attributes

_VIEW = ("tabSelected", "zoomScale", "zoomScaleNormal")
_DRAWINGS = ("drawing", "legacyDrawing")  # comments hang on the latter


class KeptFeatures(NamedTuple):
    """Pieces of the new part, as XML; all of them may be empty.

    Attributes:
        view: Attributes of the sheet's view: whether it is selected, and its zoom.
        protection: The element ``sheetProtection``.
        printer: The attribute of ``pageSetup`` that names the printer's settings.
        drawings: The elements that name drawings and comments.
    """

    view: bytes = b""
    protection: bytes = b""
    printer: bytes = b""
    drawings: bytes = b""


def kept_features(package: Package, sheet: Sheet) -> KeptFeatures:
    """What a sheet's new part takes over from its old one.

    Raises:
        UnreadableWorkbookError: The part cannot be read safely.
    """
    root = SheetXml(sheet.name, package.part(sheet.part)).skeleton
    known = {arrow.id for arrow in package.relationships(sheet.part) if package.has_part(arrow.target)}
    view = next((view for group in children(root, "sheetViews") for view in group), None)
    marks = {} if view is None else {name: view.attrib[name] for name in _VIEW if name in view.attrib}
    drawings = ((name, _identity(root, name, known)) for name in _DRAWINGS)
    return KeptFeatures(
        written_attributes(marks.items()).encode(),
        b"".join(f"<sheetProtection{written_attributes(each.items())}/>".encode() for each in _protections(root)),
        _reference(_identity(root, "pageSetup", known)).encode(),
        "".join(f"<{name}{_reference(identity)}/>" for name, identity in drawings if identity).encode(),
    )


def _protections(root: Element) -> list[Element]:
    return children(root, "sheetProtection")[:1]


def _identity(root: Element, name: str, known: set[str]) -> str:
    """The relationship that such an element names; empty if there is none."""
    found = (attribute(element, "id") or "" for element in children(root, name))
    return next((identity for identity in found if identity in known), "")


def _reference(identity: str) -> str:
    return f" r:id={quoteattr(identity)}" if identity else ""
