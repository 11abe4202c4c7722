"""What the package asks for, from a checkout or from what was installed; and that this computer answers."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xltools.operations.examining.computer import Requirements, known_requirements, of_metadata, this_computer


def test_a_checkout_tells_its_project_file(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\nname = "xltools"\nrequires-python = ">=3.11"\ndependencies = ["click>=8.1"]\n'
        '[project.optional-dependencies]\npdf = ["typst>=0.15"]\n',
        encoding="utf-8",
    )
    assert known_requirements(file) == Requirements(">=3.11", ("click>=8.1",), {"pdf": ("typst>=0.15",)})


@pytest.mark.parametrize("text", [None, "", "[project", '[project]\nname = "other"'])
def test_any_other_file_does_not(tmp_path: Path, text: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    from xltools.operations.examining import computer as module

    monkeypatch.setattr(module, "metadata", lambda _: {"Requires-Python": ">=3.12"})
    monkeypatch.setattr(module, "requires", lambda _: ["click>=8.1"])
    file = tmp_path / "pyproject.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert known_requirements(file) == Requirements(">=3.12", ("click>=8.1",), {})


def test_installed_packages_write_extras_as_conditions() -> None:
    lines = [
        "click>=8.1",
        "tzdata; platform_system == 'Windows'",
        'dask>=1; extra == "cluster"',
        "a; extra == 'cluster'",
    ]
    assert of_metadata(">=3.11", lines) == Requirements(
        ">=3.11", ("click>=8.1", "tzdata; platform_system == 'Windows'"), {"cluster": ("dask>=1", "a")}
    )


def test_this_computer_answers(tmp_path: Path) -> None:
    here = this_computer()
    assert here.python == sys.version_info[:3]
    assert here.requirements is not None
    assert any(line.startswith("click") for line in here.requirements.libraries)
    assert here.version_of("click")
    assert here.version_of("no-such-library-at-all") is None
    assert here.free_bytes(tmp_path) > 0
    assert here.may_write(tmp_path)
    assert isinstance(here.file_system(tmp_path), str)
    assert here.offset(datetime(2024, 1, 1, tzinfo=UTC)) == datetime(2024, 1, 1, tzinfo=UTC).astimezone().utcoffset()
