"""Measures of a report stand on a register's sheet, or they do not: told by their titles."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.operations.reporting.test_summarizing import measures, register
from tests.reports.fact_tables import facts_of
from xltools.model.proposed_measure import MeasureStanding, ProposedMeasure
from xltools.operations.reporting.measure_entry import enter_measures, standing_measures

NOW = datetime(2026, 11, 5, 8, 0)
ONE = ProposedMeasure("2026年10月：电池", "产品", "优化电池供应商质检流程", "技术部", date(2026, 11, 1))
OTHER = ONE._replace(title="2026年10月：漏水")
FACTS = facts_of(improvements="| register | title |\n| 甲 | 2026年10月：电池 |\n| 乙 | 别的 |")


def test_a_measure_stands_where_its_title_does() -> None:
    assert standing_measures({"甲": [ONE], "乙": [ONE]}, FACTS) == {
        "甲": MeasureStanding.ENTERED,
        "乙": MeasureStanding.PENDING,
    }
    assert standing_measures({"甲": [ONE, OTHER]}, FACTS) == {"甲": MeasureStanding.PENDING}
    assert standing_measures({"丙": [ONE]}, facts_of()) == {"丙": MeasureStanding.PENDING}


def test_only_registers_that_lack_a_measure_are_touched(tmp_path: Path) -> None:
    path = register(tmp_path)
    before = path.read_bytes()
    found = enter_measures({"甲": [ONE]}, FACTS, {"甲": path}, NOW)
    assert (found.entered, found.failed, found.standing) == ({}, (), {"甲": MeasureStanding.ENTERED})
    assert path.read_bytes() == before
    found = enter_measures({"乙": [ONE, OTHER]}, FACTS, {"乙": path}, NOW)
    assert (found.entered, found.standing) == ({"乙": 2}, {"乙": MeasureStanding.ENTERED})
    assert measures(path) == [ONE.title, OTHER.title]


@pytest.mark.parametrize("gone", [True, False])
def test_a_register_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path, gone: bool) -> None:
    path = register(tmp_path)
    other = tmp_path / "坏.xlsx"
    if not gone:
        other.write_bytes(b"broken")
    found = enter_measures({"丙": [ONE], "丁": [ONE]}, FACTS, {"丙": other, "丁": path}, NOW)
    assert ([gap.path for gap in found.failed], found.entered) == ([other], {"丁": 1})
    assert found.standing == {"丙": MeasureStanding.PENDING, "丁": MeasureStanding.ENTERED}
