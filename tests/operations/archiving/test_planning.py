"""Where everything goes is known before anything is written. (FR-14, ST-12)"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.archiving.archived_register import CLOSED, NOW, MadeRegister, case, register
from xltools.model.archived_case import ArchivedVersion, ArchiveReason
from xltools.operations.archiving.archive_plan import ArchivePlan
from xltools.operations.archiving.catalogue import Catalogue
from xltools.operations.archiving.planning import plan

DAY = timedelta(days=1)


def planned(made: MadeRegister, catalogue: Catalogue | None = None, now: datetime = NOW) -> ArchivePlan:
    return plan(made, catalogue or Catalogue(()), made.path.parent / "归档", now)


def as_if_made(plan: ArchivePlan) -> Catalogue:
    """The catalogue that it would lead to."""
    return Catalogue(tuple(ArchivedVersion(copy.case, copy.folder, "0" * 64) for copy in plan.copies))


@pytest.mark.parametrize(
    ("closed_at", "archived", "reason"),
    [
        (CLOSED, NOW, ArchiveReason.CHANGED),
        (NOW + DAY, NOW, ArchiveReason.REOPENED),
        (datetime(NOW.year, NOW.month, NOW.day), NOW, ArchiveReason.REOPENED),  # a day without a time
        (CLOSED + timedelta(hours=1), NOW, ArchiveReason.CHANGED),  # a typing slip, corrected
    ],
)
def test_why_there_is_a_further_version(
    tmp_path: Path, closed_at: datetime, archived: datetime, reason: ArchiveReason
) -> None:
    made = register(tmp_path, case())
    before = as_if_made(planned(made, now=archived))
    made.change("202405-001", closed_at=closed_at, customer_comment="又坏了")
    assert [(copy.case.reason, copy.case.version) for copy in planned(made, before).copies] == [(reason, 2)]


def test_a_version_goes_beside_the_first_even_where_its_folder_is_gone(tmp_path: Path) -> None:
    made = register(tmp_path, case())
    before = as_if_made(planned(made))
    made.change("202405-001", customer_name="某某公司", archive_location="归档/2024/某公司/202405-001")
    assert [copy.folder for copy in planned(made, before).copies] == ["2024/某公司/202405-001 第2版"]


def test_a_taken_number_of_a_version_is_passed_over(tmp_path: Path) -> None:
    made = register(tmp_path, case())
    before = as_if_made(planned(made))
    for name in ("202405-001 第2版", "202405-001 第2版 台账"):
        (tmp_path / "归档" / "2024" / "某公司" / name).mkdir(parents=True)
    made.change("202405-001", customer_comment="好")
    (copy,) = planned(made, before).copies
    assert (copy.folder, copy.case.version) == ("2024/某公司/202405-001 第3版", 3)


def test_what_a_version_tells(tmp_path: Path) -> None:
    made = register(
        tmp_path, case(product="净水机", product_model="RS-60L", handler="王强", result="更换插头", order_number="007")
    )
    made.settings = {"retention_years": "5"}
    told = planned(made).copies[0].case
    assert (told.product, told.handler, told.result, told.problem) == (
        "净水机 RS-60L", "王强", "更换插头", "开机十分钟后自动停机",
    )  # fmt: skip
    assert (told.customer, told.register, told.template, told.archived_at) == (
        "某公司", "台账.xlsx", "small_register", NOW,
    )  # fmt: skip
    assert told.retain_until.year == CLOSED.year + 5


def test_attachments_are_part_of_the_size(tmp_path: Path) -> None:
    made = register(tmp_path, case(attachments="a.jpg;b.jpg"))
    small = planned(made).copies[0]
    (tmp_path / "附件" / "a.jpg").write_bytes(b"x" * 100_000)
    large = planned(made).copies[0]
    assert large.size == small.size + 100_000
    assert ([each.name for each in small.missing], [each.name for each in large.missing]) == (
        ["a.jpg", "b.jpg"], ["b.jpg"],
    )  # fmt: skip
