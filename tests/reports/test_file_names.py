"""A file stays in its folder and is taken by every system, whatever it is named after. (FR-14, ST-12)"""

from itertools import islice
from pathlib import PureWindowsPath

import pytest

from xltools.model.period import Period
from xltools.reports.file_names import numbered_names, report_name, safe_file_name

OCTOBER = Period.month(2026, 10)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'a\\b:c*d?e<f>g|h"i', "tail...", "\x00\n\t", "长" * 300, "", "CON", "=1+1", "\u202ex"]
)
def test_any_title_makes_a_name_that_every_system_takes(title: str) -> None:
    name = report_name(OCTOBER, title)
    assert name.startswith("2026-10")
    assert PureWindowsPath(name).name == name
    assert not set(name) & set('<>:"/\\|?*\n\t\x00\u202e')
    assert name == name.strip(" .")
    assert len(name.encode()) < 255


def test_a_plain_title_is_kept() -> None:
    assert report_name(OCTOBER, "客户反馈管理分析报告") == "2026-10 客户反馈管理分析报告"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("某公司（北京）.", "某公司（北京）"),
        ("a/b\\c", "a b c"),
        ("../..", ""),
        ("CON", "_CON"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("nul .txt", "_nul .txt"),
        ("COM¹", "_COM¹"),
        ("CONSOLE", "CONSOLE"),
        ("COM10", "COM10"),
        ("a\u200bb\u202ec", "abc"),
        ("e\u0301", "é"),
        ("😀公司", "😀公司"),
        ("\ud83d", ""),
        ("~$x", "$x"),
        (".git", "git"),
    ],
)
def test_what_no_system_takes_goes(text: str, name: str) -> None:
    assert safe_file_name(text, 40) == name


@pytest.mark.parametrize("sign", ["a", "长", "😀"])
@pytest.mark.parametrize("suffix", ["", ".xlsx"])
def test_long_names_are_cut_apart(sign: str, suffix: str) -> None:
    first, second = (safe_file_name(sign * 299 + end, 100, suffix) for end in "ab")
    assert first != second
    assert first.endswith(suffix)
    assert len(first.encode("utf-16-le")) / 2 <= 100
    assert len(first.encode()) <= 240
    assert safe_file_name(sign * 10, 40, suffix) == sign * 10 + suffix


@pytest.mark.parametrize(("suffix", "name"), [(".PDF", "x.PDF"), ("../..", "x"), (".", "x"), (". e/x", "x.e x")])
def test_an_extension_is_made_safe_too(suffix: str, name: str) -> None:
    assert safe_file_name("x", 40, suffix) == name
    assert safe_file_name("aux", 40, suffix).startswith("_")


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("照片.jpg", ["照片.jpg", "照片 (2).jpg", "照片 (3).jpg"]),
        ("说明", ["说明", "说明 (2)", "说明 (3)"]),
        ("a.tar.gz", ["a.tar.gz", "a.tar (2).gz", "a.tar (3).gz"]),
    ],
)
def test_a_taken_name_gets_a_number_before_its_extension(name: str, names: list[str]) -> None:
    assert list(islice(numbered_names(name), 3)) == names
