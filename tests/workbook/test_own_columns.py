"""Columns that a team added are read where a case is told whole, and change nothing else. (ST-12)"""

from io import BytesIO

from openpyxl import load_workbook

from tests.registers import GOOD, NOW, small_definition, template, with_rows
from xltools.model.field import Owner
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW
from xltools.workbook.own_columns import with_own_columns
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.reading import read_register

SHEET = small_definition().register_sheet
FIRST_FREE = len(SHEET.fields) + 1


def register(*heads: str, **cells: object) -> Package:
    """A register of one case, with further heads at the right; cells by head in the case's row and below."""
    typed = with_rows(template(), SHEET.title, [GOOD], [field.header for field in SHEET.fields])
    book = load_workbook(BytesIO(typed))
    for place, head in enumerate(heads):
        book[SHEET.title].cell(HEAD_ROW, FIRST_FREE + place, head)
        for row in range(2):
            book[SHEET.title].cell(FIRST_DATA_ROW + row, FIRST_FREE + place, cells.get(head))
    target = BytesIO()
    book.save(target)
    return open_package(target.getvalue())


def extended(package: Package) -> RegisterDefinition:
    return with_own_columns(package, small_definition())


def test_a_further_column_is_read_as_text() -> None:
    package = register("区域经理", 区域经理="钱多多")
    definition = extended(package)
    (own,) = definition.register_sheet.fields[FIRST_FREE - 1 :]
    assert (own.header, own.owner) == ("区域经理", Owner.PROPOSED)
    assert read_register(package, NOW, definition).cases.values[own.name] == ["钱多多"]


def test_a_register_without_any_stays_what_it_was() -> None:
    assert extended(register()) is small_definition()


def test_no_row_is_in_use_because_of_it() -> None:
    package = register("区域经理", 区域经理="向下填满")
    rows = [read_register(package, NOW, each).cases.rows for each in (small_definition(), extended(package))]
    assert rows[0] == rows[1]


def test_a_column_with_formulas_is_nobodys_word() -> None:
    (own,) = extended(register("天数", 天数="=TODAY()")).register_sheet.fields[FIRST_FREE - 1 :]
    assert not own.typed_by_people


def test_odd_heads_are_made_to_fit_and_a_doubled_one_counts_once() -> None:
    own = extended(register("【备】注", "长" * 60, "【备】注", "  ")).register_sheet.fields[FIRST_FREE - 1 :]
    assert [field.header for field in own] == ["[备]注", "长" * 40]


def test_its_name_does_not_depend_on_where_it_stands() -> None:
    names = [
        {field.header: field.name for field in extended(register(*heads)).register_sheet.fields}["甲"]
        for heads in (("甲", "乙"), ("乙", "甲"))
    ]
    assert names[0] == names[1]
