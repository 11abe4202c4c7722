"""A page is plain values."""

from xltools.model.generated_page import Emphasis, PageRow


def test_a_row_is_plain_unless_said_otherwise() -> None:
    assert PageRow(("202405-001",)).emphasis is Emphasis.PLAIN
