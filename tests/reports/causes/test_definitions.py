"""What sheet 口径 says of causes names each word once."""

from xltools.reports.causes.definitions import DEFINITIONS


def test_definitions_are_told_apart() -> None:
    words = [word for word, _ in DEFINITIONS]
    assert len(set(words)) == len(words)
    assert all(text.endswith("。") for _, text in DEFINITIONS)
