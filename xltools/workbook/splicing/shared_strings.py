"""What text has that index? Only asked to see whether an edit would change anything.

The one invariant: an index that cannot be told for sure has no text, so that the edit is made rather than skipped.
"""

import re

from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.splicing.sheet_xml import blanked

_ROOT = re.compile(rb"<(?:([\w.-]+):)?sst[\s/>]")


class SharedStrings:
    """The shared string table of a workbook, cut into its items on first use (ECMA-376 part 1, §18.4.9)."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._items: list[bytes] | None = None
        self._cells = CellXml(b"", date1904=False)
        self._plain = b"<t>"

    def holds(self, index: int, escaped: bytes, text: str) -> bool:
        """Whether that item is this text.

        Args:
            index: Of the item.
            escaped: The text as it stands in XML: a quick look at the bytes tells most items apart.
            text: The text itself.
        """
        items = self._items if self._items is not None else self._cut()
        if not 0 <= index < len(items):
            return False
        item = items[index]
        plain = item.startswith(self._plain) and not (b"&" in item or b"_x" in item or b"\r" in item)
        if plain and not item.startswith(escaped, len(self._plain)) and not (b"&" in escaped or b"_x" in escaped):
            # Without entities and escapes on either side, other bytes are another text.
            return False
        try:
            return self._cells.runs(item) == text
        except ValueError:
            return False  # bytes that are no UTF-8, or a reference to no character

    def _cut(self) -> list[bytes]:
        part = self._package.related(self._package.workbook_part, "sharedStrings")
        body = as_utf8(self._package.part(part)) if part else b""
        root = _ROOT.search(body)
        if root is None:
            self._items = []
            return self._items
        prefix = root[1] + b":" if root[1] else b""
        self._cells = CellXml(prefix, date1904=False)
        self._plain = b"<%bt>" % prefix
        scan = blanked(body, root.end())
        tag = b"<%bsi>" % prefix
        # Almost every writer spells all items alike; then a split is ten times as fast as a search for each of them.
        self._items = scan.split(tag)[1:]
        if len(self._items) != scan.count(tag[:-1]):
            name = re.escape(prefix)
            item = re.compile(rb"<%bsi(?:\s[^>]*)?(?:/>|(?<!/)>(.*?)</%bsi\s*>)" % (name, name), re.DOTALL)
            self._items = [match[1] or b"" for match in item.finditer(scan)]
        return self._items
