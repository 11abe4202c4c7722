"""Which characters can be shown, and what stands for the others."""

from pathlib import Path

from tests.reports.typesetting.made_fonts import make_font
from xltools.reports.typesetting.font_faces import faces_of
from xltools.reports.typesetting.fonts import ReportFonts
from xltools.reports.typesetting.glyph_coverage import cover


def fonts(folder: Path) -> ReportFonts:
    text = make_font(folder / "text.ttf", "Text", "客户a1□")
    rare = make_font(folder / "rare.ttf", "Rare", "𠮷喆a")
    symbols = make_font(folder / "symbols.ttf", "Symbols", "☎")
    return ReportFonts(faces_of(text)[0], None, (rare, symbols))


def test_a_text_that_its_font_can_show_needs_no_other(tmp_path: Path) -> None:
    covered = cover("客户 a1\n\u200b", fonts(tmp_path))
    assert covered.families == ("Text",)
    assert covered.replaced == ()
    assert covered.shown("客户") == "客户"


def test_rare_characters_bring_their_font_along(tmp_path: Path) -> None:
    covered = cover("客户𠮷喆", fonts(tmp_path))
    assert covered.families == ("Text", "Rare")
    assert [path.name for path in covered.files] == ["text.ttf", "rare.ttf"]
    assert covered.warnings() == ()


def test_what_no_font_has_becomes_a_box_and_is_told(tmp_path: Path) -> None:
    covered = cover("客户☎😀", fonts(tmp_path))
    assert covered.replaced == ("😀",)
    assert covered.shown("☎😀客") == "☎□客"
    assert "U+1F600" in covered.warnings()[0]
