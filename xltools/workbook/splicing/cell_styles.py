"""Which cell format makes this cell read as a date? The one invariant: existing formats keep index and look.

ECMA-376 part 1, §18.8.10 (cellXfs), §18.8.45 (xf), §18.8.31 (numFmts).
"""

import re
from posixpath import dirname, join
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8, children, parse_xml, utf16_codec, whole_number
from xltools.workbook.splicing.number_formats import shows_date
from xltools.workbook.splicing.sheet_xml import attributes, blanked

FIRST_CUSTOM_FORMAT = 164
STYLES_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAINEST = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_ROOT = re.compile(rb"<(?:([\w.-]+):)?styleSheet(?=[\s/>])[^>]*>")
_ALIGNED = re.compile(rb"\sapplyAlignment\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_WRAPPED = re.compile(rb"\s(?:wrapText|shrinkToFit)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class CellStyles:
    """The cell formats of one workbook, and those that patching adds."""

    def __init__(self, package: Package) -> None:
        """Read the styles part; a workbook without one gets the plainest there can be.

        Raises:
            PatchRefusedError: It is spelled in a way that cannot be extended safely.
        """
        found = package.related(package.workbook_part, "styles")
        self.part = found or _free_name(package)
        text = package.part(found) if found else _PLAINEST
        self._codec = utf16_codec(text)
        self._body = as_utf8(text)
        self._codes = number_codes(parse_xml(text, self.part))
        self._new_codes: dict[int, str] = {}
        root = _ROOT.search(self._body)
        self._prefix = root[1] + b":" if root and root[1] else b""
        self._root_end = root.end() if root else 0
        self._group, self._formats = self._find_formats()
        self._known = len(self._formats)

    def shows_date(self, index: int) -> bool:
        """Whether cells of that format read as dates."""
        if not 0 <= index < len(self._formats):
            return False
        format_id = self._format_id(index)
        return shows_date(format_id, self._codes.get(format_id))

    def dated(self, index: int, code: str) -> int:
        """The format like ``index`` whose numbers are shown in ``code``; cloned if there is none yet."""
        if not 0 <= index < len(self._formats):
            index = 0
        clone = _with_number_format(self._formats[index], self._number_format(code))
        if clone in self._formats:
            return self._formats.index(clone)
        self._formats.append(clone)
        return len(self._formats) - 1

    def changed(self) -> bytes | None:
        """The styles part with the formats that were added; ``None`` if there are none."""
        if len(self._formats) == self._known:
            return None
        group = self._group
        added = b"".join(self._formats[self._known :])
        tag_end = group.start(1)
        tag = _with_attribute(self._body[group.start() : tag_end], b"count", len(self._formats))
        body = (
            self._body[: group.start()] + tag + self._body[tag_end : group.end(1)] + added + self._body[group.end(1) :]
        )
        body = self._with_new_codes(body)
        return body.decode().encode(self._codec) if self._codec else body

    def _find_formats(self) -> tuple[re.Match[bytes], list[bytes]]:
        p = re.escape(self._prefix)
        scan = blanked(self._body, self._root_end)
        group = re.search(rb"<%bcellXfs(?=[\s>])[^>]*(?<!/)>(.*?)</%bcellXfs\s*>" % (p, p), scan, re.DOTALL)
        formats = re.compile(rb"<%bxf(?:\s[^>]*)?(?:/>|(?<!/)>.*?</%bxf\s*>)" % (p, p), re.DOTALL).findall(
            group[1] if group else b""
        )
        if group is None or not formats:
            raise PatchRefusedError("styles", "the workbook lists no cell formats", "Save it anew in Excel")
        return group, formats

    def _format_id(self, index: int) -> int:
        return whole_number(attributes(self._formats[index].partition(b">")[0]).get(b"numFmtId", b"0"))

    def _number_format(self, code: str) -> int:
        for known in (self._codes, self._new_codes):
            for number, text in known.items():
                if text == code:
                    return number
        number = max([FIRST_CUSTOM_FORMAT - 1, *self._codes, *self._new_codes]) + 1
        self._new_codes[number] = code
        self._codes[number] = code
        return number

    def _with_new_codes(self, body: bytes) -> bytes:
        if not self._new_codes:
            return body
        p = self._prefix
        elements = b"".join(
            b'<%bnumFmt numFmtId="%d" formatCode=%b/>' % (p, number, quoteattr(code).encode())
            for number, code in self._new_codes.items()
        )
        name = re.escape(p)
        group = re.compile(rb"(<%bnumFmts(?=[\s>])[^>]*(?<!/)>)(.*?)(</%bnumFmts\s*>)" % (name, name), re.DOTALL)
        found = group.search(blanked(body, self._root_end))
        if found is None:
            # numFmts comes first among the children of styleSheet (§18.8.39).
            whole = b'<%bnumFmts count="%d">%b</%bnumFmts>' % (p, len(self._new_codes), elements, p)
            empty = re.search(rb"<%bnumFmts(?:\s[^>]*)?/>" % name, body)
            start, end = empty.span() if empty else (self._root_end, self._root_end)
            return body[:start] + whole + body[end:]
        tag = _with_attribute(found[1], b"count", len(self._codes))
        return body[: found.start()] + tag + body[found.end(1) : found.end(2)] + elements + body[found.end(2) :]


def _free_name(package: Package) -> str:
    # openpyxl finds the styles by their usual name only, whatever the relationship says.
    folder = dirname(package.workbook_part)
    names = (join(folder, name) for name in ("styles.xml", *(f"styles{number}.xml" for number in range(2, 99))))
    return next(name for name in names if not package.has_part(name))


def number_codes(styles: Element) -> dict[int, str]:
    """The codes of the number formats that a styles part defines itself, by their numbers."""
    return {
        whole_number(element.get("numFmtId", "0")): element.get("formatCode", "")
        for group in children(styles, "numFmts")
        for element in children(group, "numFmt")
    }


def wrapping_format(xf: bytes, prefix: bytes) -> bytes:
    """A cell format in which long text goes on in a second line (§18.8.1).

    Args:
        xf: The format that does not do that.
        prefix: The namespace prefix of its elements, colon included.
    """
    tag, _, rest = xf.partition(b">")
    bare = _ALIGNED.sub(b"", tag.rstrip().removesuffix(b"/")).rstrip() + b' applyAlignment="1">'
    name = b"<" + prefix + b"alignment"
    if name not in rest:
        return bare + name + b' wrapText="1"/>' + (rest or b"</" + prefix + b"xf>")
    before, _, after = rest.partition(name)
    marks, bracket, end = after.partition(b">")
    return bare + before + name + b' wrapText="1"' + _WRAPPED.sub(b"", marks) + bracket + end


def _with_number_format(element: bytes, number: int) -> bytes:
    tag, bracket, rest = element.partition(b">")
    slash = b"/" if tag.endswith(b"/") else b""
    tag = _with_attribute(tag.removesuffix(b"/"), b"numFmtId", number)
    return _with_attribute(tag, b"applyNumberFormat", 1) + slash + bracket + rest


def _with_attribute(tag: bytes, name: bytes, value: int) -> bytes:
    written = b'%b="%d"' % (name, value)
    changed, count = re.subn(rb"(?<=\s)%b\s*=\s*(?:\"[^\"]*\"|'[^']*')" % name, written, tag)
    if count:
        return changed
    end = len(tag.rstrip().removesuffix(b">").removesuffix(b"/"))
    return tag[:end].rstrip() + b" " + written + tag[end:]
