"""Registers that were counted and are found no more."""

from xltools.operations.branches.branch_sources import BranchSource
from xltools.operations.branches.gone_branches import absent_branches
from xltools.operations.reporting.troubles import Trouble

EARLIER = {f"/hq/{name}/a.xlsx": (name, "2024-06-01 09:00") for name in ("north", "south")}


def found(*places: str) -> dict[str, BranchSource]:
    return {place: BranchSource(place, "branch") for place in places}


def test_what_is_found_again_is_not_absent() -> None:
    assert absent_branches(EARLIER, found(*EARLIER)) == absent_branches({}, found(*EARLIER)) == ((), ())


def test_what_is_gone_is_named_as_it_was() -> None:
    ((gone,), replaced) = absent_branches(EARLIER, found("/hq/north/a.xlsx", "/hq/west/a.xlsx"))
    assert (gone.place, gone.name, gone.trouble) == ("/hq/south/a.xlsx", "south", Trouble.GONE)
    assert replaced == ()


def test_a_new_register_in_its_folder_takes_its_place() -> None:
    absent = absent_branches(EARLIER, found("/hq/north/a.xlsx", "/hq/south/b.xlsx"))
    assert absent == ((), ("/hq/south/a.xlsx",))


def test_where_a_pattern_finds_nothing_its_registers_are_not_told_one_by_one() -> None:
    pattern = BranchSource("/hq/*/*.xlsx", "/hq/*/*.xlsx", trouble=Trouble.MISSING)
    assert absent_branches(EARLIER, {pattern.place: pattern}) == ((), ())
