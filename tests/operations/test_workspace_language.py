"""In which language a workspace's folders are called: said in ``xltools.toml``, checked where it is used. (issue 7)"""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.workspace_file import FILE_NAME
from xltools.operations.workspace_language import KEY, begin_in_language, workspace_language


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
    assert KEY in str(refused.value)


def test_a_workspace_that_begins_in_english_speaks_it_unless_its_people_said_something(tmp_path: Path) -> None:
    begin_in_language(tmp_path, "zh-CN")
    assert list(tmp_path.iterdir()) == []
    begin_in_language(tmp_path, "en")
    assert workspace_language(tmp_path) == "en"
    (tmp_path / FILE_NAME).write_text("# ours\n", encoding="utf-8")
    begin_in_language(tmp_path, "en")
    assert workspace_language(tmp_path) == "zh-CN"
