"""Whoever starts a long run need not listen."""

from xltools.operations.progress import Counting, Progress, Stages, untold


def test_nobody_need_be_told() -> None:
    stages: Stages = untold
    counting: Counting = untold
    progress: Progress = untold
    stages("reading")
    counting(1, 2)
    progress("reading", 1, 2)
