"""Which archive somebody means."""

from pathlib import Path

import pytest

from tests.archived import CATALOGUE_NAME, archive
from xltools.errors import ArchiveError, DefinitionError, VanishedError
from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.operations.archive_reading.archive_place import archive_at


def test_the_folder_or_anything_in_it_without_a_workspace(tmp_path: Path) -> None:
    archive(tmp_path / "copied")
    inside = [tmp_path / "copied", tmp_path / "copied/2024", tmp_path / "copied" / CATALOGUE_NAME]
    assert {archive_at(path) for path in inside} == {(tmp_path / "copied", None)}


def test_the_registers_that_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    (tmp_path / "台账.xlsx").write_bytes(b"")
    archive(tmp_path / "归档")
    for path in (tmp_path, tmp_path / "台账.xlsx", tmp_path / "归档"):
        place = archive_at(path)
        assert place.root == tmp_path / "归档"
        assert place.workspace is not None
        assert place.workspace.root == tmp_path


def test_an_archive_elsewhere(tmp_path: Path) -> None:
    team = tmp_path / "team"
    (team / ".xltools").mkdir(parents=True)
    (team / "xltools.toml").write_text('[archive]\nfolder = "../档案"\n', encoding="utf-8")
    archive(tmp_path / "档案")
    assert archive_at(team).root == tmp_path / "档案"
    archive(team / "归档")
    assert archive_at(team / "归档").workspace is None


def test_none_yet(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        archive_at(tmp_path)
    with pytest.raises(VanishedError):
        archive_at(tmp_path / "nowhere")


def test_a_broken_setting_stops_only_who_needs_it(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    (tmp_path / "xltools.toml").write_text("[archive]\nfolder = 1\n", encoding="utf-8")
    archive(tmp_path / "归档")
    with pytest.raises(DefinitionError):
        archive_at(tmp_path)
    assert archive_at(tmp_path / "归档").workspace is None


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_an_archive_is_found_and_tells_its_language_by_its_catalogue(tmp_path: Path, language: str) -> None:  # issue 7
    with speaking(language):
        archive(tmp_path / "copied")
    place = archive_at(tmp_path / "copied")
    assert (place.root, place.workspace, place.language) == (tmp_path / "copied", None, language)


def test_the_workspaces_language_wins(tmp_path: Path) -> None:  # issue 7
    archive(tmp_path / "Case archive")
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    (tmp_path / ".xltools").mkdir()
    assert archive_at(tmp_path).language == "en"
