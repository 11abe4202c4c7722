"""Which cell format of this workbook has that look? One that is there already, or a new one behind the others.

Invariant: formats that exist keep index and look, and a look that was added once is found the next time. ECMA-376 part
1, §18.8.22 (font), §18.8.20 (fill), §18.8.4 (border), §18.8.45 (xf).
"""

import re
from xml.etree.ElementTree import Element, SubElement

from xltools.errors import PatchRefusedError
from xltools.workbook.generated.page_looks import Look
from xltools.workbook.packaging.safe_xml import as_utf8, children, local_name, parse_xml, utf16_codec, whole_number
from xltools.workbook.splicing.sheet_xml import blanked
from xltools.workbook.splicing.written_attributes import written_attributes
from xltools.workbook.template.palette import WHITE, font, font_charset

_GROUPS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_BUILT_IN = {"General": 0, "@": 49}
_ROOT = re.compile(rb"<(?:([\w.-]+):)?styleSheet(?=[\s/>])[^>]*>")
# What may be missing or say that nothing is so: both mean the same to every program.
_SAYS_NOTHING = {"left", "right", "top", "bottom", "diagonal", "alignment", "protection"}
_DEFAULTS = {("locked", "1"), ("val", "1"), ("val", "single"), ("indexed", "64")}

_Canonical = tuple[str, tuple[tuple[str, str], ...], tuple[object, ...]]


class PageStyles:
    """The formats in a styles part, and those that pages add to it."""

    def __init__(self, text: bytes) -> None:
        """Read a styles part.

        Raises:
            PatchRefusedError: It lacks one of the lists that a cell format is made of.
        """
        self._codec = utf16_codec(text)
        self._body = as_utf8(text)
        root = parse_xml(text, "styles")
        self._codes = {
            element.get("formatCode", ""): whole_number(element.get("numFmtId", "0"))
            for group in children(root, "numFmts")
            for element in children(group, "numFmt")
        }
        self._known: dict[str, list[_Canonical]] = {}
        for name, item in _GROUPS.items():
            found = [element for group in children(root, name) for element in children(group, item)]
            self._known[name] = [_canonical(element) for element in found]
        self._named_looks = any(group for group in children(root, "cellStyleXfs"))  # the list that xfId leads into
        self._added: dict[str, list[Element]] = {name: [] for name in _GROUPS}
        self._indexes: dict[Look, int] = {}

    def index(self, look: Look) -> int:
        """The index of the cell format with that look."""
        if look not in self._indexes:
            self._indexes[look] = self._find("cellXfs", self._format(look))
        return self._indexes[look]

    def changed(self) -> bytes | None:
        """The styles part with what was added; ``None`` if all was there."""
        if not any(self._added.values()):
            return None
        body = self._body
        for name, added in self._added.items():
            if added:
                body = _extended(body, name, added, len(self._known[name]))
        return body.decode().encode(self._codec) if self._codec else body

    def _find(self, group: str, element: Element) -> int:
        canonical = _canonical(element)
        known = self._known[group]
        if canonical in known:
            return known.index(canonical)
        known.append(canonical)
        self._added[group].append(element)
        return len(known) - 1

    def _format(self, look: Look) -> Element:
        number = _BUILT_IN.get(look.number_format)
        ids = {
            "numFmtId": self._codes[look.number_format] if number is None else number,
            "fontId": self._find("fonts", _font(look)),
            "fillId": self._find("fills", _fill(look)),
            "borderId": self._find("borders", _border(look)),
        }
        element = Element("xf", {name: str(value) for name, value in ids.items()})
        if self._named_looks:
            element.set("xfId", "0")
        for name, value in zip(("NumberFormat", "Font", "Fill", "Border"), ids.values(), strict=True):
            if value:
                element.set(f"apply{name}", "1")
        element.set("applyAlignment", "1")
        alignment = SubElement(element, "alignment", {"horizontal": look.horizontal, "vertical": "center"})
        if look.wraps:
            alignment.set("wrapText", "1")
        if look.indent:
            alignment.set("indent", str(look.indent))
        return element


def _font(look: Look) -> Element:
    element = Element("font")
    if look.bold:
        SubElement(element, "b")
    if look.underlined:
        SubElement(element, "u")
    for name, attribute, value in (
        ("sz", "val", str(look.size)),
        ("color", "rgb", _argb(look.colour)),
        ("name", "val", font()),
        ("family", "val", "2"),
        ("charset", "val", str(font_charset())),
    ):
        SubElement(element, name, {attribute: value})
    return element


def _fill(look: Look) -> Element:
    fill = Element("fill")
    pattern = SubElement(fill, "patternFill", {"patternType": "solid" if look.ground else "none"})
    if look.ground:
        SubElement(pattern, "fgColor", {"rgb": _argb(look.ground)})
        SubElement(pattern, "bgColor", {"indexed": "64"})
    return fill


def _border(look: Look) -> Element:
    border = Element("border")
    lines = {"left": ("thin", WHITE) if look.line_left else None, "right": None, "top": None}
    lines["bottom"] = (look.line_below, look.line_colour) if look.line_below else None
    for side, line in {**lines, "diagonal": None}.items():
        edge = SubElement(border, side, {"style": line[0]} if line else {})
        if line:
            SubElement(edge, "color", {"rgb": _argb(line[1])})
    return border


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"


def _canonical(element: Element) -> _Canonical:
    """What an element says, however a program spells it: order, defaults and the flags apply… make no difference."""
    marks = {local_name(name): {"true": "1", "false": "0"}.get(value, value) for name, value in element.items()}
    kept = sorted(
        (name, value.upper() if name == "rgb" else value)
        for name, value in marks.items()
        if value != "0" and (name, value) not in _DEFAULTS and not name.startswith("apply")
    )
    parts = (_canonical(child) for child in element)
    said = sorted(part for part in parts if part[1] or part[2] or part[0] not in _SAYS_NOTHING)
    return local_name(element.tag), tuple(kept), tuple(said)


def _extended(body: bytes, group: str, added: list[Element], count: int) -> bytes:
    """The styles part with these elements at the end of their list."""
    root = _ROOT.search(body)
    prefix = root[1] + b":" if root and root[1] else b""
    name = re.escape(prefix) + group.encode()
    scan = blanked(body, root.end() if root else 0)
    found = re.search(rb"<%b(?=[\s>])[^>]*(?<!/)>()(?:.*?)()</%b\s*>" % (name, name), scan, re.DOTALL)
    if found is None:
        raise PatchRefusedError("styles", f"the workbook has no {group}", "Save it anew in Excel")
    tag = re.sub(rb"(\scount\s*=\s*[\"'])[0-9]+", rb"\g<1>%d" % count, body[found.start() : found.end(1)])
    new = b"".join(_serialised(element, prefix.decode()) for element in added)
    return body[: found.start()] + tag + body[found.end(1) : found.start(2)] + new + body[found.start(2) :]


def _serialised(element: Element, prefix: str) -> bytes:
    inner = b"".join(_serialised(child, prefix) for child in element)
    start = f"<{prefix}{element.tag}{written_attributes(element.items())}"
    return f"{start}>".encode() + inner + f"</{prefix}{element.tag}>".encode() if inner else f"{start}/>".encode()
