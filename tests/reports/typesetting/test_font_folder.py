"""Fonts put where typst looks for them."""

from pathlib import Path

import pytest

from tests.reports.typesetting.made_fonts import make_font
from xltools.reports.typesetting.font_folder import open_fonts


@pytest.mark.parametrize("links", [True, False])
def test_each_font_is_placed_once_under_a_name_of_its_own(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("Windows lets only some users make links")

    if not links:
        monkeypatch.setattr(Path, "symlink_to", refuse)
    one, other = (make_font(tmp_path / name / "same.ttf", name, "abc") for name in ("One", "Other"))
    open_fonts(tmp_path / "fonts", (one, other, one))
    placed = sorted((tmp_path / "fonts").iterdir())
    assert [path.read_bytes() for path in placed] == [one.read_bytes(), other.read_bytes()]
