"""Where a case is, as people ask for it. (ST-12)"""

from datetime import datetime

import pytest

from tests.archived import listed
from xltools.operations.archive_reading.finding import find

LINES = [
    listed(),
    listed(number="202405-010", customer="ＡＣＭＥ Co", problem="=漏水", archived_at=datetime(2024, 6, 1)),
    listed(version=2, archived_at=datetime(2025, 1, 1)),
    listed(number="202405-101", customer="Straße 有限公司", archived_at=datetime(2024, 7, 1)),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("202405-001", [2, 0]),
        (" ２０２４０５－００１ ", [2, 0]),
        ("202405-1", [2, 0, 3]),  # the number itself first, then what begins so
        ("202405–010", [1]),
        ("-101", [3]),
        ("苏州", [2, 0]),
        ("acme", [1]),
        ("STRASSE", [3]),
        ("202405 漏水", [1]),
        ("kfr-35　压缩机", [2, 3, 1, 0]),
        ("苏州 漏水", []),
        ("  ", []),
    ],
)
def test_all_words_must_occur_and_the_latest_comes_first(typed: str, found: list[int]) -> None:
    assert [LINES.index(each) for each in find(LINES, typed)] == found
