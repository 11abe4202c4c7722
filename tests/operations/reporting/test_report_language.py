"""What the folder says, else what the registers share, else the default."""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.operations.reporting.report_language import report_language


@pytest.mark.parametrize(
    ("spoken", "language"), [([], "zh-CN"), (["en"], "en"), (["en", "en"], "en"), (["en", "zh-CN"], "zh-CN")]
)
def test_registers_that_speak_alike_decide(tmp_path: Path, spoken: list[str], language: str) -> None:
    assert report_language(tmp_path, spoken) == language


def test_the_folder_has_the_say(tmp_path: Path) -> None:
    (tmp_path / "xltools.toml").write_text('language = "en"', encoding="utf-8")
    assert report_language(tmp_path, ["zh-CN"]) == "en"
    (tmp_path / "xltools.toml").write_text('language = "tlh"', encoding="utf-8")
    with pytest.raises(DefinitionError):
        report_language(tmp_path, ["zh-CN"])
