"""Which cell format of this workbook looks like that one of the template? One that is there, or a new one behind them.

Invariant: formats that exist keep index and look, and what was taken over once is found the next time. ECMA-376 part 1,
§18.8.45 (xf), §18.8.22 (font), §18.8.20 (fill), §18.8.4 (border), §18.8.15 (dxf), §18.8.31 (numFmts).
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from xltools.errors import PatchRefusedError
from xltools.workbook.extending.ordered_xml import STYLES, OrderedXml
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import children, is_true, local_name, whole_number
from xltools.workbook.splicing.cell_styles import FIRST_CUSTOM_FORMAT, number_codes, wrapping_format
from xltools.workbook.splicing.number_formats import shows_date
from xltools.workbook.splicing.written_attributes import written_attributes

_LISTS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf", "dxfs": "dxf"}
_PARTS_OF_FORMAT = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_NAME = re.compile(r"<[^\s/>]+")
_NUMBER_MARKS = re.compile(r"\s(?:numFmtId|applyNumberFormat)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_Writing = Callable[[Element], str]
_NEEDED = ("fonts", "fills", "borders", "cellXfs")


class MergedStyles:
    """The styles of a workbook, and those of a template that it takes over.

    Attributes:
        part: The name of the part.
    """

    def __init__(self, package: Package, donor: Package) -> None:
        """Nothing is taken over yet.

        Args:
            package: The workbook.
            donor: The template.

        Raises:
            PatchRefusedError: The workbook lacks one of the lists that a cell format is made of.
        """
        part, donor_part = _styles_part(package), _styles_part(donor)
        self.part = part
        self._xml = OrderedXml(package.part(part), part, STYLES)
        root = donor.xml(donor_part)
        self._donor = {group: [each for found in children(root, group) for each in found] for group in _LISTS}
        self._donor_codes = number_codes(root)
        self._known = {
            group: [self._xml.raw(each) for each in self._xml.children(group, name)] for group, name in _LISTS.items()
        }
        if any(not self._known[group] for group in _NEEDED):
            raise PatchRefusedError("styles", "the workbook lists no cell formats", "Save it anew in Excel")
        self._counts = {group: len(items) for group, items in self._known.items()}
        self._codes = number_codes(package.xml(part))
        self._new_codes: dict[int, str] = {}
        self._named_looks = bool(self._xml.children("cellStyleXfs", "xf"))
        self._prefix = self._xml.prefix
        self._taken: dict[tuple[str, int], int] = {}

    def cell(self, index: int) -> int:
        """The index of the cell format that looks like the template's of that index."""
        return self._take("cellXfs", index, self._cell_format)

    def rule(self, index: int) -> int:
        """The index of the look of conditional rules like the template's of that index."""
        return self._take("dxfs", index, self._written)

    def with_manner(self, index: int, donor_index: int) -> int:
        """The workbook's own format ``index`` with the number format of one of the template's; wraps if that does."""
        formats, donor = self._known["cellXfs"], self._donor["cellXfs"][donor_index]
        number = self._number_format(whole_number(donor.get("numFmtId", "0")))
        text = formats[index if 0 <= index < len(formats) else 0]
        marks = rf'\g<0> numFmtId="{number}" applyNumberFormat="1"'
        tag, _, rest = text.partition(">")
        text = _NAME.sub(marks, _NUMBER_MARKS.sub("", tag), count=1) + f">{rest}"
        wraps = any(is_true(each.get("wrapText")) for each in children(donor, "alignment"))
        return self._index("cellXfs", wrapping_format(text.encode(), self._prefix.encode()).decode() if wraps else text)

    def shows_date(self, donor_index: int) -> bool:
        """Whether cells of that format of the template are shown as dates or times."""
        number = whole_number(self._donor["cellXfs"][donor_index].get("numFmtId", "0"))
        return shows_date(number, self._donor_codes.get(number))

    def changed(self) -> dict[str, bytes]:
        """The part with what was taken over, by its name; nothing if all was there."""
        added = {group: items[self._counts[group] :] for group, items in self._known.items()}
        codes = [
            f"<{self._prefix}numFmt numFmtId={quoteattr(str(number))} formatCode={quoteattr(code)}/>"
            for number, code in self._new_codes.items()
        ]
        if not codes and not any(added.values()):
            return {}
        self._xml.extend("numFmts", codes)
        for group, items in added.items():
            self._xml.extend(group, items)
        return {self.part: self._xml.changed()}

    def _take(self, group: str, index: int, written: _Writing) -> int:
        key = (group, index)
        if key not in self._taken:
            self._taken[key] = self._index(group, written(self._donor[group][index]))
        return self._taken[key]

    def _index(self, group: str, text: str) -> int:
        known = self._known[group]
        if text not in known:
            known.append(text)
        return known.index(text)

    def _cell_format(self, element: Element) -> str:
        marks = {name: value for name, value in element.items() if name != "xfId"}
        marks["numFmtId"] = str(self._number_format(whole_number(marks.get("numFmtId", "0"))))
        for name, group in _PARTS_OF_FORMAT.items():
            marks[name] = str(self._take(group, whole_number(marks.get(name, "0")), self._written))
        if self._named_looks:
            marks["xfId"] = "0"
        # Where a flag is missing programs differ in whether the format's own look or its named look's counts.
        marks |= {f"apply{name}": "1" for name in ("NumberFormat", "Font", "Fill", "Border", "Alignment")}
        copy = Element(element.tag, marks)
        copy.extend(element)
        return self._written(copy)

    def _number_format(self, number: int) -> int:
        code = self._donor_codes.get(number)
        if code is None:
            return number  # one of those that every program knows
        for known in (self._codes, self._new_codes):
            for mine, text in known.items():
                if text == code:
                    return mine
        mine = max([FIRST_CUSTOM_FORMAT - 1, *self._codes, *self._new_codes]) + 1
        self._new_codes[mine] = code
        return mine

    def _written(self, element: Element) -> str:
        name = f"{self._prefix}{local_name(element.tag)}"
        marks = written_attributes(element.items())
        inner = "".join(map(self._written, element))
        return f"<{name}{marks}>{inner}</{name}>" if inner else f"<{name}{marks}/>"


def _styles_part(package: Package) -> str:
    part = package.related(package.workbook_part, "styles")
    if part is None:
        raise PatchRefusedError("workbook", "it has no cell formats at all", "Save it anew in Excel")
    return part
