"""Who is told how far a long run has come? Whoever started it; nobody, where nobody asked.

Invariant: what is told changes nothing of what is done.
"""

from collections.abc import Callable

Stages = Callable[[str], None]  # told the stage that begins
Counting = Callable[[int, int], None]  # told how many of how many are done
Progress = Callable[[str, int, int], None]  # told the stage, how much of it is done, and of how much


def untold(*_: object) -> None:
    """Nobody is told."""
