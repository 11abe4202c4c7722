"""A case is known again after its register was renamed, and never taken for another team's. (FR-14)"""

from dataclasses import replace
from datetime import datetime

from tests.model.test_archived_case import CASE
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archived_before import ArchivedBefore, CaseIdentity

SAME = CaseIdentity.of(CASE)
LATER = datetime(2024, 6, 2)


def version(number: int = 1, **changes: object) -> ArchivedVersion:
    case = replace(CASE, version=number, **changes)  # type: ignore[arg-type]
    return ArchivedVersion(case, f"2024/x/{number}", "0" * 64)


def latest(identity: CaseIdentity, *versions: ArchivedVersion) -> int:
    found = ArchivedBefore(versions).latest(identity)
    return found.case.version if found else 0


def test_the_highest_version_counts_in_whatever_order_lines_stand() -> None:
    assert latest(SAME, version(1), version(3), version(2)) == 3
    assert latest(SAME) == 0


def test_a_case_is_known_again() -> None:
    assert latest(SAME._replace(register="2025/台账.xlsx", customer="某某公司"), version()) == 1  # rollover, correction
    assert latest(SAME._replace(received_at=LATER), version()) == 1
    assert latest(SAME._replace(received_at=None), version()) == 1


def test_another_case_is_not_taken_for_it() -> None:
    assert latest(SAME._replace(number="202405-002"), version()) == 0
    assert latest(SAME._replace(template="service_ticket"), version()) == 0
    assert latest(SAME._replace(received_at=LATER, register="另一本.xlsx"), version()) == 0
    assert latest(SAME._replace(received_at=LATER, customer="另一家"), version()) == 0
    assert latest(CaseIdentity.of(version(received_at=None).case)._replace(customer="另一家"), version()) == 0


def test_two_teams_with_equal_numbers_do_not_overtake_each_other() -> None:
    theirs = version(2, received_at=LATER)  # the same register's name, the same customer
    assert latest(SAME, version(1), theirs) == 1
    assert latest(SAME._replace(received_at=LATER), version(1), theirs) == 2
