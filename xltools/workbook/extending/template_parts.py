"""What does the workbook that the definition would be built as have to give? Its sheets, part by part.

Invariant: the template is our own builder's work, so its spelling is known; what is taken from it is taken as data.
"""

import re
from functools import cached_property
from xml.etree.ElementTree import Element

from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.packaging.package import Package, Sheet, open_package
from xltools.workbook.packaging.safe_xml import children, local_name, parse_xml
from xltools.workbook.splicing.cell_addresses import parse_cell
from xltools.workbook.template.template_building import build_template

_ITEM = re.compile(r"<si>(.*?)</si>", re.DOTALL)


class TemplateSheet:
    """One sheet of the template, read whole: these parts are small.

    Attributes:
        text: Its part.
        title: What its first cell says.
    """

    def __init__(self, package: Package, sheet: Sheet, title: str) -> None:
        self._root = parse_xml(package.part(sheet.part), sheet.part)
        self.text, self.title = package.part(sheet.part).decode(), title

    @cached_property
    def columns(self) -> list[dict[str, str]]:
        """The marks of each ``col``: its first and last column, width, style."""
        return [dict(child.items()) for group in children(self._root, "cols") for child in group]

    def column(self, number: int) -> dict[str, str]:
        """The marks of one column, without its place."""
        for marks in self.columns:
            if int(marks["min"]) <= number <= int(marks["max"]):
                return {name: value for name, value in marks.items() if name not in ("min", "max")}
        return {}

    def style(self, row: int, column: int) -> int | None:
        """The format of a cell; None where there is none."""
        return self._styles.get((row, column))

    @cached_property
    def _styles(self) -> dict[tuple[int, int], int]:
        cells = (cell for data in children(self._root, "sheetData") for row in data for cell in row)
        found = ((parse_cell(cell.get("r", "")), int(cell.get("s", "0"))) for cell in cells)
        return {place: style for place, style in found if place is not None}

    @cached_property
    def validations(self) -> list[Element]:
        """The rules for what may be typed."""
        return [each for group in children(self._root, "dataValidations") for each in group]

    @cached_property
    def highlights(self) -> list[Element]:
        """The conditional formats."""
        return children(self._root, "conditionalFormatting")


class TemplateParts:
    """The template of a definition.

    Attributes:
        package: Its workbook, built.
        sheets: By tab, in order.
    """

    def __init__(self, definition: RegisterDefinition) -> None:
        """Build it.

        Raises:
            DefinitionError: A title is too long for the drop-downs that need it.
        """
        self.package = open_package(build_template(definition))
        self.sheets = {sheet.name: sheet for sheet in self.package.sheets}
        self._cells = WorkbookCells(self.package)
        self._read: dict[str, TemplateSheet] = {}

    def sheet(self, title: str) -> TemplateSheet:
        """One of its sheets."""
        if title not in self._read:
            rows = self._cells.sheet(title).rows
            self._read[title] = TemplateSheet(self.package, self.sheets[title], str(rows[0][0]) if rows else "")
        return self._read[title]

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, as what stands between the tags of each."""
        part = self.package.related(self.package.workbook_part, "sharedStrings")
        return _ITEM.findall(self.package.part(part).decode()) if part else []

    @cached_property
    def names(self) -> dict[str, list[Element]]:
        """By tab, the defined names that belong to its sheet."""
        tabs = list(self.sheets)
        found: dict[str, list[Element]] = {}
        for group in children(self.package.xml(self.package.workbook_part), "definedNames"):
            for each in group:
                if each.get("localSheetId") is not None:
                    found.setdefault(tabs[int(each.attrib["localSheetId"])], []).append(each)
        return found


def rule_text(rule: Element, name: str) -> str:
    """The text of a rule's formula of that name; "" where it has none."""
    return next((child.text or "" for child in rule if local_name(child.tag) == name), "")
