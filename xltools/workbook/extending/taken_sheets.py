"""How does a sheet of the template become a sheet of another workbook? Its part, with that workbook's formats.

Invariant: the new part leans on nothing but the styles: its texts stand in its own cells, and no relationship leads
out of it. ECMA-376 part 1, §18.3.1.4 (c), §18.3.1.13 (col), §18.3.1.10 (cfRule).
"""

import re
from xml.sax.saxutils import escape, unescape

from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.moved_formulas import MovedFormulas
from xltools.workbook.extending.template_parts import TemplateParts
from xltools.workbook.generated.page_xml import OFFICE, SheetDialect
from xltools.workbook.splicing.date_serials import DAYS_TO_1904

_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL = re.compile(r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(r"<v>([^<]*)</v>")
_STYLED = re.compile(r'(<(?:col|row)\s[^>]*?\s(?:style|s)=")(\d+)(")')
_RULE = re.compile(r'(<cfRule\s[^>]*?dxfId=")(\d+)(")')
_FORMULA = re.compile(r"<(formula[12]?)>([^<]*)</formula[12]?>")
_VALIDATION = re.compile(r"<dataValidation\s.*?(?:</dataValidation>|/>)", re.DOTALL)
_COUNTED = re.compile(r'(<dataValidations count=")\d+')
_HIGHLIGHT = re.compile(r"<conditionalFormatting\s.*?</conditionalFormatting>", re.DOTALL)


class SheetTaker:
    """Takes sheets of one template over into one workbook."""

    def __init__(
        self, template: TemplateParts, styles: MergedStyles, formulas: MovedFormulas, dialect: SheetDialect
    ) -> None:
        self._template, self._styles = template, styles
        self._formulas, self._dialect = formulas, dialect

    def part(self, title: str) -> bytes:
        """The part of a sheet, as it is in the workbook."""
        text = self._template.sheet(title).text
        text = text.replace(' tabSelected="1"', "", 1)
        text = text.replace(f'xmlns="{_TRANSITIONAL}"', f'xmlns="{self._dialect.main}"', 1)
        text = text.replace(f'xmlns:r="{OFFICE}"', f'xmlns:r="{self._dialect.office}"', 1)
        head, opening, rest = text.partition("<sheetData>")
        cells, closing, tail = rest.partition("</sheetData>")
        if not opening:
            head, cells, closing, tail = text, "", "", ""
        head = _STYLED.sub(self._style, head)
        cells = _CELL.sub(self._cell, _STYLED.sub(self._style, cells))
        tail = _RULE.sub(lambda match: f"{match[1]}{self._styles.rule(int(match[2]))}{match[3]}", tail)
        for rules in (_VALIDATION, _HIGHLIGHT):
            tail = rules.sub(lambda match: self._rule(match[0], title), tail)
        tail = _COUNTED.sub(lambda match: f"{match[1]}{len(_VALIDATION.findall(tail))}", tail)
        return (head + opening + cells + closing + tail).encode()

    def _style(self, match: re.Match[str]) -> str:
        return f"{match[1]}{self._styles.cell(int(match[2]))}{match[3]}"

    def _cell(self, match: re.Match[str]) -> str:
        place, style, kind, inner = match.groups()
        marks = f'<c r="{place}"' + (f' s="{self._styles.cell(int(style))}"' if style else "")
        if not inner:
            return f"{marks}/>"
        if kind == "s" and (index := _VALUE.search(inner)) is not None:
            return f'{marks} t="inlineStr"><is>{self._template.strings[int(index[1])]}</is></c>'
        if not kind and style and self._dialect.date1904 and self._styles.shows_date(int(style)):
            inner = _VALUE.sub(lambda value: f"<v>{_from_1904(float(value[1])):.15g}</v>", inner)
        typed = f' t="{kind}"' if kind else ""
        return f"{marks}{typed}>{inner}</c>"

    def _rule(self, rule: str, title: str) -> str:
        """A rule that reads columns of other sheets reads them where they stand in the workbook; else it goes."""
        gone = False

        def moved(match: re.Match[str]) -> str:
            nonlocal gone
            formula = self._formulas.moved(unescape(match[2]), title)
            gone = gone or formula is None
            return f"<{match[1]}>{escape(formula or '')}</{match[1]}>"

        text = _FORMULA.sub(moved, rule)
        return "" if gone else text


def _from_1904(serial: float) -> float:
    return serial - DAYS_TO_1904 if serial >= DAYS_TO_1904 else serial
