"""In which language a workspace's folders are called: said in ``xltools.toml``, checked where it is used. (issue 7)"""

from pathlib import Path

import pytest

from tests.registers import SMALL
from xltools.errors import DefinitionError
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.starting import start_register
from xltools.operations.workspace_file import FILE_NAME, LANGUAGE
from xltools.operations.workspace_language import begin_in_language, language_with, workspace_language
from xltools.operations.workspace_zone import workspace_zone
from xltools.workbook.definition_files import read_definition, shipped_definition


def said(folder: Path, toml: str) -> str:
    (folder / FILE_NAME).write_text(toml, encoding="utf-8")
    return workspace_language(folder)


def test_what_the_file_says_counts_and_without_a_word_the_default(tmp_path: Path) -> None:
    assert workspace_language(tmp_path) == DEFAULT_LANGUAGE
    assert said(tmp_path, "[archive]\nautomatic = false\n") == DEFAULT_LANGUAGE
    assert said(tmp_path, 'language = "en"\n\n[archive]\nautomatic = false\n') == "en"


@pytest.mark.parametrize("value", ['"tlh"', '""', "1", '["en"]', "{ a = 1 }"])
def test_a_language_without_texts_is_refused_by_its_key(tmp_path: Path, value: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        said(tmp_path, f"language = {value}\n")
    assert FILE_NAME in str(refused.value)
    assert LANGUAGE in str(refused.value)


ENGLISH, CHINESE = read_definition(SMALL.with_name("it_service_desk.toml")), shipped_definition("feedback_report")


def test_a_workspace_that_begins_in_english_speaks_it_and_keeps_its_time(tmp_path: Path) -> None:
    begin_in_language(tmp_path, tmp_path / "台账.xlsx", CHINESE)
    assert list(tmp_path.iterdir()) == []
    begin_in_language(tmp_path, tmp_path / "desk.xlsx", ENGLISH)
    assert (workspace_language(tmp_path), workspace_zone(tmp_path)) == ("en", "Europe/Berlin")


def test_what_its_people_said_stays(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("# ours\n", encoding="utf-8")
    begin_in_language(tmp_path, tmp_path / "desk.xlsx", ENGLISH)
    assert workspace_language(tmp_path) == "zh-CN" == language_with(tmp_path, tmp_path / "desk.xlsx", "en")
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "# ours\n"


def test_a_folder_that_holds_another_register_goes_on_speaking_as_it_did(tmp_path: Path) -> None:
    desk = tmp_path / "desk.xlsx"
    desk.write_bytes(b"no matter what")
    (tmp_path / "notes.xlsx").write_bytes(b"no register")
    assert language_with(tmp_path, desk, "en") == "en"
    start_register("feedback_report", tmp_path / "售后")
    assert language_with(tmp_path, desk, "en") == "zh-CN"
    begin_in_language(tmp_path, desk, ENGLISH)
    assert not (tmp_path / FILE_NAME).exists()


def test_a_folder_that_is_not_there_yet_begins_with_its_register(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert language_with(folder, folder / "desk.xlsx", "en") == "en"
    assert language_with(folder, folder / "台账.xlsx", "zh-CN") == "zh-CN"
