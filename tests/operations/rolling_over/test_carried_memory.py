"""A number belongs to the register in which its case stands; one that nobody saw yet is looked for there."""

from datetime import datetime
from pathlib import Path

from tests.registers import small_definition
from xltools.model.issued_numbers import IssuedNumber
from xltools.model.pass_context import UnseenNumber
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.unseen_numbers import Unseen, keep_unseen, unseen_numbers
from xltools.operations.rolling_over.carried_memory import Checksums, Registers, carry_numbers, carry_unseen
from xltools.operations.rolling_over.parting import GoingOn, Parting
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 12, 30)
REGISTERS = Registers("旧.xlsx", "新.xlsx")
PARTING = Parting((GoingOn(6, "n-2", "", ""),), 2, {"登记": {6}}, {"登记": {5, 7}})


def ledger(folder: Path) -> NumberLedger:
    made = NumberLedger(Workspace(folder), small_definition().numbering)
    owners = {"n-1": "旧.xlsx", "n-2": "旧.xlsx", "n-3": "旧.xlsx", "o-1": "别的.xlsx"}
    made.append(IssuedNumber(number, register, NOW) for number, register in owners.items())
    return made


def test_only_the_numbers_of_cases_that_went_on_change_hands(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    assert carry_numbers(made, REGISTERS, PARTING.numbers, made.read()) == {"n-2"}
    owners = {number: record.register for number, record in made.read().items()}
    assert owners == {"n-1": "旧.xlsx", "n-2": "新.xlsx", "n-3": "旧.xlsx", "o-1": "别的.xlsx"}
    size = made.path.stat().st_size
    assert carry_numbers(made, REGISTERS, PARTING.numbers, made.read()) == frozenset()
    assert made.path.stat().st_size == size


def test_unseen_numbers_are_looked_for_where_their_rows_are(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    numbers = {"n-2": UnseenNumber(6), "n-3": UnseenNumber(7, written=True)}
    keep_unseen(workspace, REGISTERS.old, Unseen(numbers, "before"))
    carry_unseen(workspace, REGISTERS, PARTING, "登记", Checksums("a", "b"))
    assert unseen_numbers(workspace, REGISTERS.new) == Unseen({"n-2": UnseenNumber(5)}, "b")
    assert unseen_numbers(workspace, REGISTERS.old) == Unseen({"n-3": UnseenNumber(6, written=True)}, "a")


def test_without_unseen_numbers_there_is_no_list(tmp_path: Path) -> None:
    carry_unseen(Workspace(tmp_path), REGISTERS, PARTING, "登记", Checksums("a", "b"))
    assert list(tmp_path.iterdir()) == []
