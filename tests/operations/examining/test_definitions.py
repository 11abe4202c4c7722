"""Definitions beside the registers."""

from pathlib import Path

import pytest

from tests.operations.examining.made_up import said, site
from xltools.operations.examining.definitions import definitions
from xltools.workbook.definition_checks.example import example_definition


@pytest.mark.parametrize(
    ("change", "verdicts"),
    [
        (lambda text: text, ["ok"]),
        (lambda text: text.replace('dated_by = "received_at"', 'dated_by = "nowhere"'), ["wrong"]),
        (lambda text: text.replace("[numbering]", "[numbering]\nunheard_of = 3", 1), ["wrong"]),
        (lambda text: text + "\n[[[", ["wrong"]),
        (lambda _: '[project]\nname = "other"\n', []),
        (lambda _: "[[[", []),
    ],
)
def test_each_is_tried(tmp_path: Path, change: object, verdicts: list[str]) -> None:
    text = example_definition()
    changed = change(text)  # type: ignore[operator]
    (tmp_path / "desk.toml").write_text(changed, encoding="utf-8")
    assert changed != text or verdicts == ["ok"]
    assert said(definitions, site(tmp_path)) == verdicts


def test_the_settings_of_the_folder_are_none(tmp_path: Path) -> None:
    (tmp_path / "xltools.toml").write_text("[notify]\n", encoding="utf-8")
    assert said(definitions, site(tmp_path)) == []
