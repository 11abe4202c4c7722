"""A run of which nothing is said left nothing, and failed at nothing."""

from pathlib import Path

from xltools.operations.archiving.archive_run import ArchivedCopy, ArchiveRun


def test_a_run_without_a_word_has_nothing_to_come_back_for() -> None:
    run = ArchiveRun(Path("归档"), made=(ArchivedCopy("台账.xlsx", "202405-001", 1, "2024/某公司/202405-001"),))
    assert not any((run.left, run.skipped, run.gaps, run.waiting, run.left_over, run.again, run.damaged))
