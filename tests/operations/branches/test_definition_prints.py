"""Figures are recalled only if the register would be read by the same definition again."""

from pathlib import Path

from tests.operations.branches.branch_world import branch
from xltools.operations.branches.definition_prints import DefinitionPrints, definition_folders, shipped_print


def print_of(place: Path | str, template: str, *headquarters: Path) -> str:
    return DefinitionPrints(headquarters).of(str(place), template)


def test_a_definition_beside_the_register_or_at_headquarters_changes_the_print(tmp_path: Path) -> None:
    path = branch(tmp_path, "华东")
    assert print_of(path, "own") == shipped_print()
    (tmp_path / "own.toml").write_text("name = 1", encoding="utf-8")
    at_headquarters = print_of(path, "own", tmp_path)
    (path.parent / "own.toml").write_text("name = 1", encoding="utf-8")
    (path.parent / "common.toml").write_text("x = 1", encoding="utf-8")
    beside = print_of(path, "own", tmp_path)
    (path.parent / "common.toml").write_text("x = 2", encoding="utf-8")
    included = print_of(path, "own", tmp_path)
    assert len({shipped_print(), at_headquarters, beside, included}) == 4
    assert print_of(path, "other", tmp_path) == shipped_print()


def test_a_template_mark_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("name = 1", encoding="utf-8")
    assert print_of("memory://x/y.xlsx", f"../{tmp_path.name}/own", tmp_path) == shipped_print()


def test_an_address_has_no_folder_of_ours(tmp_path: Path) -> None:
    assert definition_folders("s3://bucket/x.xlsx", [tmp_path]) == (tmp_path,)
    assert definition_folders(str(tmp_path / "x.xlsx"), [])[0] == tmp_path
