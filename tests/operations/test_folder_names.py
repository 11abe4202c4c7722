"""Folders and files of ours: made in one language, known again in every one. (issue 7)"""

import unicodedata
from pathlib import Path

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue
from xltools.language.speaking import speaking, text
from xltools.operations.folder_names import language_of, means, standing_or_new
from xltools.operations.importing.inbox import files_in, inboxes
from xltools.operations.workspace import may_be_workbook, may_hold_registers, workbooks_in

BOX = "folders.inbox"


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_a_new_one_is_made_in_the_spoken_language(tmp_path: Path, language: str) -> None:
    with speaking(language):
        assert standing_or_new(tmp_path, BOX) == tmp_path / catalogue(language)[BOX]


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
@pytest.mark.parametrize("spoken", SHIPPED_LANGUAGES)
def test_one_that_is_there_goes_on_being_used(tmp_path: Path, language: str, spoken: str) -> None:
    (tmp_path / catalogue(language)[BOX]).mkdir()
    with speaking(spoken):
        assert standing_or_new(tmp_path, BOX).name == catalogue(language)[BOX]


def test_of_two_the_spoken_one_counts(tmp_path: Path) -> None:
    for language in SHIPPED_LANGUAGES:
        (tmp_path / catalogue(language)[BOX]).mkdir()
    for language in SHIPPED_LANGUAGES:
        with speaking(language):
            assert standing_or_new(tmp_path, BOX).name == text(BOX)


def test_a_name_that_no_file_system_takes_is_a_new_one(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 300)
    assert standing_or_new(deep, BOX) == deep / text(BOX)


def test_names_are_known_in_every_language_and_spelling() -> None:
    assert means("收件", BOX)
    assert means("Case inbox", BOX)
    assert means(unicodedata.normalize("NFD", "Case inbox"), BOX)
    assert not means("收件箱", BOX)


def test_a_name_tells_its_language() -> None:
    assert language_of("收件", BOX) == "zh-CN"
    assert language_of("Case inbox", BOX) == "en"
    with speaking("en"):
        assert language_of("Something", BOX) == "en"


@pytest.mark.parametrize("key", ["inbox", "reports", "forms", "archive"])
@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_registers_are_looked_for_in_none_of_our_folders(tmp_path: Path, key: str, language: str) -> None:
    name = catalogue(language)[f"folders.{key}"]
    assert not may_hold_registers(name)
    (tmp_path / name).mkdir()
    (tmp_path / name / "a.xlsx").touch()
    (tmp_path / "b.xlsx").touch()
    assert workbooks_in(tmp_path) == [tmp_path / "b.xlsx"]


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_companions_are_no_workbooks_of_peoples(language: str) -> None:
    assert not may_be_workbook(f"2026{catalogue(language)['folders.companion_mark']}.xlsx")


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_inboxes_and_what_is_done_with_are_found_in_every_language(tmp_path: Path, language: str) -> None:
    texts = catalogue(language)
    box = tmp_path / texts[BOX]
    for folder in (box, box / texts["folders.taken"], box / texts["folders.returned"]):
        folder.mkdir()
        (folder / "a.csv").touch()
    assert inboxes(tmp_path) == [box]
    assert files_in(box) == [box / "a.csv"]
