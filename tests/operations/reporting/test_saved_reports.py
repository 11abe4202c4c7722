"""Reports of a team's own stand in a file that people edit. # FA-16"""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.model.report_definition import ReportDefinition
from xltools.operations.reporting.saved_reports import save_report, saved_reports
from xltools.operations.workspace_file import FILE_NAME

REPORT = ReportDefinition(
    name="按产品和区域", by=("产品", "区域"), measure=("数量", "及时率"), where={"部门": ("技术部", "质量部")}
)


def test_a_saved_report_comes_back(tmp_path: Path) -> None:
    save_report(tmp_path, REPORT)
    assert saved_reports(tmp_path) == {"按产品和区域": REPORT}


def test_saving_keeps_everything_else_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(
        '# ours, please keep\n[other]\nx = 1 # one\n\n[[reports]]\nname = "旧"\nby = ["区域"]\nmeasure = ["数量"]\n',
        "utf-8",
    )
    save_report(tmp_path, REPORT)
    text = path.read_text("utf-8")
    assert "# ours, please keep" in text
    assert "x = 1 # one" in text
    assert set(saved_reports(tmp_path)) == {"旧", "按产品和区域"}


def test_saving_again_replaces_the_report(tmp_path: Path) -> None:
    save_report(tmp_path, REPORT)
    other = ReportDefinition(name=REPORT.name, by=("类型",), measure=("数量",))
    save_report(tmp_path, other)
    assert saved_reports(tmp_path) == {REPORT.name: other}


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert saved_reports(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[reports]]\nname = '一'\nby = []\nmeasure = ['数量']\n", "reports[1].by"),
        ("[[reports]]\nname = '一'\nby = ['区域']\n", "reports[1].measure"),
        ("[[reports]]\nname = '一'\nby = ['区域']\nmeasure = ['数量']\nfilter = 1\n", "reports[1].filter"),
        ("[[reports]]\nname = '一'\nby = ['区域']\nmeasure = ['数量']\n" * 2, "reports"),
        ("reports = 3\n", "reports"),
        ("[reports\n", "line"),
    ],
)
def test_a_fault_is_told_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    with pytest.raises(DefinitionError) as error:
        saved_reports(tmp_path)
    assert error.value.key == key
