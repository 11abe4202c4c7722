"""Exports are taken in once they stand still (FA-1)."""

from pathlib import Path

from xltools.operations.watching.arrivals import Arrivals
from xltools.operations.watching.scanning import Signature

A, B = Path("/收件/a.csv"), Path("/收件/b.csv")


def state(number: int) -> Signature:
    return Signature(number, number, 1, 0o644)


def test_a_file_is_reported_once_it_stands_still_and_once_only() -> None:
    arrivals = Arrivals(1.0)
    arrivals.seen({A: state(1)}, 0)
    arrivals.seen({A: state(2)}, 0.9)
    assert not arrivals.taken(1.5)
    assert arrivals.next_moment() == 1.9
    assert arrivals.taken(1.9)
    arrivals.seen({A: state(2)}, 5)  # left there for later: the clock comes back to it
    assert not arrivals.taken(100)
    assert arrivals.next_moment() is None


def test_one_that_grows_does_not_hold_up_another() -> None:
    arrivals = Arrivals(1.0)
    arrivals.seen({A: state(1), B: state(1)}, 0)
    arrivals.seen({A: state(2), B: state(1)}, 1)
    assert arrivals.taken(1)
    arrivals.seen({A: state(2)}, 2)
    assert arrivals.taken(2)
    arrivals.seen({B: state(1)}, 3)  # dropped once more
    assert arrivals.taken(4)
