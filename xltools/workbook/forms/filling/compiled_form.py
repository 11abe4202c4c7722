"""How does a form that a team designed in Excel become a case's report? Compiled once, filled as often as needed.

Invariant: parts that hold no placeholder and do not tell of rows that moved keep their very bytes: logo, styles, theme,
printer settings. The same values give the same bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xltools.errors import FormError, PatchRefusedError, UnreadableWorkbookError
from xltools.model.form_values import FormValues
from xltools.workbook.forms.filling.added_parts import telling_parts
from xltools.workbook.forms.filling.form_caches import forgotten_results
from xltools.workbook.forms.filling.form_rows import shared_strings
from xltools.workbook.forms.filling.form_styles import FormStyles
from xltools.workbook.forms.filling.form_words import FormWords, unknown_name
from xltools.workbook.forms.filling.link_wiring import with_wired_links
from xltools.workbook.forms.filling.page_fit import on_one_page
from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.forms.filling.sheet_filling import SheetFilling
from xltools.workbook.forms.filling.sheet_patterns import SheetPattern, sheet_pattern
from xltools.workbook.forms.filling.sheet_tails import with_links
from xltools.workbook.forms.filling.text_boxes import DrawingPattern, drawing_pattern
from xltools.workbook.generated.page_xml import dialect_of
from xltools.workbook.packaging.package import Package, Sheet, open_package, relationship_part
from xltools.workbook.reshaping.moved_parts import moved_parts
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.splicing.calculation_chain import without_calculation_chain
from xltools.workbook.splicing.sheet_xml import SheetXml


class FormSheet(NamedTuple):
    """A sheet that asks for something."""

    sheet: Sheet
    pattern: SheetPattern


@dataclass(frozen=True)
class CompiledForm:
    """A form, read once.

    Attributes:
        name: Its file name, as people know it.
        package: The workbook as it was designed.
        sheets: Those of its sheets that ask for something.
        drawings: Those with text boxes that do.
        styles: Its cell formats, and those in which long texts wrap.
        renewed: Parts that change whatever the values are: results of formulas are forgotten.
        office: The namespace of relationships.
    """

    name: str
    package: Package
    sheets: tuple[FormSheet, ...]
    drawings: tuple[DrawingPattern, ...]
    styles: FormStyles
    renewed: Mapping[str, bytes]
    office: str

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """All that it asks for, each once, in the order in which they stand."""
        return tuple(dict.fromkeys(placeholder for _, placeholder in self._demands()))

    def filled(self, values: FormValues) -> bytes:
        """The workbook with these values.

        Raises:
            FormError: It asks for something that the register does not have, or cannot grow as it would have to.
        """
        for where, placeholder in self._demands():
            if why := unknown_name(values, placeholder):
                raise FormError(self.name, where, why)
        try:
            return self._filled(values)
        except (PatchRefusedError, UnreadableWorkbookError) as error:
            raise FormError(self.name, "", str(error)) from error

    def _demands(self) -> Iterator[tuple[str, Placeholder]]:
        """Every placeholder, with the place where it stands."""
        for sheet in self.sheets:
            yield from sheet.pattern.demands
        for drawing in self.drawings:
            yield from ((drawing.where, placeholder) for placeholder in drawing.placeholders)

    def _filled(self, values: FormValues) -> bytes:
        fillings = [(sheet, SheetFilling(pattern, values)) for sheet, pattern in self.sheets]
        shifts = {sheet.name: filling.shift for sheet, filling in fillings if not filling.shift.is_still}
        references = ReferenceShift([sheet.name for sheet in self.package.sheets], shifts)
        parts = {**self.renewed}
        for drawing in self.drawings:
            parts[drawing.part] = drawing.filled(FormWords(values, {}).word)
        for sheet, filling in fillings:
            parts |= self._sheet_parts(sheet, filling, references)
        if any(filling.wraps for _, filling in fillings) and (styles := self.styles.changed()) is not None:
            parts[self.styles.part] = styles
        removed: list[str] = []
        if shifts:
            parts |= moved_parts(self.package, references, parts)
            unchained, removed = without_calculation_chain(self.package, parts)
            parts |= unchained
        parts |= telling_parts(self.package, parts, self.styles.part)
        return self.package.replaced(parts, removed)

    def _sheet_parts(self, sheet: Sheet, filling: SheetFilling, references: ReferenceShift) -> dict[str, bytes]:
        """The part of one sheet, and its relationships where it got links."""
        links = filling.links()
        edges = filling.edges(references)
        tail, parts = edges.tail, {}
        if links:
            wires = relationship_part(sheet.part)
            before = self.package.part(wires) if self.package.has_part(wires) else None
            parts[wires], names = with_wired_links(before, [target for _, target in links], self.office)
            placed = [(area, name) for (area, _), name in zip(links, names, strict=True)]
            tail = with_links(tail, placed, filling.prefix, self.office)
        rows = filling.rows(references)
        parts[sheet.part] = filling.encoded(edges.head + rows + on_one_page(edges.head, rows, tail))
        return parts


def compile_form(data: bytes, name: str) -> CompiledForm:
    """Read a form, an .xlsx or .xlsm workbook with placeholders; one without any is kept as it is.

    Args:
        data: The workbook.
        name: Its file name, for messages.

    Raises:
        FormError: It is no workbook that can be read, a placeholder is misspelled, or rows would have to be repeated
            for two reasons.
    """
    try:
        return _compiled(open_package(data), name)
    except RefusedFormError as refusal:
        raise FormError(name, refusal.where, refusal.why) from refusal
    except (PatchRefusedError, UnreadableWorkbookError) as error:
        raise FormError(name, "", str(error)) from error


def _compiled(package: Package, name: str) -> CompiledForm:
    styles, shared = FormStyles(package), shared_strings(package)
    parts = {
        sheet.part: sheet for sheet in package.sheets if sheet.kind == "worksheet" and package.has_part(sheet.part)
    }
    patterns = {
        sheet.name: sheet_pattern(SheetXml(sheet.name, package.part(sheet.part)), shared, styles)
        for sheet in parts.values()
    }
    renewed = forgotten_results(package, {title: pattern.slot_places for title, pattern in patterns.items()})
    for part in renewed.keys() & parts.keys():
        sheet = parts[part]
        patterns[sheet.name] = sheet_pattern(SheetXml(sheet.name, renewed[part]), shared, styles)
    asking = tuple(FormSheet(sheet, patterns[sheet.name]) for sheet in parts.values() if patterns[sheet.name].demands)
    drawn = [(sheet, package.related(sheet.part, "drawing")) for sheet in parts.values()]
    drawings = [drawing_pattern(package, part, sheet.name) for sheet, part in drawn if part]
    boxes = tuple(drawing for drawing in drawings if drawing)
    return CompiledForm(name, package, asking, boxes, styles, renewed, dialect_of(package).office)
