"""The memory of numbers: append-only, torn ends forgiven, renames followed, copies refused. (FR-3)"""

from datetime import datetime
from pathlib import Path

import pytest

from tests.registers import small_definition
from xltools.errors import CopyOfRegisterError, LedgerError, WorkbookBusyError
from xltools.model.issued_numbers import IssuedNumber
from xltools.model.number_scheme import NumberScheme
from xltools.operations.passes import number_ledger
from xltools.operations.passes.number_ledger import NumberLedger, issued_for
from xltools.operations.workspace import Workspace

AT = datetime(2024, 5, 1, 9, 30)


@pytest.fixture
def ledger(tmp_path: Path) -> NumberLedger:
    return NumberLedger(Workspace(tmp_path), small_definition().numbering)


def record(serial: int, register: str = "a.xlsx", at: datetime = AT) -> IssuedNumber:
    return IssuedNumber(f"202405-{serial:03d}", register, at, ("customer_name", "contact"), (serial, 0))


def test_what_is_remembered_comes_back(ledger: NumberLedger) -> None:
    records = [
        record(1),
        record(2, at=datetime(2024, 5, 2)),
        record(3, "b.xlsx"),
        IssuedNumber("202405-004", "a.xlsx", AT),
    ]
    ledger.append(records[:2])
    ledger.append(records[2:])
    assert list(ledger.read().values()) == records
    assert ledger.path.read_bytes().count(b"\n") == 4  # a line for each register and moment


def test_nothing_to_remember_makes_no_file(ledger: NumberLedger) -> None:
    ledger.append([])
    assert not ledger.path.exists()
    assert ledger.read() == {}


def test_lines_are_only_ever_added(ledger: NumberLedger) -> None:
    ledger.append([record(1)])
    before = ledger.path.read_bytes()
    ledger.append([record(1)._replace(prints=(1, 2)), record(2)])
    assert ledger.path.read_bytes().startswith(before)
    assert ledger.read()["202405-001"].prints == (1, 2)


@pytest.mark.parametrize("torn", [b'{"at":"2024', b"{", b'{"at":"2024-05-01T09:30:00","register":"a.xlsx"'])
def test_a_torn_end_was_never_acknowledged(ledger: NumberLedger, torn: bytes) -> None:
    ledger.append([record(1)])
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole + torn)
    assert list(ledger.read()) == ["202405-001"]
    ledger.append([record(2)])
    assert list(ledger.read()) == ["202405-001", "202405-002"]
    assert torn + b"\n" not in ledger.path.read_bytes()


def test_damage_in_the_middle_is_not_passed_over(ledger: NumberLedger) -> None:
    ledger.append([record(1)])
    ledger.append([record(2)])
    ledger.path.write_bytes(ledger.path.read_bytes().replace(b'"register"', b'"regis', 1))
    with pytest.raises(LedgerError):
        ledger.read()


def test_two_passes_of_one_workspace_take_turns(ledger: NumberLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_ledger, "_WAIT_SECONDS", 0.05)
    with ledger.held(Path("a.xlsx")), pytest.raises(WorkbookBusyError), ledger.held(Path("b.xlsx")):
        pass


SERIALS = [f"202405-{serial:03d}" for serial in range(1, 9)]


def looked_up(
    ledger: NumberLedger,
    name: str,
    standing: list[str],
    there: dict[str, list[str]] | None = None,
    cases: int = 0,
) -> list[str]:
    """The numbers of a register, after a renaming was remembered if there was one."""
    issued, renaming = issued_for(
        ledger, name, standing, cases or len(standing), ledger.read(), lambda other: (there or {}).get(other, [])
    )
    if renaming is not None:
        ledger.rename(renaming)
    assert issued.by_number == ledger.read()
    return list(issued.of(name))


def test_a_renamed_register_takes_its_numbers_along(ledger: NumberLedger) -> None:
    ledger.append([record(1, "old.xlsx"), record(2, "old.xlsx")])
    assert looked_up(ledger, "new.xlsx", ["202405-001"]) == ["202405-001", "202405-002"]
    assert looked_up(ledger, "new.xlsx", ["202405-001"]) == ["202405-001", "202405-002"]


def test_a_new_register_under_the_old_name_keeps_its_own(ledger: NumberLedger, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    ledger.append([record(serial) for serial in range(1, 10)])
    assert looked_up(ledger, "a2024.xlsx", SERIALS, {"a.xlsx": ["202405-009"]}) == SERIALS
    assert looked_up(ledger, "a.xlsx", ["202405-009"]) == ["202405-009"]


def test_a_copy_of_a_register_that_is_still_there_is_refused(ledger: NumberLedger, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    ledger.append([record(serial) for serial in range(1, 9)])
    with pytest.raises(CopyOfRegisterError):
        looked_up(ledger, "a - 副本.xlsx", SERIALS, {"a.xlsx": SERIALS})


@pytest.mark.parametrize("still_there", [True, False])
def test_a_few_pasted_rows_make_neither_copy_nor_renaming(
    ledger: NumberLedger, tmp_path: Path, still_there: bool
) -> None:
    if still_there:
        (tmp_path / "a.xlsx").touch()
    ledger.append([record(serial) for serial in range(1, 9)])
    standing = ["202405-001", *(f"202406-{serial:03d}" for serial in range(1, 9))]
    assert looked_up(ledger, "b.xlsx", standing, {"a.xlsx": SERIALS}) == []
    moved = [] if still_there else ["202405-001"]  # nobody else has it any more; the others stay where they were
    assert looked_up(ledger, "b.xlsx", ["202405-001"], {"a.xlsx": SERIALS}, cases=3) == moved


def test_a_line_that_is_json_but_no_record_is_damage(ledger: NumberLedger) -> None:
    ledger.append([record(1)])
    ledger.path.write_bytes(b'{"at":"2024-05-01T00:00:00"}\n' + ledger.path.read_bytes())
    with pytest.raises(LedgerError):
        ledger.read()


def test_schemes_that_differ_have_files_that_differ(tmp_path: Path) -> None:
    patterns = ["{year}{month}-{serial:3}", "{year}-{month}-{serial:3}", "{year}{month}-{serial:5}"]
    paths = {NumberLedger(Workspace(tmp_path), NumberScheme(pattern=pattern)).path for pattern in patterns}
    assert len(paths) == 3


def test_no_customers_data_in_the_memory(ledger: NumberLedger) -> None:
    ledger.append([record(1)])
    assert "customer_name" in ledger.path.read_text(encoding="utf-8")
    assert "13800005678" not in ledger.path.read_text(encoding="utf-8")
