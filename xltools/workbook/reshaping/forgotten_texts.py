"""Which shared strings did only removed rows show? They are emptied, so that nobody reads there what was taken out.

Invariant: every index keeps its place, and a text that any cell still shows keeps its bytes. ECMA-376 part 1, §18.4.9.
"""

import re
from collections.abc import Iterable

from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec
from xltools.workbook.splicing.sheet_xml import SheetXml, blanked

_ROOT = re.compile(rb"<(?:([\w.-]+):)?sst[\s/>]")


def without_forgotten_texts(package: Package, before: Iterable[SheetXml], after: Iterable[SheetXml]) -> bytes | None:
    """The shared string table without the texts that were used before and are not any more; ``None`` if all are.

    Args:
        package: The workbook as it was.
        before: All its sheets as they were.
        after: All its sheets as they are to be.

    Raises:
        UnreadableWorkbookError: The table cannot be read.
    """
    forgotten = _used(before) - _used(after)
    part = package.related(package.workbook_part, "sharedStrings")
    if part is None or not forgotten:
        return None
    text = package.part(part)
    codec, body = utf16_codec(text), as_utf8(text)
    root = _ROOT.search(body)
    p = root[1] + b":" if root and root[1] else b""
    name = re.escape(p)
    item = re.compile(rb"<%bsi(?:\s[^>]*)?(?:/>|(?<!/)>.*?</%bsi\s*>)" % (name, name), re.DOTALL)
    empty = b"<%bsi><%bt/></%bsi>" % (p, p, p)
    pieces: list[bytes] = []
    position = 0
    for index, match in enumerate(item.finditer(blanked(body, root.end() if root else 0))):
        if index in forgotten:
            pieces += [body[position : match.start()], empty]
            position = match.end()
    new = b"".join([*pieces, body[position:]])
    return new.decode().encode(codec) if codec else new


def _used(sheets: Iterable[SheetXml]) -> set[int]:
    found: set[int] = set()
    for sheet in sheets:
        p = re.escape(sheet.prefix)
        cell = re.compile(rb"<%bc\s(?=[^>]*?\bt\s*=\s*[\"']s[\"'])[^>]*>\s*<%bv(?:\s[^>]*)?>\s*(\d+)\s*<" % (p, p))
        found.update(map(int, cell.findall(sheet.scan, sheet.data_start, sheet.data_end)))
    return found
