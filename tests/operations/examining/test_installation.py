"""What may be missing on a computer."""

from pathlib import Path
from typing import Any

import pytest

from tests.operations.examining.made_up import said, site
from xltools.errors import FontMissingError, MissingExtraError
from xltools.operations.examining import installation as module
from xltools.operations.examining.installation import (
    cluster_extra,
    fonts,
    libraries,
    pdf_extra,
    python_version,
)


@pytest.mark.parametrize(
    ("python", "verdict"), [((3, 11, 0), "ok"), ((3, 12, 1), "ok"), ((3, 10, 9), "wrong"), ((3, 9, 18), "wrong")]
)
def test_python_is_new_enough_or_not(tmp_path: Path, python: tuple[int, ...], verdict: str) -> None:
    assert said(python_version, site(tmp_path, python=python)) == [verdict]


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ("8.1", "ok"),
        ("8.1.0", "ok"),
        ("8.10.2", "ok"),
        ("9rc1", "ok"),
        ("8.0.9", "wrong"),
        ("7.99", "wrong"),
        (None, "wrong"),
    ],
)
def test_a_library_is_there_and_new_enough_or_not(tmp_path: Path, version: str | None, verdict: str) -> None:
    assert said(libraries, site(tmp_path, version_of=lambda _: version)) == [verdict]


@pytest.mark.parametrize(("system", "verdict"), [("linux", "ok"), ("win32", "wrong")])
def test_what_only_windows_needs_is_asked_for_there(tmp_path: Path, system: str, verdict: str) -> None:
    here = site(tmp_path, system=system, version_of=lambda name: None if name == "tzdata" else "9999")
    assert said(libraries, here) == [verdict]


def test_a_package_that_nobody_installed_is_doubtful(tmp_path: Path) -> None:
    assert said(libraries, site(tmp_path, requirements=None)) == ["doubtful"]
    assert said(python_version, site(tmp_path, requirements=None)) == ["ok"]


def test_pdfs_can_be_made_or_not(tmp_path: Path) -> None:
    assert said(pdf_extra, site(tmp_path)) == ["ok"]
    assert said(pdf_extra, site(tmp_path, version_of=lambda _: None)) == ["doubtful"]


@pytest.mark.parametrize(
    ("text", "version", "verdict"),
    [
        ("", None, "ok"),
        ('[branches]\nregisters = ["分部/*.xlsx"]', None, "ok"),
        ('[branches]\nregisters = ["s3://bucket/*.xlsx"]', None, "wrong"),
        ('[branches]\nregisters = ["s3://bucket/*.xlsx"]', "2023.1", "wrong"),
        ('[branches]\nregisters = ["s3://bucket/*.xlsx"]', "2024.8.1", "ok"),
        ("[branches", None, "ok"),  # told where the file is examined
    ],
)
def test_what_reads_stores_is_asked_for_where_one_is_named(
    tmp_path: Path, text: str, version: str | None, verdict: str
) -> None:
    (tmp_path / "xltools.toml").write_text(text, encoding="utf-8")
    assert said(cluster_extra, site(tmp_path, version_of=lambda _: version)) == [verdict]


@pytest.mark.parametrize(
    ("error", "environment", "verdicts"),
    [
        (None, {}, ["ok"]),
        (FontMissingError(), {}, ["doubtful"]),
        (FontMissingError("x is no font"), {"XLTOOLS_FONT": "x"}, ["wrong"]),
        (MissingExtraError("a PDF", "pdf"), {}, []),  # told by the extra
    ],
)
def test_a_font_is_found_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Any, environment: dict[str, str], verdicts: list[str]
) -> None:
    def find_fonts() -> Any:
        if error is not None:
            raise error
        return module_fonts

    from xltools.reports.typesetting.font_faces import Face
    from xltools.reports.typesetting.fonts import ReportFonts

    module_fonts = ReportFonts(Face(Path("a.ttf"), "A"))
    monkeypatch.setattr(module, "find_fonts", find_fonts)
    assert said(fonts, site(tmp_path, environment=environment)) == verdicts
