"""No row is entered twice, and none is lost, wherever a crash falls. (FA-1)"""

from datetime import datetime
from pathlib import Path

import pytest

from tests.registers import small_definition
from xltools.errors import LedgerError
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.pass_context import Entry
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)
ENTRIES = [Entry("a", {"x": 1}), Entry("b", {}), Entry("c", {})]
NUMBERS: dict[str, str | None] = {"a": "202405-001", "b": "202405-002"}


def issued(*numbers: str, register: str = "台账.xlsx") -> IssuedNumbers:
    records = [IssuedNumber(number, register, NOW) for number in numbers]
    return IssuedNumbers(small_definition().numbering).with_new(records)


GIVEN = issued("202405-001", "202405-002")


def memory(folder: Path, register_id: str = "台账.xlsx") -> EntryMemory:
    return EntryMemory(Workspace(folder), register_id)


def new(each: EntryMemory, *standing: str, sha256: str = "before", given: IssuedNumbers = GIVEN) -> list[str]:
    return [entry.key for entry in each.new(ENTRIES, standing, sha256, given)]


def test_what_was_entered_is_known_even_if_people_took_the_rows_out(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).finish()
    assert new(memory(tmp_path)) == ["c"]


def test_without_a_memory_all_is_new_and_nothing_is_written(tmp_path: Path) -> None:
    assert new(memory(tmp_path)) == ["a", "b", "c"]
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_comes_twice_is_entered_once(tmp_path: Path) -> None:
    doubled = [Entry("a", {"x": 1}), Entry("a", {"x": 2})]
    assert memory(tmp_path).new(doubled, (), "", GIVEN) == (Entry("a", {"x": 1}),)


@pytest.mark.parametrize(
    ("standing", "left"),
    [(("202405-001", "202405-002"), ["c"]), (("202405-002",), ["a", "c"]), ((), ["a", "b", "c"])],
)
def test_a_crash_is_settled_by_the_numbers_that_stand_there(
    tmp_path: Path, standing: tuple[str, ...], left: list[str]
) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    assert new(memory(tmp_path), *standing, sha256="after") == left


@pytest.mark.parametrize(("sha256", "left"), [("before", ["a", "b", "c"]), ("after", ["b", "c"])])
def test_rows_without_numbers_are_settled_by_the_file(tmp_path: Path, sha256: str, left: list[str]) -> None:
    memory(tmp_path).begin({"a": None}, "before", NOW)
    assert new(memory(tmp_path), sha256=sha256) == left


def test_rows_without_numbers_came_with_those_that_have_one(tmp_path: Path) -> None:
    memory(tmp_path).begin({"a": "202405-001", "b": None}, "before", NOW)
    assert new(memory(tmp_path), "202405-001", sha256="after") == ["c"]
    assert new(memory(tmp_path), sha256="after") == ["a", "b", "c"]


def test_numbers_that_a_crash_left_without_rows_come_back(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    entries = memory(tmp_path).new(ENTRIES, (), "before", issued("202405-001"))
    assert [dict(entry.values) for entry in entries] == [{"x": 1, "number": "202405-001"}, {}, {}]


def test_a_second_try_that_succeeds_counts(tmp_path: Path) -> None:
    for _ in range(2):
        memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).finish()
    assert new(memory(tmp_path)) == ["c"]


def test_each_register_has_its_own_entries_and_takes_them_along_when_it_is_renamed(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).finish()
    assert new(memory(tmp_path, "别的.xlsx")) == ["a", "b", "c"]
    renamed = issued("202405-001", "202405-002", register="新名.xlsx")
    assert new(memory(tmp_path, "新名.xlsx"), given=renamed) == ["c"]
    assert new(memory(tmp_path), given=renamed) == ["a", "b", "c"]  # another file under the old name


def undone(each: EntryMemory, *keys: str) -> EntryMemory:
    """A pass that entered the rows, and an undo that was about to take out those with these keys."""
    each.begin({**NUMBERS, "c": None}, "before", NOW)
    each.finish()
    each.take_out(keys, "after", NOW)
    return each


def test_what_an_undo_took_out_is_new_again_and_gets_its_number_back(tmp_path: Path) -> None:
    each = undone(memory(tmp_path), "a", "c")
    assert new(each, "202405-002") == ["a", "c"]
    assert each.new(ENTRIES, ["202405-002"], "before", GIVEN)[0].values == {"x": 1, "number": "202405-001"}
    each.begin({"a": "202405-001"}, "before", NOW)
    each.finish()
    assert new(each) == ["c"]  # entered again: what people take out now they mean


def test_an_undo_that_a_crash_kept_from_writing_or_another_undo_took_back_took_nothing_out(tmp_path: Path) -> None:
    each = undone(memory(tmp_path), "a", "b", "c")
    assert new(each, "202405-001", "202405-002", sha256="after") == []
    assert new(each, sha256="before") == ["a", "b", "c"]
    each.take_out((), "before", NOW)
    assert new(each, "202405-001", "202405-002", sha256="after again") == []


def test_an_undo_of_another_register_takes_nothing_out(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).finish()
    undone(memory(tmp_path, "别的.xlsx"), "a", "b")
    assert new(memory(tmp_path)) == ["c"]


def test_what_passes_entered_is_found_by_the_file_that_they_replaced(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path, "别的.xlsx").begin({"x": None}, "before", NOW)
    assert memory(tmp_path).entered({"before"}) == NUMBERS
    assert memory(tmp_path).entered({"other"}) == {}


def test_a_damaged_memory_stops_imports(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).path.write_bytes(b"{broken\n{}\n")
    with pytest.raises(LedgerError):
        new(memory(tmp_path))


def test_a_torn_last_line_was_never_acknowledged(tmp_path: Path) -> None:
    memory(tmp_path).begin(NUMBERS, "before", NOW)
    memory(tmp_path).finish()
    whole = memory(tmp_path).path.read_bytes()
    memory(tmp_path).path.write_bytes(whole + whole[:40])
    assert new(memory(tmp_path)) == ["c"]


def test_the_register_that_goes_on_knows_what_was_entered_and_not_taken_out(tmp_path: Path) -> None:
    old, heir = memory(tmp_path), memory(tmp_path, "下一本.xlsx")
    old.begin({**NUMBERS, "c": None}, "before", NOW)
    old.finish()
    old.take_out(["b"], "undone", NOW)
    old.hand_over("下一本.xlsx", ["202405-001"], "after", GIVEN, NOW)
    assert new(heir) == ["b"]
    assert new(memory(tmp_path, "别的.xlsx")) == ["a", "b", "c"]
    went_on = issued("202405-001", "202405-002", register="下一本.xlsx")
    assert new(old, given=went_on) == ["b"]  # the numbers are the other one's, what was entered is known all the same


def test_rows_without_numbers_follow_a_register_that_is_renamed(tmp_path: Path) -> None:
    memory(tmp_path).begin({"a": None}, "before", NOW)
    memory(tmp_path).finish()
    assert new(memory(tmp_path, "新名.xlsx")) == ["a", "b", "c"]
    assert new(EntryMemory(Workspace(tmp_path), "新名.xlsx", "台账.xlsx")) == ["b", "c"]
    memory(tmp_path, "新名.xlsx").follow("台账.xlsx")
    assert new(memory(tmp_path, "新名.xlsx")) == ["b", "c"]
    assert new(memory(tmp_path)) == ["a", "b", "c"]


def test_a_register_that_entered_nothing_is_followed_without_a_line(tmp_path: Path) -> None:
    memory(tmp_path, "新名.xlsx").follow("台账.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_nothing_entered_is_nothing_handed_over(tmp_path: Path) -> None:
    memory(tmp_path).hand_over("下一本.xlsx", [], "after", GIVEN, NOW)
    assert list(tmp_path.iterdir()) == []
