"""Which sheet of the index a copy stands on. (FR-14, ST-12)"""

from datetime import datetime

from tests.archived import listed
from xltools.reports.archive_index.index_rows import year_sheets


def at(year: int, number: str) -> object:
    return listed(number=number, received_at=datetime(year, 1, 2))


def test_a_sheet_for_each_year_of_receipt_the_latest_first() -> None:
    late = listed(number="c", received_at=None, closed_at=datetime(2026, 3, 1))
    sheets = year_sheets([at(2024, "a"), at(2025, "b"), late])
    assert [(each.name, [line.case.number for line in each.versions]) for each in sheets] == [
        ("2026", ["c"]), ("2025", ["b"]), ("2024", ["a"]),
    ]  # fmt: skip


def test_a_year_goes_on_where_a_sheet_has_as_many_links_as_it_can() -> None:
    lines = [at(2024, f"{number:02}") for number in range(7)]
    sheets = year_sheets(reversed(lines), most=3)
    assert [(each.name, len(each.versions)) for each in sheets] == [("2024", 3), ("2024 (2)", 3), ("2024 (3)", 1)]
    assert [line for each in sheets for line in each.versions] == lines


def test_a_copy_that_a_later_one_took_the_place_of_is_told_even_where_that_one_stands_elsewhere() -> None:
    first, other, second = listed(), listed(number="202405-002"), listed(version=2, received_at=datetime(2025, 1, 1))
    late, early = year_sheets([second, other, first])
    assert late.superseded == frozenset()
    assert [early.versions[at].case.number for at in early.superseded] == ["202405-001"]


def test_equal_numbers_of_two_registers_are_two_cases() -> None:
    beside = "2024/苏州某公司/202405-001 台账"
    (sheet,) = year_sheets([listed(), listed(beside), listed(f"{beside} 第2版", version=2)])  # of one name, two teams'
    assert [sheet.versions[at].folder for at in sheet.superseded] == [beside]


def test_a_case_whose_register_was_renamed_is_the_same_case() -> None:
    (sheet,) = year_sheets([listed(), listed(register="2025/台账.xlsx", version=2)])
    assert [sheet.versions[at].case.version for at in sheet.superseded] == [1]
