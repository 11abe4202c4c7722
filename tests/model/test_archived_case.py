"""The words that stand in archives that are read years later."""

from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime

import pytest

from xltools.model.archived_case import ArchivedCase, ArchivedVersion, ArchiveReason

AT = datetime(2024, 6, 1, 10)
CASE = ArchivedCase(
    "202405-001", 1, ArchiveReason.FIRST, AT, "台账.xlsx", "feedback_report", 4, "某公司", "RS-60L", "漏水", "王强",
    "更换主板", AT, AT, date(2027, 6, 1), "0" * 64,
)  # fmt: skip


def test_the_words_for_reasons_stay() -> None:
    assert [ArchiveReason(word) for word in ("first", "reopened", "changed")] == list(ArchiveReason)


def test_a_line_tells_of_one_version_and_does_not_change() -> None:
    version = ArchivedVersion(CASE, "2024/某公司/202405-001", "0" * 64)
    assert version.case == CASE
    with pytest.raises(FrozenInstanceError):
        version.folder = "elsewhere"  # type: ignore[misc]


def test_what_manifests_repeat_has_these_names() -> None:
    assert [field.name for field in fields(ArchivedCase)] == [
        "number", "version", "reason", "archived_at", "register", "template", "template_version", "customer", "product",
        "problem", "handler", "result", "received_at", "closed_at", "retain_until", "contents",
    ]  # fmt: skip
