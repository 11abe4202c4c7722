"""The catalogue is proved as it was written: each byte, each line, and what was noted of it. (ST-12)"""

from pathlib import Path

import pytest

from tests.archived import CATALOGUE_HEAD_NAME, CATALOGUE_NAME, archive, listed
from xltools.operations.archive_reading.catalogue_check import check_catalogue
from xltools.operations.archive_reading.faults import Damage
from xltools.operations.archiving.catalogue import read_catalogue


def damages(root: Path, head: str = "") -> list[Damage]:
    return [fault.damage for fault in check_catalogue(root, read_catalogue(root), head)[1]]


@pytest.mark.parametrize("line", [b"\xff\xfe", b"{}", b"1", b'{"version":Infinity}', b"", b"[" * 100_000])
def test_whatever_stands_in_a_line_it_is_told(tmp_path: Path, line: bytes) -> None:
    archive(tmp_path)
    lines = (tmp_path / CATALOGUE_NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / CATALOGUE_NAME).write_bytes(b"".join([lines[0], line + b"\n", lines[2]]))
    assert {*damages(tmp_path)} == {Damage.CATALOGUE_BROKEN, Damage.CATALOGUE_DAMAGED}


@pytest.mark.parametrize("kept", [[0, 2], [1, 2], [0, 2, 1], [0, 1, 1, 2]])
def test_lines_that_are_removed_moved_or_doubled_are_found(tmp_path: Path, kept: list[int]) -> None:
    archive(tmp_path)
    lines = (tmp_path / CATALOGUE_NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / CATALOGUE_HEAD_NAME).unlink()
    (tmp_path / CATALOGUE_NAME).write_bytes(b"".join(lines[place] for place in kept))
    assert damages(tmp_path)[0] is Damage.CATALOGUE_BROKEN


def test_a_torn_line_is_told(tmp_path: Path) -> None:
    archive(tmp_path)
    with (tmp_path / CATALOGUE_NAME).open("ab") as file:
        file.write(b'{"at":"2024-')
    assert damages(tmp_path) == [Damage.CATALOGUE_TORN]


def test_every_byte_of_the_catalogue_counts(tmp_path: Path) -> None:
    archive(tmp_path)
    catalogue = tmp_path / CATALOGUE_NAME
    data = catalogue.read_bytes()
    for place in range(0, len(data), 7):
        catalogue.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert damages(tmp_path), place


def test_a_noted_head_is_looked_for(tmp_path: Path) -> None:
    archive(tmp_path)
    proof, _ = check_catalogue(tmp_path, read_catalogue(tmp_path))
    archive(tmp_path, listed(number="202405-003"))
    assert damages(tmp_path, proof.head[:12]) == []
    assert damages(tmp_path, "f" * 12) == [Damage.CATALOGUE_OTHER]
