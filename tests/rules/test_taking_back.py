"""What was written is taken back where it still stands, by case number, and nothing else is touched."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest

from xltools.model.cell_edit import CellValue, ReadValue
from xltools.rules.taking_back import Hindrance, StandingSheet, TakingBack, WrittenCell, same

NUMBER, CLASS = 1, 2
Row = tuple[str | None, ReadValue]


def sheet(rows: Mapping[int, Row], *, log: bool = False, columns: Mapping[str, int] | None = None) -> StandingSheet:
    """A sheet with a number and a class in each row."""
    cells = {(row, column): value for row, values in rows.items() for column, value in enumerate(values, start=1)}
    numbers: dict[str, list[int]] = {}
    for row, (number, _) in rows.items():
        if number is not None:
            numbers.setdefault(number, []).append(row)
    heads = {"编号": NUMBER, "分类": CLASS} if columns is None else columns
    return StandingSheet(lambda row, column: cells.get((row, column)), heads, numbers, "编号", not log)


def wrote(row: int, case: str, old: ReadValue, new: CellValue, head: str = "分类", tab: str = "登记") -> WrittenCell:
    return WrittenCell(tab, row, NUMBER if head == "编号" else CLASS, head, case, old, new)


def taken_back(standing: StandingSheet, *passes: Sequence[WrittenCell]) -> tuple[list[tuple[int, int, object]], list]:
    taking = TakingBack({"登记": standing})
    for cells in passes:
        taking.take_back(cells)
    return [(each.row, each.column, each.value) for each in taking.edits()], [each.why for each in taking.kept]


def test_a_cell_that_still_holds_what_was_written_gets_its_old_value() -> None:
    assert taken_back(sheet({5: ("一", "产品类")}), [wrote(5, "一", "旧", "产品类")]) == ([(5, CLASS, "旧")], [])


def test_what_people_typed_since_stays() -> None:
    assert taken_back(sheet({5: ("一", "人写的")}), [wrote(5, "一", None, "产品类")]) == ([], [Hindrance.CHANGED])


@pytest.mark.parametrize("old", [None, "旧", timedelta(hours=2)])
def test_what_somebody_put_back_himself_needs_no_word(old: ReadValue) -> None:
    assert taken_back(sheet({5: ("一", old)}), [wrote(5, "一", old, "产品类")]) == ([], [])


def test_rows_that_moved_are_found_by_number() -> None:
    standing = sheet({5: ("二", "乙"), 9: ("一", "甲")})
    assert taken_back(standing, [wrote(5, "一", None, "甲"), wrote(6, "二", None, "乙")]) == (
        [(5, CLASS, None), (9, CLASS, None)],
        [],
    )


def test_a_row_at_its_old_place_is_not_taken_for_another_case() -> None:
    assert taken_back(sheet({5: ("二", "甲")}), [wrote(5, "一", None, "甲")]) == ([], [Hindrance.ROW_GONE])


def test_a_number_that_stands_twice_is_doubtful() -> None:
    standing = sheet({5: ("一", "甲"), 6: ("一", "甲")})
    assert taken_back(standing, [wrote(5, "一", None, "甲")]) == ([], [Hindrance.ROW_DOUBTFUL])


def test_the_number_itself_and_what_came_with_it() -> None:
    standing = sheet({7: ("一", "甲")})
    cells = [wrote(5, "", None, "一", "编号"), wrote(5, "", None, "甲")]  # a row that the pass added has no case yet
    assert taken_back(standing, cells) == ([(7, NUMBER, None), (7, CLASS, None)], [])


def test_a_row_without_a_number_is_known_by_place_and_content_while_it_has_none() -> None:
    cells = [wrote(5, "", None, "请填写")]
    assert taken_back(sheet({5: (None, "请填写")}), cells) == ([(5, CLASS, None)], [])
    assert taken_back(sheet({5: (None, "别的")}), cells) == ([], [Hindrance.ROW_DOUBTFUL])
    assert taken_back(sheet({5: ("一", "请填写")}), cells) == ([], [Hindrance.ROW_DOUBTFUL])


def test_entries_of_a_log_are_told_apart_by_what_was_written() -> None:
    cells = [wrote(6, "一", None, "乙")]
    assert taken_back(sheet({5: ("一", "甲"), 8: ("一", "乙")}, log=True), cells) == ([(8, CLASS, None)], [])
    assert taken_back(sheet({6: ("一", "乙"), 8: ("一", "乙")}, log=True), cells) == ([(6, CLASS, None)], [])
    assert taken_back(sheet({5: ("一", "乙"), 8: ("一", "乙")}, log=True), cells) == ([], [Hindrance.ROW_DOUBTFUL])
    assert taken_back(sheet({5: ("一", "丙"), 8: ("一", "丙")}, log=True), cells) == ([], [Hindrance.ROW_DOUBTFUL])


def test_columns_are_found_by_head() -> None:
    moved = sheet({5: ("一", "甲")}, columns={"编号": NUMBER, "别的": CLASS})
    assert taken_back(moved, [wrote(5, "一", None, "甲")]) == ([], [Hindrance.COLUMN_GONE])


def test_several_passes_are_taken_back_latest_first() -> None:
    standing = sheet({5: ("一", "丙")})
    passes = [[wrote(5, "一", "乙", "丙")], [wrote(5, "一", "甲", "乙")]]
    assert taken_back(standing, *passes) == ([(5, CLASS, "甲")], [])


def test_what_was_typed_after_a_pass_is_kept_from_earlier_passes_too() -> None:
    standing = sheet({5: ("一", "乙")})  # typed; by chance what the first pass wrote
    passes = [[wrote(5, "一", "乙", "丙")], [wrote(5, "一", "甲", "乙")]]
    assert taken_back(standing, *passes) == ([], [Hindrance.CHANGED])


def test_there_and_back_is_no_edit() -> None:
    standing = sheet({5: ("一", "甲")})
    assert taken_back(standing, [wrote(5, "一", "乙", "甲")], [wrote(5, "一", "甲", "乙")]) == ([], [])


def test_a_sheet_without_numbers_is_taken_by_place() -> None:
    standing = StandingSheet(lambda row, column: "A" if (row, column) == (3, 2) else None)
    assert taken_back(standing, [wrote(3, "", None, "A")]) == ([(3, 2, None)], [])


def test_what_nothing_can_write_stays() -> None:
    taking = TakingBack({"登记": sheet({5: ("一", "甲")})})
    taking.take_back([wrote(5, "一", timedelta(hours=1), "甲"), wrote(5, "一", None, "甲", tab="没有")])
    assert [each.why for each in taking.kept] == [Hindrance.SHEET_GONE, Hindrance.UNWRITABLE]
    assert taking.edits() == []


def test_whose_rows_are_written() -> None:
    taking = TakingBack({"登记": sheet({9: ("一", "甲")})})
    taking.take_back([wrote(5, "一", None, "甲")])
    assert taking.cases() == {"登记": {9: "一"}}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("", None, True),
        (date(2024, 5, 1), datetime(2024, 5, 1), True),
        (1, 1.0, True),
        (True, 1.0, False),
        ("1", 1.0, False),
        (None, 0.0, False),
    ],
)
def test_the_same_value(one: ReadValue, other: ReadValue, alike: bool) -> None:
    assert same(one, other) is alike
