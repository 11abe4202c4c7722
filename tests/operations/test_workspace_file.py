"""What a team set up beside its registers."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from xltools.errors import DefinitionError
from xltools.model.field import Strict
from xltools.operations.workspace_file import FILE_NAME, workspace_document, workspace_part, workspace_parts


class Day(Strict):
    """A table in a table."""

    name: str


class Early(Strict):
    """One kind of table …"""

    kind: Literal["early"]


class Late(Strict):
    """… and another."""

    kind: Literal["late"]


class Hours(Strict):
    """A part for these tests."""

    opens: int
    closes: int = 18
    days: tuple[Day, ...] = ()
    shifts: tuple[Annotated[Early | Late, Field(discriminator="kind")], ...] = ()


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / FILE_NAME).write_text(text, encoding)
    return folder


def test_a_part_is_read_where_it_is(tmp_path: Path) -> None:
    assert workspace_part(tmp_path, "hours", Hours) is None
    assert workspace_parts(tmp_path, "hours", Hours) == []
    assert workspace_document(tmp_path).unwrap() == {}
    written(tmp_path, "[hours]\nopens = 9\n")
    assert workspace_part(tmp_path, "hours", Hours) == Hours(opens=9)
    assert workspace_part(tmp_path, "other", Hours) is None


def test_an_editor_that_writes_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    written(tmp_path, "[[hours]]\nopens = 9\n", "utf-8-sig")
    assert workspace_parts(tmp_path, "hours", Hours) == [Hours(opens=9)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[hours]]\nopens = 9\n[[hours]]\nopens = 'x'\n", "hours[2].opens"),
        ("[[hours]]\n", "hours[1].opens"),
        ("[[hours]]\nopens = 9\nopen = 8\n", "hours[1].open"),
        ("hours = 3\n", "hours"),
        ("[[hours]]\nopens = 9\n[[hours.days]]\nname = '周一'\n[[hours.days]]\n", "hours[1].days[2].name"),
        ("[[hours]]\nopens = 9\n[[hours.shifts]]\nkind = 'late'\nx = 1\n", "hours[1].shifts[1].x"),
        ("[Notify]\n", "Notify"),
        ("[[import]]\n", "import"),
        ("[notfy]\n", "notfy"),
        ('langauge = "en"\n', "langauge"),
        ('timezone = "Europe/Berlin"\n', "timezone"),
        ("colour = 3\n", "colour"),
        ("[hours\n", "line"),
    ],
)
def test_a_fault_is_told_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(DefinitionError) as error:
        workspace_parts(written(tmp_path, text), "hours", Hours)
    assert error.value.key == key


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        workspace_document(written(tmp_path, "# 部门", "gbk"))


def test_tables_of_peoples_own_are_left_to_them(tmp_path: Path) -> None:
    assert workspace_document(written(tmp_path, "[ours]\nx = 1\n")).unwrap() == {"ours": {"x": 1}}
