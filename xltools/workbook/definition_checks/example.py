"""What does a small definition look like that works? The file ``example.toml`` beside this module.

Invariant: the example passes every check without a word (a test says so).
"""

from pathlib import Path


def example_definition() -> str:
    """The text of the example, with comments."""
    return Path(__file__).with_name("example.toml").read_text(encoding="utf-8")
