"""A row says when and where its case was archived, as people find it from the register. (FR-14, ST-12)"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.model.test_archived_case import CASE
from tests.operations.archiving.archived_register import case
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.row_marks import RowMarks

VERSION = ArchivedVersion(CASE, "2024/某公司/202405-001", "0" * 64)
ROOT = Path("/srv/工单/归档")


@pytest.mark.parametrize(
    ("register", "location"),
    [
        ("/srv/工单/台账.xlsx", "归档/2024/某公司/202405-001"),
        ("/srv/工单/二组/台账.xlsx", "../归档/2024/某公司/202405-001"),
    ],
)
def test_where_it_lies(register: str, location: str) -> None:
    assert RowMarks(ROOT, Path(register)).of(VERSION) == (CASE.archived_at, location)


def test_an_archive_elsewhere_is_told_in_full() -> None:
    location = RowMarks(Path("/mnt/档案"), Path("/srv/工单/台账.xlsx")).of(VERSION).location
    assert Path(location) == Path("/mnt/档案/2024/某公司/202405-001")


@pytest.mark.parametrize(
    ("at", "location", "lacks"),
    [
        (CASE.archived_at, "归档/2024/某公司/202405-001", False),
        (None, None, True),
        (datetime(2024, 1, 1), "归档/2024/某公司/202405-001", True),
        (CASE.archived_at, "elsewhere", True),
    ],
)
def test_only_what_a_row_does_not_say_is_asked_for(at: datetime | None, location: str | None, lacks: bool) -> None:
    file = case(archived_at=at, archive_location=location)
    assert (RowMarks(ROOT, Path("/srv/工单/台账.xlsx")).lacking(file, VERSION) is not None) is lacks


def test_a_register_without_the_columns_is_asked_for_nothing() -> None:
    rows = RowMarks(ROOT, Path("/srv/工单/台账.xlsx"))
    assert rows.lacking(case(), VERSION) is None
    only_when = case(archived_at=CASE.archived_at)
    assert rows.lacking(only_when, VERSION) is None
    assert rows.lacking(only_when, replace(VERSION, case=replace(CASE, archived_at=datetime(2025, 1, 1)))) is not None
