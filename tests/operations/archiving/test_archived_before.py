"""A case is known again after its register was renamed, and never taken for another team's. (FR-14)"""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.model.test_archived_case import CASE
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archived_before import ArchivedBefore, CaseIdentity

LATER = datetime(2024, 6, 2)
BARE = CaseIdentity(CASE.template, CASE.number, CASE.received_at, CASE.register, CASE.customer)
TOLD = BARE._replace(location=f"归档/2024/某公司/{CASE.number}")


def version(number: int = 1, **changes: object) -> ArchivedVersion:
    """A line; those of one customer stand in one folder."""
    case = replace(CASE, version=number, **changes)  # type: ignore[arg-type]
    again = f" 第{number}版" if number > 1 else ""
    return ArchivedVersion(case, f"2024/某公司/{case.number}{again}", "0" * 64)


def latest(identity: CaseIdentity, *versions: ArchivedVersion) -> int:
    found = ArchivedBefore(versions).latest(identity)
    return found.case.version if found else 0


def test_the_highest_version_counts_in_whatever_order_lines_stand() -> None:
    assert latest(BARE, version(1), version(3), version(2)) == 3
    assert latest(BARE, version(1), version(3, customer="改了名")) == 3
    assert latest(BARE) == latest(TOLD) == 0


@pytest.mark.parametrize(
    "location",
    ["归档/2024/某公司/{}", "../档案/2024/某公司/{} 第2版", "D:\\档案\\2024\\某公司\\{} 第12版", "2024/某公司/{}"],
)
def test_a_case_whose_row_tells_its_place_is_known_whatever_was_corrected(location: str) -> None:
    told = BARE._replace(location=location.format(CASE.number), register="2025/新台账.xlsx")
    assert latest(told._replace(customer="某某公司", received_at=LATER), version(1), version(2)) == 2
    assert latest(told._replace(customer="某某公司", received_at=None), version()) == 1


def test_where_no_place_is_told_receipt_and_customer_count() -> None:
    assert latest(BARE._replace(register="2025/新台账.xlsx"), version()) == 1
    assert latest(BARE._replace(received_at=None), version(received_at=None)) == 1


def test_another_case_is_not_taken_for_it() -> None:
    assert latest(TOLD._replace(number="202405-002"), version()) == 0
    assert latest(TOLD._replace(template="service_ticket"), version()) == 0


def test_two_teams_that_share_an_archive_keep_their_cases_apart() -> (
    None
):  # R2: one day, one number, one register's name
    assert latest(BARE._replace(customer="乙公司"), version()) == 0
    assert latest(BARE._replace(received_at=LATER), version()) == 0
    assert latest(BARE._replace(received_at=None, customer="乙公司"), version(received_at=None)) == 0
    theirs = ArchivedVersion(version(5).case, f"2024/某公司/{CASE.number} 台账", "0" * 64)
    assert latest(TOLD, version(1), theirs) == 1  # whatever else is the same


def test_a_version_tells_whose_it_is() -> None:
    assert BARE.is_same(version())
    assert TOLD._replace(customer="某某公司").is_same(version(2))
    assert not BARE._replace(customer="某某公司").is_same(version(2))
