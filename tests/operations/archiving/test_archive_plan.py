"""A plan reckons with the room that its copies take."""

from pathlib import Path

from tests.archived import archived_case
from xltools.operations.archiving.archive_plan import PlannedCopy
from xltools.operations.archiving.attachment_files import FoundFile


def test_a_copy_takes_what_its_attachments_take_and_a_little_more() -> None:
    bare = PlannedCopy(archived_case(), "2024/甲/202405-001", (), ())
    film = FoundFile(Path("a.mp4"), "a.mp4", "a.mp4", 5_000_000, 0)
    heavy = PlannedCopy(archived_case(), "2024/甲/202405-001", (film, film), ())
    assert heavy.size - bare.size == 10_000_000
    assert bare.size > 0
