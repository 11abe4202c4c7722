"""The facts of an English register mean what those of a Chinese one mean, and are reported in any language."""

from functools import cache

import pytest

from tests.reports.content.test_english import chinese_in, reported, tables
from tests.reports.extraction.extracted import extracted, shown
from xltools.language.words import Word
from xltools.reports.document import DETAIL
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.register_facts import RegisterFacts
from xltools.reports.extraction.storing import loaded, stored

CASES = """
| Incident number | State | Opened at | Requester | Contact | Description | First response at | Resolution due | Resolved at | Surveyed at | Satisfaction | Closed at | Anonymous |
| INC-1 | Closed | @2026-10-05 09:30 | Jane Smith | 030 123456 | Printer jams; Jane Smith waits | @2026-10-05 10:00 | @2026-10-06 12:00 | @2026-10-08 10:00 | @2026-10-09 10:00 | satisfied | @2026-10-09 11:00 | yes |
| INC-2 | Open | @2026-10-06 09:30 | John Miller | 030 654321 | VPN drops every hour | @2026-10-06 10:00 | @2026-10-08 12:00 | @2026-10-20 10:00 | | | | |
"""  # noqa: E501 - a table
EXTENSIONS = """
| Incident number | Asked at | Verdict | Approved at | New date |
| INC-1 | @2026-10-06 10:00 | approved | @2026-10-06 11:00 | @2026-10-08 12:00 |
| INC-2 | @2026-10-06 10:00 | refused | @2026-10-06 11:00 | @2026-10-12 12:00 |
"""
IMPROVEMENTS = """
| Improvement | Measure | Progress | Proposed on |
| Rollers | Change the feed rollers | in progress | @2026-10-09 |
| Cables | Change all cables | done | @2026-10-09 |
"""
ROUNDS = """
| Case number | Round | Account | Reopened at |
| INC-2 | #1 | Satisfaction: dissatisfied | @2026-10-12 09:00 |
"""


@cache
def desk() -> RegisterFacts:
    sheets = {"extensions": EXTENSIONS, "improvements": IMPROVEMENTS, "rounds": ROUNDS}
    return extracted("it_service_desk", CASES, "desk.xlsx", **sheets)


def test_words_that_rules_act_on_are_neutral() -> None:
    assert desk().source.language == "en"
    assert shown(desk().extensions, "verdict") == [(Word.AGREED,), (Word.REFUSED,)]
    assert shown(desk().improvements, "progress") == [(Word.UNDER_WAY,), (Word.DONE,)]


def test_earlier_rounds_are_read_in_the_language_of_their_account() -> None:  # FR-11
    assert shown(desk().rounds, "satisfaction", "until") == [("dissatisfied", "10-12 09:00")]


def test_names_and_contacts_do_not_leave_the_register() -> None:  # FR-2, FR-13
    told = stored(desk()).decode()
    assert [name for name in ("Jane Smith", "John Miller", "123456", "654321") if name in told] == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_same_is_reported_in_any_language(language: str) -> None:
    again = loaded(stored(desk()))
    assert again is not None
    report = reported(merged_facts([again]), language)
    assert [row[1] for row in tables(report)["exceptions"].rows] == [0, 2, 1, 1, 1]
    assert len(tables(report)[DETAIL].rows) == 2
    assert bool(chinese_in(report)) == (language == "zh-CN")
