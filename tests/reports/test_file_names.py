"""A report's file stays in its folder, whatever its title holds."""

from pathlib import PureWindowsPath

import pytest

from xltools.model.period import Period
from xltools.reports.file_names import report_name

OCTOBER = Period.month(2026, 10)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'a\\b:c*d?e<f>g|h"i', "tail...", "\x00\n\t", "长" * 300, "", "CON", "=1+1"]
)
def test_any_title_makes_a_name_that_every_system_takes(title: str) -> None:
    name = report_name(OCTOBER, title)
    assert name.startswith("2026-10")
    assert PureWindowsPath(name).name == name
    assert not set(name) & set('<>:"/\\|?*\n\t\x00')
    assert name == name.strip(" .")
    assert len(name.encode()) < 255


def test_a_plain_title_is_kept() -> None:
    assert report_name(OCTOBER, "客户反馈管理分析报告") == "2026-10 客户反馈管理分析报告"
