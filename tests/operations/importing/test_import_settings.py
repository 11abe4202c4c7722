"""[[imports]] in xltools.toml: checked, and chosen by the names of files. (FA-1)"""

import tomllib
from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.operations.importing.import_settings import (
    ImportSettings,
    import_settings,
    proposed_table,
    settings_for,
)


def settings_in(folder: Path, text: str) -> list[ImportSettings]:
    (folder / "xltools.toml").write_text(text, encoding="utf-8")
    return import_settings(folder)


def test_the_first_pattern_that_fits_counts(tmp_path: Path) -> None:
    known = settings_in(
        tmp_path, '[[imports]]\nname = "甲"\nmatch = "*评价*.CSV"\n\n[[imports]]\nname = "乙"\nmatch = "*"\n'
    )
    assert [settings_for(name, known).name for name in ("JD评价1.csv", "投诉.xlsx")] == ["甲", "乙"]  # type: ignore[union-attr]
    assert settings_for("a.csv", known[:1]) is None
    assert import_settings(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "text", ["[imports]\nname = 1", '[[imports]]\nname = "甲"', '[[imports]]\nname = "甲"\nmatch = "*"\nchanel = "x"']
)
def test_a_fault_names_the_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(DefinitionError, match="imports"):
        settings_in(tmp_path, text)


@pytest.mark.parametrize("name", ['坏"名\\.csv', "没有后缀", ".csv", "a.b.xlsx"])
def test_a_proposed_table_is_one_that_fits(name: str) -> None:
    (table,) = tomllib.loads("\n".join(proposed_table(name, '台"账.xlsx', {'头"': "描述"})))["imports"]
    pasted = ImportSettings.model_validate(table)
    assert pasted.fits(name)
    assert (pasted.into, pasted.columns) == ('台"账.xlsx', {'头"': "描述"})
