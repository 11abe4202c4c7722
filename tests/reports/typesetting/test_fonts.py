"""Where fonts are looked for, over folders that stand for a machine."""

from pathlib import Path

import pytest

from tests.reports.typesetting.made_fonts import CHINESE, make_font
from xltools.errors import FontMissingError
from xltools.language.speaking import speaking
from xltools.reports.typesetting import fonts
from xltools.reports.typesetting.fonts import find_fonts


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine whose only fonts are the test's: Windows' folder and one's own home lie in ``tmp_path``."""
    monkeypatch.setenv("WINDIR", str(tmp_path / "Windows"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.delenv("XLTOOLS_FONT", raising=False)
    monkeypatch.setattr(fonts, "_folders", lambda: iter([tmp_path / "Windows" / "Fonts", tmp_path / "share"]))
    monkeypatch.setattr(fonts, "_told_by_fontconfig", list)
    return tmp_path


def test_no_font_is_an_error_with_the_remedy() -> None:
    with pytest.raises(FontMissingError, match=r"Noto Sans CJK SC.*XLTOOLS_FONT"):
        find_fonts()


def test_windows_fonts_are_found_whatever_the_case_of_their_names(bare_machine: Path) -> None:
    folder = bare_machine / "Windows" / "Fonts"
    regular = make_font(folder / "MSYH.TTC", "Microsoft YaHei", CHINESE)
    bold = make_font(folder / "msyhbd.ttc", "Microsoft YaHei", CHINESE)
    make_font(folder / "simsun.ttc", "SimSun", CHINESE)
    make_font(folder / "simsunb.ttf", "SimSun-ExtB", "𠮷")
    found = find_fonts()
    assert (found.text.path, found.bold) == (regular, bold)
    assert [path.name for path in found.further] == ["simsunb.ttf", "simsun.ttc"]


def test_a_font_of_the_right_name_without_chinese_is_passed_over(bare_machine: Path) -> None:
    make_font(bare_machine / "Windows" / "Fonts" / "msyh.ttc", "Microsoft YaHei", "abc")
    other = make_font(bare_machine / "share" / "deep" / "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", CHINESE)
    assert find_fonts().text.path == other


def test_fontconfig_is_asked_last(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = make_font(bare_machine / "elsewhere" / "Unusual.ttf", "Unusual", CHINESE)
    monkeypatch.setattr(fonts, "_told_by_fontconfig", lambda: [told])
    assert find_fonts().text.path == told


def test_a_named_font_comes_before_all(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_font(bare_machine / "Windows" / "Fonts" / "msyh.ttc", "Microsoft YaHei", CHINESE)
    of_environment = make_font(bare_machine / "env" / "Own-Regular.ttf", "Own", CHINESE)
    bold = make_font(bare_machine / "env" / "Own-Bold.ttf", "Own", CHINESE)
    configured = make_font(bare_machine / "own.ttf", "Own Too", CHINESE)
    monkeypatch.setenv("XLTOOLS_FONT", str(of_environment))
    assert (find_fonts().text.path, find_fonts().bold) == (of_environment, bold)
    assert find_fonts(configured).text.path == configured


def test_a_named_font_that_is_none_is_never_replaced_in_silence(bare_machine: Path) -> None:
    make_font(bare_machine / "Windows" / "Fonts" / "msyh.ttc", "Microsoft YaHei", CHINESE)
    with pytest.raises(FontMissingError, match="latin"):
        find_fonts(make_font(bare_machine / "latin.ttf", "Latin", "abc"))


def test_folders_of_windows_follow_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    assert next(fonts._folders()) == tmp_path / "Fonts"


def test_english_needs_no_chinese_font_and_takes_one_for_what_customers_write(bare_machine: Path) -> None:  # issue 7
    folder = bare_machine / "Windows" / "Fonts"
    latin = make_font(folder / "arial.ttf", "Arial", "".join(map(chr, range(0x21, 0x7F))))
    with speaking("en"):
        assert find_fonts().text.path == latin
    with pytest.raises(FontMissingError):
        find_fonts()
    chinese = make_font(folder / "msyh.ttc", "Microsoft YaHei", CHINESE)
    with speaking("en"):
        found = find_fonts()
    assert (found.text.path, found.further) == (latin, (chinese,))
    assert find_fonts().text.path == chinese
