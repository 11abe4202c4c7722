"""Folders have names that every system takes, whatever customers are called. (ST-12)"""

import random
import re
import unicodedata
from pathlib import PureWindowsPath

import pytest

from xltools.operations.archiving.archive_names import (
    Names,
    Room,
    alike,
    beside,
    case_folder_name,
)
from xltools.reports.archive_index.version_folders import later_folder
from xltools.reports.file_names import safe_file_name

ROOT = "/srv/工单/归档"
HOSTILE = [
    "../", "../../etc/passwd", "..", ".", "...", "", "   ", "\x00", "\u202e\u200b\ufeff", "\ud800", "/", "\\", "C:",
    "C:\\x", "CON", "con", "Con.txt", "NUL ", "COM1", "lpt9.xlsx", "COM¹", "CONIN$", "aux.", "prn .x",
    "a" * 300, "长" * 300, "😀" * 300, "👨‍👩‍👧公司", "e\u0301" * 80, "x\u202exslx.exe", "a\nb\tc\rd", "tail. . .",
    " lead", ".hidden", "~$lock", '<a>:"b"|c?*', "a#b%20c", "=1+1", "-rf", "归档目录.jsonl", ".xltools-1",
    "{{处理结果}}", "&amp;", "\u2028x", "x\x85y",
]  # fmt: skip
FORBIDDEN = re.compile(r'[<>:"/\\|?*#%\x00-\x1f\x7f]')
DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


def assert_fit(name: str) -> None:
    assert name
    assert PureWindowsPath(name).name == name
    assert not FORBIDDEN.search(name)
    assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert name == name.strip(" .")
    assert not name.startswith(("~$", "."))
    assert not DEVICE.fullmatch(name)
    assert len(name.encode()) <= 255
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_makes_a_folder_that_every_system_takes(text: str) -> None:
    room = Room(ROOT)
    for name in (room.customer_folder(text), case_folder_name(text), beside(case_folder_name("1"), text)):
        assert_fit(name)
    assert_fit(room.attachment(text, "2024/某公司/202405-001") or "x")
    assert_fit(later_folder(case_folder_name(text), 2))


def test_any_signs_at_all_do() -> None:
    dice = random.Random(6)
    for _ in range(3000):
        text = "".join(chr(dice.choice((dice.randrange(0x80), dice.randrange(0x3000), dice.randrange(0x110000))))
                       for _ in range(dice.randrange(1, 90)))  # fmt: skip
        assert_fit(Room(ROOT).customer_folder(text))
        assert safe_file_name(text, 40) == safe_file_name(safe_file_name(text, 40), 40)


def test_a_plain_name_is_kept() -> None:
    assert Room(ROOT).customer_folder("广州沐野物流有限公司") == "广州沐野物流有限公司"
    assert Room(ROOT).attachment("照片 1.JPG", "2024/某公司/1") == "照片 1.JPG"
    assert case_folder_name("20261008-CS-008") == "20261008-CS-008"
    assert later_folder("202405-001", 2) == "202405-001 第2版"
    assert later_folder("202405-001 第2版", 3) == "202405-001 第3版"


def test_long_names_that_differ_at_their_ends_stay_apart() -> None:
    room = Room(ROOT)
    names = {room.customer_folder(f"{'长' * 300}{end}") for end in range(50)}
    assert len(names) == 50


@pytest.mark.parametrize("depth", [20, 60, 80])
def test_paths_stay_as_short_as_excel_opens(depth: int) -> None:
    root = "/" + "r" * (depth - 1)
    room = Room(root)
    folder = f"2024/{room.customer_folder('长' * 300)}/{later_folder(case_folder_name('9' * 30), 12)}"
    attachment = room.attachment("照" * 200 + ".jpeg", folder)
    assert len(f"{root}/{folder}/附件/{attachment}".encode("utf-16-le")) / 2 < 218
    assert attachment.endswith(".jpeg")


def test_a_long_extension_is_none() -> None:
    assert_fit(Room(ROOT).attachment("a." + "b" * 300, "2024/某公司/1"))


def test_names_in_one_folder_differ_by_more_than_case() -> None:
    names = Names(("清单.json",))
    assert [names.given(name) for name in ("a.jpg", "A.JPG", "清单.json", "e\u0301.x", "é.x")] == [
        "a.jpg", "A (2).JPG", "清单 (2).json", "e\u0301.x", "é (2).x",
    ]  # fmt: skip
    assert alike("E\u0301") == alike("é")


def test_folders_that_some_system_takes_for_one() -> None:
    assert alike("2024/ABC caf\u00e9") == alike("2024/abc CAFE\u0301")
