"""Into which register a file belongs: by folder, settings, mark, or because there is only one; never a guess. (FA-1)"""

import tomllib
import unicodedata
from pathlib import Path

import pytest

from tests.operations.importing.samples import register, workbook
from xltools.errors import DefinitionError, UnusableExportError, VanishedError
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.register_choice import register_for
from xltools.operations.workspace import Workspace


def chosen(root: Path, file: str = "评价.csv", into: str | None = None, mark: str = "", below: str = "") -> Path:
    """The register of a file in 收件; the settings fit it where `into` is told."""
    settings = None if into is None else ImportSettings(name="平台", match="*", into=into)
    inbox = root / below / "收件"
    return register_for(inbox / file, inbox, Workspace(root), settings, mark)


def test_the_only_register_is_meant_whatever_else_lies_beside_it(tmp_path: Path) -> None:
    path = register(tmp_path / "华东")
    (tmp_path / "平台导出.xlsx").write_bytes(workbook(["评价内容"], ["开机十分钟后停机"]))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 cut short")
    register(tmp_path / "收件", "副本.xlsx")
    register(tmp_path / "报告", "月报.xlsx")
    assert chosen(tmp_path) == path
    assert chosen(tmp_path, into="") == path


def test_without_any_register_nothing_is_meant(tmp_path: Path) -> None:
    (tmp_path / "平台导出.xlsx").write_bytes(workbook(["评价内容"]))
    with pytest.raises(VanishedError):
        chosen(tmp_path)


def test_of_several_none_is_guessed_and_the_table_to_paste_names_one_that_is_there(tmp_path: Path) -> None:
    books = [register(tmp_path, name) for name in ("甲.xlsx", "乙.xlsx")]
    with pytest.raises(UnusableExportError) as refused:
        chosen(tmp_path, "十月 评价.csv")
    assert all(book.name in said for book in books for said in (str(refused.value), refused.value.to_people))
    (table,) = tomllib.loads("\n".join(refused.value.to_copy))["imports"]
    pasted = ImportSettings.model_validate(table)
    assert pasted.fits("十月 评价.csv")
    assert chosen(tmp_path, into=pasted.into) in books


@pytest.mark.parametrize("file", ["乙/评价.csv", "乙/十月/评价.csv", "乙/甲/评价.csv"])
def test_the_first_folder_names_the_register_before_anybody_else(tmp_path: Path, file: str) -> None:
    register(tmp_path, "甲.xlsx")
    second = register(tmp_path / "华东", "乙.xlsx")
    assert chosen(tmp_path, file) == second
    assert chosen(tmp_path, file, into="甲.xlsx", mark="甲.xlsx") == second


@pytest.mark.parametrize(("book", "folder"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_either_may_be_named_on_a_mac(tmp_path: Path, book: str, folder: str) -> None:
    stem, name = (unicodedata.normalize(form, "Café") for form in (book, folder))
    assert stem != name
    register(tmp_path, "甲.xlsx")
    path = register(tmp_path, f"{stem}.xlsx")
    assert chosen(tmp_path, f"{name}/评价.csv") == path


def test_a_folder_that_is_named_like_no_register_refuses_the_file_though_there_is_only_one(tmp_path: Path) -> None:
    register(tmp_path, "甲.xlsx")
    with pytest.raises(UnusableExportError) as refused:
        chosen(tmp_path, "丙/评价.csv", into="甲.xlsx", mark="甲.xlsx")
    assert "丙" in str(refused.value)
    assert "丙" in refused.value.to_people


def test_the_settings_come_before_what_a_returned_workbook_says(tmp_path: Path) -> None:
    register(tmp_path, "甲.xlsx")
    second = register(tmp_path / "华东", "乙.xlsx")
    assert chosen(tmp_path, into="华东/乙.xlsx", mark="甲.xlsx") == second
    register(tmp_path / "华北", "丁.xlsx")
    assert chosen(tmp_path, into="华东/乙.xlsx", below="华北") == second  # from the folder of xltools.toml


@pytest.mark.parametrize("into", ["丙.xlsx", "华东"])
def test_settings_that_name_no_register_are_refused_though_there_is_only_one(tmp_path: Path, into: str) -> None:
    register(tmp_path / "华东", "甲.xlsx")
    with pytest.raises(DefinitionError, match=into):
        chosen(tmp_path, into=into, mark="华东/甲.xlsx")


def test_a_returned_workbook_names_its_register(tmp_path: Path) -> None:
    first, second = register(tmp_path, "甲.xlsx"), register(tmp_path / "华东", "甲.xlsx")
    assert chosen(tmp_path, mark="甲.xlsx") == first
    assert chosen(tmp_path, mark="华东/甲.xlsx") == second
    assert chosen(tmp_path, mark="华东/甲.xlsx", into="") == second


def test_a_mark_of_a_register_that_is_gone_chooses_none_of_several(tmp_path: Path) -> None:
    first, second = register(tmp_path, "甲.xlsx"), register(tmp_path, "乙.xlsx")
    with pytest.raises(UnusableExportError):
        chosen(tmp_path, mark="丙.xlsx")
    second.unlink()
    assert chosen(tmp_path, mark="丙.xlsx") == first


def test_an_inbox_asks_for_the_registers_beside_it_and_below(tmp_path: Path) -> None:
    first, second = register(tmp_path, "甲.xlsx"), register(tmp_path / "华东", "乙.xlsx")
    assert chosen(tmp_path, below="华东") == second
    assert chosen(tmp_path, "乙/评价.csv") == second
    with pytest.raises(UnusableExportError):
        chosen(tmp_path, "甲/评价.csv", below="华东")
    second.unlink()
    assert chosen(tmp_path) == first
