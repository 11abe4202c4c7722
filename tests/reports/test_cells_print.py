"""The print of a workbook's cells: another one once anything in them is, the same whatever else is said of it."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from xltools.reports.cells_print import print_of_cells
from xltools.workbook.packaging.package import open_package


def printed(words: str, title: str = "a", *, bold: bool = False) -> str:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": title, "created": datetime(2026, 11, 22)})
        workbook.add_worksheet("a").write_string(0, 0, words, workbook.add_format({"bold": bold}))
    return print_of_cells(open_package(target.getvalue()))


def test_what_is_typed_or_formatted_changes_the_print() -> None:
    assert len({printed("a"), printed("b"), printed("a", bold=True)}) == 3


def test_what_is_said_of_the_workbook_does_not() -> None:
    assert printed("a", "one title") == printed("a", "another title")
