"""A report from registers on the disk: the same whenever it is made, gaps named, measures entered once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.registers import heads_of, template, with_rows
from tests.reports.summary_workbook.reading import opened
from xltools.errors import (
    FontMissingError,
    MissingExtraError,
    NotARegisterError,
    NotAWorkbookError,
    ReportError,
    XltoolsError,
)
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.reporting.report_files import Placing
from xltools.operations.reporting.summarizing import summarize
from xltools.operations.reporting.summary_order import Summary, SummaryOrder

OCTOBER = Period.month(2026, 10)
NOVEMBER_5, DECEMBER_1 = datetime(2026, 11, 5, 8, 0), datetime(2026, 12, 1, 8, 0)
HEADS = {"提交渠道": "电话", "紧急程度": "普通", "区域": "华东", "所属产品/服务": "空调", "反馈类型": "故障报修"}


def row(place: int, day: str, **cells: str) -> dict[str, str]:
    typed = {"客户姓名": f"客{place}", "联系方式": f"1380000{place:04}", "提交时间": f"@2026-{day} 09:{place % 60:02}"}
    return {**HEADS, **typed, "问题描述": f"第{place}台开机后异响，已拍照", **cells}


def quiet_month() -> list[dict[str, str]]:
    return [row(place, f"10-{place + 10}") for place in range(1, 6)]


def month_with_a_cause() -> list[dict[str, str]]:
    """September as ever; October with a batch whose batteries fail."""
    ordinary = [row(place, f"{9 + place % 2:02}-{place % 27 + 1:02}") for place in range(1, 120)]
    planted = [
        row(
            place,
            f"10-{place % 27 + 1:02}",
            产品批次="B2",
            问题描述=f"第{place}块电池鼓包，充不进电",
            问题类别="产品故障",
        )
        for place in range(120, 180)
    ]
    return ordinary + planted


@cache
def _refreshed(kind: str) -> bytes:
    rows = {"quiet": quiet_month, "cause": month_with_a_cause}[kind]()
    return with_rows(template("feedback_analysis"), "反馈登记", rows, heads_of("feedback_analysis", "cases"))


def register(folder: Path, kind: str = "quiet", file_name: str = "台账.xlsx") -> Path:
    path = folder / file_name
    path.write_bytes(_refreshed(kind))
    refresh(path, datetime(2026, 10, 31, 18, 0), order=PassOrder(hold_seconds=0))
    return path


def make(folder: Path, now: datetime = NOVEMBER_5, **options: object) -> Summary:
    return summarize(SummaryOrder(folder, options.pop("period", OCTOBER), **options), now)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change(path: Path, head: str, row_number: int, value: object) -> None:
    """Somebody types into a cell, in a way that needs no LibreOffice."""
    from xltools.model.cell_edit import CellEdit
    from xltools.workbook.patching import patch

    column = heads_of("feedback_analysis", "cases").index(head) + 1
    path.write_bytes(patch(path.read_bytes(), [CellEdit("反馈登记", row_number, column, value)]))  # type: ignore[arg-type]


def told(summary: Summary) -> str:
    """All that stands on sheet 口径."""
    sheet = opened(summary.files[0].path.read_bytes())["口径"]
    return "\n".join(str(cell) for line in sheet.iter_rows(values_only=True) for cell in line if cell is not None)


def test_the_report_of_a_month_stands_beside_the_registers(tmp_path: Path) -> None:  # FA-17
    register(tmp_path)
    summary = make(tmp_path)
    assert (summary.received, summary.cases, summary.registers) == (5, 5, 1)
    assert [placed.path for placed in summary.files] == [tmp_path / "报告" / "2026-10 售后服务月报.xlsx"]
    assert summary.title == "客户反馈管理分析报告"
    assert opened(summary.files[0].path.read_bytes()).sheetnames[0] == "总览"


def test_a_register_that_breaks_leaves_the_file_its_name(tmp_path: Path) -> None:
    register(tmp_path)
    other = register(tmp_path, "quiet", "二.xlsx")
    first = make(tmp_path)
    other.write_bytes(b"broken")
    assert make(tmp_path).files[0].path == first.files[0].path


def test_reports_of_single_registers_share_a_folder(tmp_path: Path) -> None:
    paths = [register(tmp_path, "quiet", name) for name in ("一.xlsx", "二.xlsx")]
    made = [make(path, output=tmp_path / "报告").files[0] for path in paths]
    assert [each.placing for each in made] == [Placing.WRITTEN, Placing.WRITTEN]
    assert made[0].path != made[1].path


def test_a_pdf_that_cannot_be_placed_makes_no_stranger_of_the_workbook(tmp_path: Path) -> None:
    path = register(tmp_path)
    blocked = tmp_path / "报告" / "2026-10 售后服务月报.pdf"
    blocked.mkdir(parents=True)
    with_pdf_or_skip(tmp_path)
    change(path, "区域", 5, "华南")
    blocked.rmdir()
    assert [each.placing for each in make(tmp_path, pdf=True).files] == [Placing.WRITTEN, Placing.WRITTEN]


def with_pdf_or_skip(folder: Path) -> None:
    try:
        make(folder, pdf=True)
    except (FontMissingError, MissingExtraError) as error:
        pytest.skip(f"no PDF on this machine: {error}")
    except XltoolsError:
        pass  # what is tried here


def test_two_makings_at_once_wait_for_each_other(tmp_path: Path) -> None:
    register(tmp_path, "cause")
    with ThreadPoolExecutor(2) as pool:
        made = [each.result() for each in [pool.submit(make, tmp_path), pool.submit(make, tmp_path)]]
    assert sorted(each.files[0].placing for each in made) == [Placing.UNCHANGED, Placing.WRITTEN]
    assert sum(sum(each.entered.values()) for each in made) == len(measures(tmp_path / "台账.xlsx"))


def test_making_it_again_changes_nothing_whenever_that_is(tmp_path: Path) -> None:
    register(tmp_path)
    make(tmp_path)
    before = tree(tmp_path)
    for now in (NOVEMBER_5, DECEMBER_1):
        again = make(tmp_path, now)
        assert (again.files[0].placing, again.read_anew) == (Placing.UNCHANGED, 0)
        assert not again.changes
    assert tree(tmp_path) == before


def test_what_comes_later_leaves_the_month_as_it_was(tmp_path: Path) -> None:
    path = register(tmp_path)
    first = make(tmp_path)
    change(path, "处理完成时间", 5, datetime(2026, 11, 12, 9, 0))
    change(path, "提交时间", 11, datetime(2026, 11, 20, 9, 0))
    refresh(path, DECEMBER_1, order=PassOrder(hold_seconds=0))
    later = make(tmp_path, DECEMBER_1)
    assert not later.changes
    assert (later.received, later.told) == (first.received, first.told)


def test_a_row_that_was_changed_since_is_named(tmp_path: Path) -> None:
    path = register(tmp_path)
    make(tmp_path)
    change(path, "区域", 5, "华南")
    later = make(tmp_path, DECEMBER_1)
    assert later.changes is not None
    assert later.changes.changed == {later.changes and "客户反馈登记与管理分析台账": ("202610-001",)}
    assert later.files[0].placing is Placing.WRITTEN
    assert "202610-001" in told(later)


def test_a_month_that_is_not_over_is_no_measure_for_later(tmp_path: Path) -> None:
    path = register(tmp_path)
    make(tmp_path, datetime(2026, 10, 31, 20, 0))
    change(path, "区域", 5, "华南")
    assert make(tmp_path).changes is None


def test_a_report_that_people_worked_on_is_left_alone(tmp_path: Path) -> None:
    path = register(tmp_path)
    first = make(tmp_path)
    first.files[0].path.write_bytes(b"with remarks of the supervisor")
    change(path, "区域", 5, "华南")
    later = make(tmp_path)
    assert later.files[0].placing is Placing.BESIDE
    assert first.files[0].path.read_bytes() == b"with remarks of the supervisor"


def test_one_broken_register_among_others_is_a_gap(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"broken")
    summary = make(tmp_path)
    assert [gap.path.name for gap in summary.gaps] == ["坏.xlsx"]
    assert summary.received == 5
    assert "坏.xlsx" in told(summary)


def test_where_nothing_can_be_read_that_is_the_answer(tmp_path: Path) -> None:
    with pytest.raises(NotARegisterError):
        make(tmp_path)
    openpyxl.Workbook().save(tmp_path / "预算.xlsx")
    with pytest.raises(NotARegisterError):
        make(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"broken")
    with pytest.raises(NotAWorkbookError):
        make(tmp_path)


def test_a_period_that_has_not_begun_is_refused(tmp_path: Path) -> None:
    register(tmp_path)
    with pytest.raises(ReportError):
        make(tmp_path, period=Period.month(2026, 12))


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    register(tmp_path, "cause")
    before = tree(tmp_path)
    summary = make(tmp_path, dry_run=True)
    assert summary.files == ()
    assert summary.received > 100
    assert tree(tmp_path) == before


def test_measures_for_a_cause_are_entered_once(tmp_path: Path) -> None:  # FA-17, ST-15
    path = register(tmp_path, "cause")
    first = make(tmp_path)
    assert sum(first.entered.values()) >= 1
    entered = measures(path)
    assert [title[:8] for title in entered] == ["2026年10月"]
    again = make(tmp_path)
    assert (again.entered, again.files[0].placing) == ({}, Placing.UNCHANGED)
    assert measures(path) == entered


def test_measures_are_not_entered_where_that_is_not_wanted(tmp_path: Path) -> None:
    path = register(tmp_path, "cause")
    before = path.read_bytes()
    assert make(tmp_path, enter_measures=False).entered == {}
    make(tmp_path, period=Period.week(OCTOBER.start))
    make(tmp_path, datetime(2026, 10, 31, 20, 0))  # not over yet
    assert path.read_bytes() == before


def test_an_open_register_gets_its_measures_the_next_time(tmp_path: Path) -> None:
    path = register(tmp_path, "cause")
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text("Li Na,,,,;", encoding="utf-8")
    before = path.read_bytes()
    first = make(tmp_path)
    assert [gap.path for gap in first.not_entered] == [path]
    assert path.read_bytes() == before
    lock.unlink()
    assert sum(make(tmp_path).entered.values()) >= 1


def test_a_measure_that_people_removed_stays_away(tmp_path: Path) -> None:
    path = register(tmp_path, "cause")
    make(tmp_path)
    remove_measures(path)
    again = make(tmp_path)
    assert (again.entered, measures(path)) == ({}, [])
    assert make(tmp_path).files[0].placing is Placing.UNCHANGED


def test_a_report_of_ones_own(tmp_path: Path) -> None:  # FA-16
    register(tmp_path, "cause")
    asked = ReportDefinition(name="按批次", by=("批次",), measure=("数量", "及时率"), where={"区域": ("华东",)})
    summary = make(tmp_path, asked=asked)
    book = opened(summary.files[0].path.read_bytes(), cached=True)
    cells = [cell for line in book["交叉分析"].iter_rows(values_only=True) for cell in line]
    assert "B2" in cells
    assert 60 in cells
    assert summary.entered == {}


@pytest.mark.parametrize(
    "wrong", [{"by": ("型号x",)}, {"measure": ("数",)}, {"where": {"区域": ("月球",)}}, {"where": {"没有": ("x",)}}]
)
def test_what_no_register_has_is_refused_with_what_there_is(tmp_path: Path, wrong: dict[str, object]) -> None:
    register(tmp_path)
    good: dict[str, object] = {"name": "一", "by": ("区域",), "measure": ("数量",)}
    with pytest.raises(ReportError):
        make(tmp_path, asked=ReportDefinition.model_validate({**good, **wrong}))


def measures(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["改进项"]
    return [str(line[0]) for line in sheet.iter_rows(min_row=5, values_only=True) if line[0]]


def remove_measures(path: Path) -> None:
    from xltools.model.cell_edit import CellEdit
    from xltools.workbook.patching import patch

    heads = heads_of("feedback_analysis", "improvements")
    edits = [CellEdit("改进项", 5 + place, column + 1, None)
             for place in range(len(measures(path))) for column in range(len(heads))]  # fmt: skip
    path.write_bytes(patch(path.read_bytes(), edits))


def test_a_copy_of_a_register_in_the_folder_is_told(tmp_path: Path) -> None:
    path = register(tmp_path)
    (tmp_path / "副本.xlsx").write_bytes(path.read_bytes())
    summary = make(tmp_path)
    assert [copy.cases for copy in summary.copies] == [5]
    assert "副本" in told(summary)
