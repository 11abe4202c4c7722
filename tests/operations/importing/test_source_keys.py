"""By what a row is known again, in this export and in the next one. (FA-1)"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.operations.importing.samples import export
from xltools.operations.importing.export import ExportRow
from xltools.operations.importing.mapping import ColumnPlan
from xltools.operations.importing.source_keys import SourceKey, source_keys

PLAN = ColumnPlan({"problem_description": 0, "contact": 1}, {}, {}, (), "", (), False)
KEYED = replace(PLAN, keys=(2,), scope="平台")


def found(*rows: str, plan: ColumnPlan = KEYED) -> list[SourceKey]:
    return source_keys(export("内容|手机|ID", *rows), plan)


def keys(*rows: str, plan: ColumnPlan = PLAN) -> list[str]:
    return [each.text for each in found(*rows, plan=plan)]


def sent_back(carried: str, cells: str) -> SourceKey:
    """The key of a row of a workbook that we gave back."""
    row = ExportRow(5, ["3", "", *cells.split("|"), carried])
    file = replace(export("行号|问题|内容|手机|ID|来源键"), rows=[row])
    return source_keys(file, replace(KEYED, fields={"problem_description": 2, "contact": 3}, keys=(4,)))[0]


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
    first, copied, new = (each.text for each in source_keys(file, plan))
    assert first == carried
    assert len({first, copied, new}) == 3


def test_two_different_rows_with_one_key_are_two_and_the_second_has_a_problem() -> None:
    first, same, other = found("a|1|x", "a|1|x", "b|1|x")
    assert (first.problem, same) == ("", first)
    assert other.problem
    assert other.doubtful == {2}
    assert other.text == keys("b|1|")[0] != first.text  # what it will have once somebody emptied the key


def test_a_key_that_lost_digits_tells_no_rows_apart() -> None:
    one, two = found("a|1|2.02611E+17", "b|1|2.02611E+17")
    assert one.problem
    assert two.problem
    assert one.text != two.text
    assert (one.carried, one.doubtful) == ("", {2})  # corrected, it is told by what stands there then


def test_a_row_sent_back_for_its_key_has_the_problem_until_the_key_is_corrected() -> None:
    first, other = found("a|1|x", "b|1|x")
    again = sent_back(other.carried, "b|1|x")
    assert (again.text, again.carried, bool(again.problem)) == (other.text, other.carried, True)
    corrected, emptied = sent_back(other.carried, "b|1|y"), sent_back(other.carried, "b|1|")
    assert (corrected.text, corrected.problem) == (keys("b|1|y", plan=KEYED)[0], "")
    assert (emptied.text, emptied.problem) == (other.text, "")
    assert first.carried == first.text
