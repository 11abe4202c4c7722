from tests.workbook.small_packages import workbook
from xltools.workbook.forms.filling.form_caches import forgotten_results
from xltools.workbook.packaging.package import open_package

FORMULAS = '<row r="1"><c r="B1"><f>A1+1</f><v>1</v></c><c r="C1"><f>D1+1</f><v>2</v></c></row>'


def test_only_results_that_read_filled_cells_are_forgotten() -> None:
    parts = forgotten_results(open_package(workbook(FORMULAS)), {"S": [(1, 1)]})
    assert b'<c r="B1"><f>A1+1</f></c>' in parts["xl/tabs/t1.xml"]
    assert b"<v>2</v>" in parts["xl/tabs/t1.xml"]
    assert b"fullCalcOnLoad" in parts["xl/workbook.xml"]


def test_a_form_whose_formulas_read_nothing_filled_keeps_its_parts() -> None:
    assert forgotten_results(open_package(workbook(FORMULAS)), {"S": [(9, 9)]}) == {}
    assert forgotten_results(open_package(workbook("")), {"S": [(1, 1)]}) == {}
