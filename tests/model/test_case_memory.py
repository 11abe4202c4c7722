"""What earlier passes decided, asked."""

from xltools.model.case_memory import CaseMemory, MemoryUpdate


def test_a_field_that_was_never_written_is_empty() -> None:
    memory = CaseMemory({"state": {"202405-001": "已关闭"}})
    assert (memory.of("state"), memory.of("round")) == ({"202405-001": "已关闭"}, {})


def test_an_update_is_true_where_there_is_anything_to_remember() -> None:
    updates = (MemoryUpdate(), MemoryUpdate({}, ("key",)), MemoryUpdate({"state": {"202405-001": None}}))
    assert [bool(update) for update in updates] == [False, True, True]


def test_an_update_without_a_part_of_it() -> None:
    update = MemoryUpdate({"state": {"202405-001": "已关闭"}, "ended_rounds": {"202405-001": 1}}, ("a", "b"))
    part = MemoryUpdate({"ended_rounds": {"202405-001": 1}}, ("b",))
    assert update.without(part) == MemoryUpdate({"state": {"202405-001": "已关闭"}}, ("a",))
    assert update.without(MemoryUpdate()) == update
