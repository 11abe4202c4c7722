"""Which rules does the template have for new columns? Drop-downs and checks, and the colours that come by themselves.

A conditional format holds for a new column; one that reads a new column holds for all the columns that it has in the
template. Invariant: rules that the workbook has stay what they are, and come first. ECMA-376 part 1, §18.3.1.18
(conditionalFormatting), §18.3.1.32 (dataValidation).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from xltools.model.cell_address import column_letters
from xltools.workbook.extending.column_places import ColumnPlace
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.moved_formulas import MovedFormulas, SheetPlaces
from xltools.workbook.extending.template_parts import TemplateSheet, rule_text
from xltools.workbook.packaging.safe_xml import children
from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.splicing.written_attributes import written_attributes

_FORMULAS = ("formula1", "formula2")


class ColumnRules(NamedTuple):
    """Elements to be put into a sheet, as they are written there."""

    validations: Sequence[str]
    highlights: Sequence[str]


class RuleMover:
    """Moves the rules of one sheet of the template.

    Args:
        standing: The sheet as it is.
        place: Where its new columns go.
        formulas: Knows where all columns are once these are there.
        styles: Takes over looks.
        prefix: What the names of the sheet's elements begin with.
        priority: The next one that no conditional format has.
    """

    def __init__(
        self,
        standing: StandingSheet,
        place: ColumnPlace,
        formulas: MovedFormulas,
        styles: MergedStyles,
        prefix: str,
        priority: int,
    ) -> None:
        self._tab, self._formulas, self._styles, self._prefix = standing.cells.title, formulas, styles, prefix
        self._new = {new.place: place.first + offset for offset, new in enumerate(standing.missing)}
        self._places = SheetPlaces({**standing.columns, **self._new}, standing.head_row)
        self._priority = priority

    def rules(self, template: TemplateSheet) -> ColumnRules:
        """The rules that a sheet gets."""
        return ColumnRules([*self._validations(template)], [*self._highlights(template)])

    def _validations(self, template: TemplateSheet) -> Iterator[str]:
        for rule in template.validations:
            for area in map(parse_area, rule.get("sqref", "").split()):
                for column in _columns(area, self._new):
                    written = area and self._validation(rule, area, column)
                    if written:
                        yield written

    def _validation(self, rule: Element, area: Area, column: int) -> str | None:
        formulas = []
        for name in _FORMULAS:
            if text := rule_text(rule, name):
                moved = self._formulas.moved(text, self._tab, (area.left, self._new[column]))
                if moved is None:
                    return None
                formulas.append(self._element(name, "", escape(moved)))
        marks = {**rule.attrib, "sqref": self._area(area, [self._new[column]])}
        return self._element("dataValidation", written_attributes(marks.items()), "".join(formulas))

    def _highlights(self, template: TemplateSheet) -> Iterator[str]:
        for group in template.highlights:
            areas = [area for area in map(parse_area, group.get("sqref", "").split()) if area is not None]
            for rule in children(group, "cfRule"):
                formula = rule_text(rule, "formula")
                reads_new = bool(self._formulas.reads(formula) & self._new.keys())
                wanted = self._places.columns if reads_new else self._new
                for area in areas:
                    for run in _runs(sorted(self._places.columns[each] for each in _columns(area, wanted))):
                        moved = self._formulas.moved(formula, self._tab, (areas[0].left, run[0]))
                        if moved is not None:
                            yield self._highlight(rule, moved, self._area(area, run))

    def _highlight(self, rule: Element, formula: str, area: str) -> str:
        marks = {**rule.attrib, "priority": str(self._priority)}
        if "dxfId" in marks:
            marks["dxfId"] = str(self._styles.rule(int(marks["dxfId"])))
        self._priority += 1
        inner = self._element(
            "cfRule", written_attributes(marks.items()), self._element("formula", "", escape(formula))
        )
        return self._element("conditionalFormatting", f' sqref="{area}"', inner)

    def _area(self, area: Area, run: Sequence[int]) -> str:
        top, bottom = self._places.row(area.top), self._places.row(area.bottom)
        return f"{column_letters(run[0])}{top}:{column_letters(run[-1])}{bottom}"

    def _element(self, name: str, marks: str, inner: str) -> str:
        tag = f"{self._prefix}{name}"
        return f"<{tag}{marks}>{inner}</{tag}>" if inner else f"<{tag}{marks}/>"


def _columns(area: Area | None, wanted: Iterable[int]) -> list[int]:
    return [] if area is None else [column for column in wanted if area.left <= column <= area.right]


def _runs(columns: Sequence[int]) -> Iterator[list[int]]:
    """Columns that stand side by side, together."""
    run: list[int] = []
    for column in columns:
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run
