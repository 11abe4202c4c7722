"""Reports of cases stand beside the register; what people worked on stays theirs. (FR-12, RR-12, ST-11)"""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.operations.case_reports.closed_cases import NOW, OPEN, case, register_of
from xltools.errors import FontMissingError, UnknownCaseError
from xltools.model.form_values import Audience
from xltools.model.period import Period
from xltools.operations.case_reports.report_order import CaseReportOrder, CaseReports
from xltools.operations.case_reports.reporting_cases import report_cases
from xltools.operations.reporting.report_files import Placing

REPORT = "售后服务反馈及处理结果报告"


def made(path: Path, *numbers: str, **order: object) -> CaseReports:
    return report_cases(CaseReportOrder(path, numbers, **order), NOW)  # type: ignore[arg-type]


def placings(reports: CaseReports) -> list[tuple[str, Placing]]:
    return [(placed.path.name, placed.placing) for placed in reports.files]


def test_a_report_stands_beside_its_register(tmp_path: Path) -> None:
    reports = made(register_of(tmp_path, case("202405-001"), case("202405-002", **OPEN)), "202405-002", "202405-001")
    assert reports.cases == ("202405-002", "202405-001")
    assert reports.folder == tmp_path / "报告" / "个案"
    assert placings(reports) == [
        (f"202405-002 {REPORT}.xlsx", Placing.WRITTEN), (f"202405-001 {REPORT}.xlsx", Placing.WRITTEN),
    ]  # fmt: skip


def test_the_same_report_is_not_written_again(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    made(path, "202405-001")
    assert placings(made(path, "202405-001")) == [(f"202405-001 {REPORT}.xlsx", Placing.UNCHANGED)]


def test_a_report_of_ours_is_replaced_and_one_of_peoples_is_not(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    (placed,) = made(path, "202405-001").files
    register_of(tmp_path, case("202405-001", 备注="又来电一次"))
    assert placings(made(path, "202405-001")) == [(placed.path.name, Placing.WRITTEN)]
    book = load_workbook(placed.path)
    book.worksheets[0]["A1"] = "主管批注"
    book.save(placed.path)
    worked_on = placed.path.read_bytes()
    register_of(tmp_path, case("202405-001", 备注="再来电一次"))
    assert placings(made(path, "202405-001")) == [(f"202405-001 {REPORT} (2).xlsx", Placing.BESIDE)]
    assert placed.path.read_bytes() == worked_on


def test_the_closed_cases_of_a_month(tmp_path: Path) -> None:
    cases = [
        case("202405-001"),
        case("202405-002", **OPEN),
        case("202405-003", 审核日期="@2024-06-01", 结果告知时间="@2024-06-01 10:00"),
    ]
    path = register_of(tmp_path, *cases)
    assert made(path, closed_in=Period.month(2024, 5)).cases == ("202405-001",)
    assert made(path, closed_in=Period.month(2024, 6)).cases == ("202405-003",)
    assert made(path, closed_in=Period.month(2024, 4)).files == ()


def test_nothing_is_made_where_one_of_the_numbers_is_nobodys(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    with pytest.raises(UnknownCaseError):
        made(path, "202405-001", "202405-009")
    assert not (tmp_path / "报告").exists()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    assert (made(path, "202405-001", dry_run=True).files, sorted(tmp_path.iterdir())) == ((), [path, tmp_path / "附件"])


def test_the_outward_copy_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    inward, outward = made(path, "202405-001"), made(path, "202405-001", audience=Audience.OUTWARD)
    assert inward.files[0].path != outward.files[0].path


def test_attachments_are_linked_from_the_report(tmp_path: Path) -> None:  # FR-12
    path = register_of(tmp_path, case("202405-001", 附件索引="现场 照片#1.jpg；没有的.jpg"))
    (tmp_path / "附件" / "现场 照片#1.jpg").write_bytes(b"x")
    sheet = load_workbook(made(path, "202405-001").files[0].path).worksheets[0]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 1
    assert links[0].startswith("../../")


def test_progress_ends_with_all_of_them(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = register_of(tmp_path, case("202405-001"), case("202405-002"))
    report_cases(CaseReportOrder(path, ("202405-001", "202405-002")), NOW, lambda *step: told.append(step))
    assert told[-1] == ("done", 2, 2)


def test_a_pdf_is_the_same_all_day_long(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    path = register_of(tmp_path, case("202405-001"))
    order = CaseReportOrder(path, ("202405-001",), pdf=True)
    try:
        first = report_cases(order, NOW)
    except FontMissingError:
        pytest.skip("no font with Chinese characters")
    again = report_cases(order, NOW.replace(hour=17))
    assert [placed.placing for placed in first.files] == [Placing.WRITTEN] * 2
    assert [placed.placing for placed in again.files] == [Placing.UNCHANGED] * 2


def test_new_folders_are_called_in_the_workspaces_language_and_old_ones_go_on(tmp_path: Path) -> None:  # issue 7
    path = register_of(tmp_path, case("202405-001"))
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    assert made(path, "202405-001").folder == tmp_path / "Service reports" / "Cases"
    (tmp_path / "xltools.toml").unlink()
    assert made(path, "202405-001").folder == tmp_path / "Service reports" / "Cases"
