"""By what a row is known again, in this export and in the next one. (FA-1)"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.operations.importing.samples import export
from xltools.operations.importing.export import ExportRow
from xltools.operations.importing.mapping import ColumnPlan
from xltools.operations.importing.source_keys import source_keys

PLAN = ColumnPlan({"problem_description": 0, "contact": 1}, {}, {}, (), "", (), False)
KEYED = replace(PLAN, keys=(2,), scope="平台")


def keys(*rows: str, plan: ColumnPlan = PLAN) -> list[str]:
    return source_keys(export("内容|手机|ID", *rows), plan)


@given(st.lists(st.sampled_from(["a|1|x", "a|1|y", "b|1|x", "a|2|", "||"]), max_size=12), st.integers(0, 12))
def test_a_longer_export_knows_every_row_of_a_shorter_one(rows: list[str], length: int) -> None:
    assert keys(*rows)[:length] == keys(*rows[:length])
    assert len(set(keys(*rows))) == len(rows)  # equal rows are counted, not merged


def test_cells_that_are_not_mapped_do_not_tell_rows_apart() -> None:
    assert keys("a|1|x") == keys("a|1|y")
    assert keys("a|1|x") != keys("1|a|x")


def test_a_key_of_the_source_tells_rows_apart_whatever_else_they_say() -> None:
    assert keys("a|1|x", plan=KEYED) == keys("b|2|x", plan=KEYED)
    assert keys("a|1|x", plan=KEYED) != keys("a|1|x", plan=replace(KEYED, scope="别家"))


def test_a_row_without_its_key_is_told_by_its_cells() -> None:
    assert keys("a|1| ", plan=KEYED) == keys("a|1|", plan=PLAN)


def test_a_returned_row_keeps_the_key_that_it_carries_once() -> None:
    carried = "0123456789abcdef0123"
    file = replace(
        export("行号|问题|内容|手机|来源键"),
        rows=[ExportRow(line, ["3", "", text, "1", key]) for line, text, key in
              ((5, "a", carried), (6, "b", carried), (7, "c", "no key"))],
    )  # fmt: skip
    plan = replace(PLAN, fields={"problem_description": 2, "contact": 3})
    first, copied, new = source_keys(file, plan)
    assert first == carried
    assert len({first, copied, new}) == 3
