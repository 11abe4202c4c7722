"""Words for what can be wrong."""

from xltools.operations.archive_reading.faults import Damage


def test_no_two_damages_share_a_word() -> None:
    """Python would take the second for another name of the first."""
    assert len(Damage) == len(Damage.__members__)
