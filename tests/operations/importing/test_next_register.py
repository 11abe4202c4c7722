"""New cases go where the register went on, if that can be told. (FA-1)"""

from pathlib import Path

import pytest

from tests.operations.rolling_over.year_end import NEW, NOW, held, register
from tests.registers import template
from xltools.errors import UnreadableWorkbookError
from xltools.operations.importing.next_register import next_register
from xltools.operations.rolling_over.rolling_over import RolloverOrder, roll_over


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = register(tmp_path)
    roll_over(path, NOW, RolloverOrder(hold_seconds=0))
    return path


def next_of(path: Path) -> Path | None:
    return next_register(path, held(path), NOW)


def test_the_one_that_it_names_and_none_where_it_names_none(old: Path) -> None:
    new = old.parent / NEW
    assert next_of(old) == new
    assert next_of(new) is None


def test_one_that_was_renamed_is_found_unless_two_might_be_meant(old: Path) -> None:
    new = (old.parent / NEW).rename(old.parent / "明年.xlsx")
    (old.parent / "notes.xlsx").write_bytes(b"no workbook")
    (old.parent / "别的.xlsx").write_bytes(template("service_ticket"))
    assert next_of(old) == new
    (old.parent / "明年 副本.xlsx").write_bytes(new.read_bytes())
    assert next_of(old) is None


def test_none_where_it_is_gone_or_another_kind_of_register_has_its_name(old: Path) -> None:
    new = old.parent / NEW
    new.write_bytes(template("service_ticket"))
    assert next_of(old) is None
    new.unlink()
    assert next_of(old) is None


def test_one_that_cannot_be_read_stops_the_import(old: Path) -> None:
    (old.parent / NEW).write_bytes(b"damaged")
    with pytest.raises(UnreadableWorkbookError):
        next_of(old)
