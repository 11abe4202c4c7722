"""A next register that was begun is known by its pointer; nobody else's file is, and none is written over."""

from pathlib import Path

import pytest

from tests.operations.rolling_over.year_end import NAME, NEW, NOW, OLD, held, register, type_into
from tests.registers import read, with_rows
from xltools.errors import RolloverError
from xltools.model.register import Register
from xltools.operations.rolling_over.next_file import begin, begun, refuse_if_changed_since, withdraw
from xltools.operations.rolling_over.parting import GoingOn, Parting

SETTINGS = ["代号", "参数", "值"]
ALL = Parting(tuple(GoingOn(0, f"202412-00{place}", "", "") for place in range(1, 6)), 0, {}, {})


def reading(data: bytes) -> Register:
    return read(data, NOW, NAME)


def pointing(path: Path, to: str) -> bytes:
    table = held(path).tables["settings"]
    row = {"代号": "predecessor", "参数": "上一本台账", "值": to}
    return with_rows(path.read_bytes(), "设置", [row], SETTINGS, table.filled_to + 1)


def test_it_is_known_by_its_pointer(tmp_path: Path) -> None:
    old, new = register(tmp_path), tmp_path / NEW
    assert begun(new, OLD, reading) is None
    begin(new, pointing(old, OLD), old)
    found = begun(new, OLD, reading)
    assert found is not None
    assert len(found.cases.rows) == 5
    with pytest.raises(RolloverError):
        begun(new, "别的.xlsx", reading)


@pytest.mark.parametrize("data", [b"", b"mine"])
def test_what_is_no_register_is_somebody_elses(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NEW).write_bytes(data)
    with pytest.raises(RolloverError):
        begun(tmp_path / NEW, OLD, reading)


def test_only_what_nobody_touched_is_taken_away_again(tmp_path: Path) -> None:
    path = tmp_path / NEW
    path.write_bytes(b"touched")
    withdraw(path, b"ours")
    assert path.exists()
    withdraw(path, b"touched")
    assert not path.exists()
    withdraw(path, b"touched")


def test_more_rows_than_expected_do_no_harm_and_fewer_or_others_do(tmp_path: Path) -> None:
    path = register(tmp_path)
    expected = held(path)
    refuse_if_changed_since(expected, expected, expected, ALL, NEW)
    with pytest.raises(RolloverError):  # one of them was closed meanwhile, and stands in both
        refuse_if_changed_since(expected, expected, expected, ALL._replace(cases=ALL.cases[1:]), NEW)
    type_into(path, 6, "备注", "补充")
    with pytest.raises(RolloverError):
        refuse_if_changed_since(expected, held(path), expected, ALL, NEW)
