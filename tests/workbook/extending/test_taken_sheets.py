"""A sheet of the template leans on nothing but the styles once it is another workbook's."""

import io
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import pytest

from tests.registers import small_definition
from tests.workbook.extending.team_books import book
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.moved_formulas import MovedFormulas, SheetPlaces
from xltools.workbook.extending.taken_sheets import SheetTaker
from xltools.workbook.extending.template_parts import TemplateParts
from xltools.workbook.generated.page_xml import dialect_of
from xltools.workbook.packaging.package import open_package
from xltools.workbook.packaging.safe_xml import children, descendants


def taken(title: str, places: dict[str, SheetPlaces], *, strict: bool = False) -> tuple[Element, MergedStyles]:
    package, template = open_package(book(strict=strict)), TemplateParts(small_definition())
    styles = MergedStyles(package, template.package)
    taker = SheetTaker(template, styles, MovedFormulas(places, date1904=False), dialect_of(package))
    return fromstring(taker.part(title)), styles


def test_its_texts_stand_in_its_cells() -> None:
    root, _ = taken("登记", {})
    cells = descendants(root, "c")
    assert {cell.get("t") for cell in cells} <= {None, "inlineStr"}
    texts = ["".join(cell.itertext()) for cell in cells if cell.get("t")]
    model = openpyxl.load_workbook(io.BytesIO(TemplateParts(small_definition()).package.data))["登记"]
    assert [text for text in texts if text] == [
        str(cell.value) for row in model.iter_rows() for cell in row if cell.value
    ]


def test_its_formats_are_the_workbooks() -> None:
    root, styles = taken("登记", {})
    count = styles.changed()["xl/styles.xml"].decode().count("<xf ")
    used = {int(cell.get("s", "0")) for cell in descendants(root, "c")}
    used |= {int(column.get("style", "0")) for column in descendants(root, "col")}
    assert min(used) >= 3  # none of the three looks that the workbook had
    assert max(used) < count
    assert {rule.get("dxfId") for rule in descendants(root, "cfRule")} == {"0"}


@pytest.mark.parametrize("strict", [False, True])
def test_it_speaks_the_workbooks_dialect(strict: bool) -> None:
    root, _ = taken("登记", {}, strict=strict)
    assert ("purl.oclc.org" in root.tag) is strict


def test_what_reads_other_sheets_reads_them_where_they_stand() -> None:
    """The log's numbers are looked up in the register's column of numbers, wherever a team has it."""
    root, _ = taken("过程", {"登记": SheetPlaces({1: 9}, head_row=2)})
    formulas = [formula.text or "" for formula in descendants(root, "formula1")]
    assert any("'登记'!$I:$I" in formula for formula in formulas)
    gone, _ = taken("过程", {"登记": SheetPlaces({}, head_row=2)})
    (group,) = children(gone, "dataValidations")
    assert not any("'登记'!" in (formula.text or "") for formula in descendants(gone, "formula1"))
    assert group.get("count") == str(len(group)) == str(len(descendants(root, "dataValidation")) - 1)
