"""Where does an element go among others whose order the standard fixes? One part, and what is put into it.

Invariant: what was there keeps its bytes, but for attributes that are set. ECMA-376 part 1: the children of a worksheet
(§18.3.1.99), of the styles (§18.8.39) and of the workbook (§18.2.27) stand in one order only.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec
from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.splicing.splices import Splice, spliced

# fmt: off
WORKSHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)
STYLES = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)
WORKBOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)
TABLE = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")
# fmt: on
_PREFIX = re.compile(rb"<(?:([\w.-]+):)?")


class OrderedXml:
    """One part that elements are put into.

    Attributes:
        root: Its outermost element.
        prefix: What the names of its elements begin with, colon included.
    """

    def __init__(self, text: bytes, part: str, order: Sequence[str], *, recoded: bool = False) -> None:
        """Read a part.

        Args:
            text: Its bytes.
            part: Its name, for errors.
            order: The names of the root's children, in their order.
            recoded: It is in UTF-8 whatever its declaration says.

        Raises:
            UnreadableWorkbookError: It cannot be read safely.
        """
        self._codec = None if recoded else utf16_codec(text)
        self._body, self._part, self._order = as_utf8(text), part, order
        self.root = LocatedXml(self._body, part, recoded=recoded or self._codec is not None).root
        found = _PREFIX.match(self._body, self.root.start)
        self.prefix = (found[1] + b":" if found and found[1] else b"").decode()
        self._splices: list[Splice] = []

    def children(self, group: str, name: str) -> list[Element]:
        """The elements of that name in the root's child ``group``."""
        found = self.root.first(group)
        return [] if found is None else [child for child in found.children if child.name == name]

    def raw(self, element: Element) -> str:
        """An element as it is written."""
        return self._body[element.start : element.end].decode()

    def set(self, element: Element, **values: str) -> None:
        """Give an element attributes without a namespace, in its start tag; once for each element."""
        tag = self._body[element.start : element.inside].decode()
        for name, value in values.items():
            written = f"{name}={quoteattr(value)}"
            tag, count = re.subn(
                rf"(?<=\s){name}\s*=\s*(?:\"[^\"]*\"|'[^']*')", written.replace("\\", r"\\"), tag, count=1
            )
            if not count:
                end = len(tag) - (2 if tag.endswith("/>") else 1)
                tag = f"{tag[:end].rstrip()} {written}{tag[end:]}"
        self._splices.append(Splice(element.start, element.inside, tag.encode()))

    def replace(self, element: Element, text: str) -> None:
        """Put something else in an element's place."""
        self._splices.append(Splice(element.start, element.end, text.encode()))

    def replace_inside(self, element: Element, text: str) -> None:
        """Put something else in the place of what stands between an element's tags."""
        self._splices.append(Splice(element.inside, element.inside_end, text.encode()))

    def insert(self, name: str, text: str) -> None:
        """Put one child more into the root, behind those of its name and those that come before them."""
        place = self._place(name)
        self._splices.append(Splice(place, place, text.encode()))

    def insert_before(self, element: Element, text: str) -> None:
        """Put something right before an element."""
        self._splices.append(Splice(element.start, element.start, text.encode()))

    def extend(self, group: str, items: Sequence[str], *, counted: bool = True) -> None:
        """Put items at the end of a list, which is made where it is missing; its ``count`` tells how many there are."""
        if not items:
            return
        found, new = self.root.first(group), "".join(items)
        count = f' count="{len(items)}"' if counted else ""
        if found is None:
            self.insert(group, f"<{self.prefix}{group}{count}>{new}</{self.prefix}{group}>")
            return
        if counted:
            self.set(found, count=str(len(found.children) + len(items)))
        if found.inside == found.end:
            self._open(found, group, new)
        else:
            self._splices.append(Splice(found.inside_end, found.inside_end, new.encode()))

    @property
    def splices(self) -> list[Splice]:
        """The changes, in order of place; of two at one place the earlier one first."""
        return sorted(self._splices, key=lambda splice: (splice.start, splice.end))

    def changed(self) -> bytes:
        """The part with what was put in, in the encoding that it came in."""
        body, _ = spliced(self._body, self.splices)
        return body.decode().encode(self._codec) if self._codec else body

    def _open(self, found: Element, group: str, new: str) -> None:
        """Give a list without an end tag one."""
        earlier = [each for each in self._splices if each.start == found.start and each.end == found.inside]
        tag = (earlier[-1].new if earlier else self._body[found.start : found.inside]).decode()
        self._splices = [each for each in self._splices if each not in earlier]
        opened = f"{tag[:-2].rstrip()}>{new}</{self.prefix}{group}>"
        self._splices.append(Splice(found.start, found.inside, opened.encode()))

    def _place(self, name: str) -> int:
        if self.root.inside == self.root.end:
            raise PatchRefusedError(self._part, "there is no place for what it lacks", "Save it anew in Excel")
        before = set(self._order[: self._order.index(name) + 1])
        return max((child.end for child in self.root.children if child.name in before), default=self.root.inside)
