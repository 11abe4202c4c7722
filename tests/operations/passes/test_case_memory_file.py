"""What is remembered of cases survives on disk, and a torn line costs nothing but itself."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.registers import definition
from xltools.errors import LedgerError
from xltools.model.case_memory import MemoryUpdate
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 6, 12, 15)


def memory(folder: Path) -> CaseMemoryFile:
    return CaseMemoryFile(Workspace(folder), definition("feedback_report").numbering)


def test_later_lines_win_and_nothing_is_forgotten(tmp_path: Path) -> None:
    file = memory(tmp_path)
    file.append(MemoryUpdate({"state": {"202405-001": "处理中", "202405-002": "待审核"}}, ("a",)), NOW)
    file.append(MemoryUpdate({"state": {"202405-001": None}, "assigned_at": {"202405-001": NOW}}, ("b",)), NOW)
    file.append(MemoryUpdate({"round": {"202405-001": 2}}), NOW)
    known = file.read()
    assert known.of("state") == {"202405-001": None, "202405-002": "待审核"}
    assert (known.of("assigned_at"), known.of("round")) == ({"202405-001": NOW}, {"202405-001": 2})
    assert known.noticed == {"a", "b"}


def test_a_field_may_hold_moments_and_other_values(tmp_path: Path) -> None:
    values = {"1": NOW, "2": None, "3": "2024-05-06T12:15:00", "4": 2, "5": "@x"}
    memory(tmp_path).append(MemoryUpdate({"state": values}), NOW)
    assert memory(tmp_path).read().of("state") == values


def test_nothing_to_remember_makes_no_file(tmp_path: Path) -> None:
    memory(tmp_path).append(MemoryUpdate(), NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_torn_line_is_passed_over_and_goes_with_the_next(tmp_path: Path) -> None:
    file = memory(tmp_path)
    file.append(MemoryUpdate({"state": {"202405-001": "处理中"}}), NOW)
    with file.path.open("ab") as stream:
        stream.write(b'{"at":"2024-05-06T12:15:00","field":"sta')
    assert file.read().of("state") == {"202405-001": "处理中"}
    file.append(MemoryUpdate({"round": {"202405-001": 1}}), NOW)
    assert file.read().of("round") == {"202405-001": 1}
    assert b'"sta' not in file.path.read_bytes().replace(b'"state"', b"")


@pytest.mark.parametrize(
    "line",
    [
        b'{"at":"x","field":"state","numbers":["1"],"values":[]}',
        b'{"at":"x","field":"state"}',
        b'{"noticed":3}',
        b'{"field":"state","numbers":["1"],"values":[{}]}',
        b'{"field":"assigned_at","numbers":["1"],"moments":["yesterday"]}',
        b"[1]",
    ],
)
def test_a_line_of_another_shape_is_told(tmp_path: Path, line: bytes) -> None:
    file = memory(tmp_path)
    file.workspace.require_memory()
    file.path.write_bytes(line + b"\n")
    with pytest.raises(LedgerError):
        file.read()


def test_registers_with_another_pattern_have_a_memory_of_their_own(tmp_path: Path) -> None:
    other = CaseMemoryFile(Workspace(tmp_path), definition("service_ticket").numbering)
    assert other.path != memory(tmp_path).path
