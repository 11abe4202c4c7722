"""The index comes into the archive's root, and people's work on it is left alone. (ST-12)"""

import os
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.archived import CATALOGUE_NAME, INDEX_NAME, archive, listed
from xltools.language.speaking import speaking
from xltools.operations.archive_reading.index_file import (
    IndexPlacing,
    bring_index_up_to_date,
    index_is_behind,
    is_index,
)

NOW = datetime(2026, 11, 22, 9, 30)


def numbers(path: Path) -> set[str]:
    workbook = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    return {str(sheet.cell(row, 1).value) for sheet in workbook.worksheets[1:] for row in range(4, sheet.max_row + 1)}


def change(path: Path) -> bytes:
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["D1"] = "我的备注"
    workbook.save(path)
    return path.read_bytes()


def test_made_once_and_again_only_where_the_catalogue_grew(tmp_path: Path) -> None:
    archive(tmp_path)
    first = bring_index_up_to_date(tmp_path, NOW)
    data = first.path.read_bytes()
    assert (first.path, first.placing) == (tmp_path / INDEX_NAME, IndexPlacing.WRITTEN)
    assert bring_index_up_to_date(tmp_path, NOW).placing is IndexPlacing.UNCHANGED
    assert first.path.read_bytes() == data
    archive(tmp_path, listed(number="202405-077"))
    assert bring_index_up_to_date(tmp_path, NOW).placing is IndexPlacing.WRITTEN
    assert numbers(first.path) == {"202405-001", "202405-002", "202405-077"}


def test_what_people_changed_stays_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    archive(tmp_path)
    path = bring_index_up_to_date(tmp_path, NOW).path
    theirs = change(path)
    archive(tmp_path, listed(number="202405-077"))
    outcome = bring_index_up_to_date(tmp_path, NOW)
    assert (outcome.path.name, outcome.placing) == ("归档索引 (2).xlsx", IndexPlacing.KEPT)
    assert path.read_bytes() == theirs
    assert "202405-077" in numbers(outcome.path)
    assert bring_index_up_to_date(tmp_path, NOW) == (outcome.path, IndexPlacing.UNCHANGED, "")


def test_while_somebody_has_it_open_it_waits(tmp_path: Path) -> None:
    archive(tmp_path)
    path = bring_index_up_to_date(tmp_path, NOW).path
    before = path.read_bytes()
    lock = tmp_path / f".~lock.{INDEX_NAME}#"
    lock.write_text("李娜,lina,PC-7,22.11.2026 09:00,file:///home/lina;", encoding="utf-8")
    archive(tmp_path, listed(number="202405-077"))
    outcome = bring_index_up_to_date(tmp_path, NOW)
    assert outcome.placing is IndexPlacing.LATER
    assert "李娜" in outcome.sentence
    assert path.read_bytes() == before
    lock.unlink()
    assert bring_index_up_to_date(tmp_path, NOW).placing is IndexPlacing.WRITTEN


def test_a_read_only_index_is_respected(tmp_path: Path) -> None:
    archive(tmp_path)
    path = bring_index_up_to_date(tmp_path, NOW).path
    path.chmod(0o444)
    archive(tmp_path, listed(number="202405-077"))
    outcome = bring_index_up_to_date(tmp_path, NOW)
    assert outcome.placing is IndexPlacing.UNWRITABLE
    assert outcome.sentence


def test_no_catalogue_no_index(tmp_path: Path) -> None:
    assert bring_index_up_to_date(tmp_path, NOW).placing is IndexPlacing.UNWRITABLE
    assert not list(tmp_path.iterdir())


def test_whether_it_is_behind(tmp_path: Path) -> None:
    assert not index_is_behind(tmp_path)
    archive(tmp_path)
    assert index_is_behind(tmp_path)
    path = bring_index_up_to_date(tmp_path, NOW).path
    assert not index_is_behind(tmp_path)
    later = path.stat().st_mtime_ns + 5_000_000_000
    os.utime(tmp_path / CATALOGUE_NAME, ns=(later, later))
    assert index_is_behind(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is looked at again and again, as a scanner may hold it; the tests need not wait for it."""
    from xltools.operations.files import replacing

    monkeypatch.setattr(replacing.time, "sleep", lambda _: None)


def test_an_english_index_has_its_own_name_and_says_nothing_in_chinese(tmp_path: Path) -> None:  # issue 7
    with speaking("en"):
        archive(tmp_path)
        outcome = bring_index_up_to_date(tmp_path, NOW)
        assert bring_index_up_to_date(tmp_path, NOW).placing is IndexPlacing.UNCHANGED
    assert outcome.path.name == "Archive index.xlsx"
    assert is_index(outcome.path.name)
    assert bring_index_up_to_date(tmp_path, NOW).path == outcome.path  # it goes on being used, whatever is spoken
    book = openpyxl.load_workbook(outcome.path)
    guide = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value is not None]
    heads = [str(cell.value) for row in book.worksheets[1].iter_rows(max_row=3) for cell in row if cell.value]
    assert len(guide) > 20
    assert not [words for words in (*guide, *heads, *book.sheetnames) if re.search(r"[\u4e00-\u9fff]", words)]
