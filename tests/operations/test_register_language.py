"""Which language a register speaks, told before it is read. (issue 7)"""

from pathlib import Path

import pytest

from tests.registers import SMALL, template
from xltools.language.speaking import speaking
from xltools.operations.register_language import register_language


def test_a_register_tells_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template("service_ticket"))
    with speaking("en"):
        assert register_language(path) == "zh-CN"
    own = SMALL.with_name("it_service_desk.toml")
    (tmp_path / own.name).write_bytes(own.read_bytes())
    path.write_bytes(template("it_service_desk"))
    assert register_language(path) == "en"


@pytest.mark.parametrize("contents", [None, b"", b"no workbook"])
def test_where_it_cannot_be_told_the_spoken_one_goes_on(tmp_path: Path, contents: bytes | None) -> None:
    if contents is not None:
        (tmp_path / "a.xlsx").write_bytes(contents)
    with speaking("en"):
        assert register_language(tmp_path / "a.xlsx") == "en"
