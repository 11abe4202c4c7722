"""Earlier periods stay as they were reported, and what changed since is named. # FA-17"""

from datetime import datetime

from tests.reports.fact_tables import facts_of
from xltools.language.speaking import speaking
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.row_prints import row_changes, row_prints

END = datetime(2026, 11, 1)
OCTOBER = """
| number | type | received_at | first_response_at | satisfaction | rated_at | closed_at | state |
| A | 投诉 | 10-05 09:30 | 10-05 10:00 | 满意 | 10-07 09:00 | 10-07 09:00 | 已关闭 |
| B | 报修 | 10-20 09:30 | | | | | 处理中 |
"""
NOVEMBER = """
| number | type | received_at | first_response_at | satisfaction | rated_at | closed_at | state |
| A | 投诉 | 10-05 09:30 | 10-05 10:00 | 满意 | 10-07 09:00 | 10-07 09:00 | 已关闭 |
| B | 报修 | 10-20 09:30 | 11-02 09:00 | 满意 | 11-05 09:00 | 11-05 09:00 | 已关闭 |
| C | 报修 | 11-03 09:30 | | | | | 处理中 |
"""


def source(policy: str = "p") -> tuple[RegisterSource, ...]:
    return (RegisterSource("a.xlsx", "台账", "feedback_analysis", policy=policy),)


def prints(facts: Facts) -> dict[str, dict[str, str]]:
    facts = facts.as_of(END)
    return row_prints(facts, list(facts.cases.index))


def changes(earlier: str, now: str, policy: str = "p") -> tuple[object, ...]:
    then, today = facts_of(earlier, sources=source()), facts_of(now, sources=source(policy))
    return row_changes(today, prints(then), prints(today), {"a.xlsx": "p"})


def test_what_came_later_changes_no_print() -> None:
    assert changes(OCTOBER, NOVEMBER) == ({}, {}, {}, ())


def test_a_row_that_reads_otherwise_is_named() -> None:
    assert changes(OCTOBER, NOVEMBER.replace("投诉", "咨询")) == ({"台账": ("A",)}, {}, {}, ())
    assert changes(OCTOBER, NOVEMBER.replace("10-05 10:00", "10-05 11:00")) == ({"台账": ("A",)}, {}, {}, ())


def test_what_stands_beside_a_row_belongs_to_it() -> None:
    limits = "| case | label | start | due | done |\n| A | 解决 | 10-05 09:30 | 10-09 18:00 | 10-06 10:00 |"
    ratings = "| case | dimension | value | top | rated_at |\n| A | 态度 | 5 | 5 | 10-07 09:00 |"
    extensions = "| case | applied_at | approved_at | verdict |\n| A | 10-06 09:00 | 10-06 10:00 | 同意 |"
    then = facts_of(OCTOBER, limits=limits, ratings=ratings, extensions=extensions, sources=source())
    for today in (
        facts_of(OCTOBER, limits=limits.replace("10-09", "10-08"), ratings=ratings, extensions=extensions),
        facts_of(OCTOBER, limits=limits, ratings=ratings.replace("| 5 | 5", "| 4 | 5"), extensions=extensions),
        facts_of(OCTOBER, limits=limits, ratings=ratings, extensions=extensions.replace("同意", "不同意")),
    ):
        found = row_changes(then, prints(then), {"a.xlsx": prints(today)["台账.xlsx"]}, {"a.xlsx": "p"})
        assert found.changed == {"台账": ("A",)}


def test_rows_that_came_and_went_are_named() -> None:
    assert changes(OCTOBER, NOVEMBER.replace("| B |", "| D |")) == ({}, {"台账": ("D",)}, {"台账": ("B",)}, ())


def test_a_changed_policy_is_named() -> None:
    assert changes(OCTOBER, NOVEMBER, policy="q") == ({}, {}, {}, ("台账",))


def test_a_register_that_was_not_read_then_is_not_compared() -> None:
    today = facts_of(NOVEMBER, sources=source())
    assert not row_changes(today, {}, prints(today), {})


def going_on(*, number: str = "B", then: str = "处理中") -> tuple[object, ...]:
    """October's report, and what is told of it once case B stands in another register of that kind."""
    first = facts_of(OCTOBER, sources=source())
    two = (*source(), RegisterSource("b.xlsx", "台账（b）", "feedback_analysis", policy="p"))
    row = f"| {number} | 台账（b） | 报修 | 10-20 09:30 | {then} |\n"
    table = (
        "| number | register | type | received_at | state | first_response_at | satisfaction | rated_at | closed_at |\n"
    )
    stays = "| A | 台账 | 投诉 | 10-05 09:30 | 已关闭 | 10-05 10:00 | 满意 | 10-07 09:00 | 10-07 09:00 |\n"
    today = facts_of(table + stays + row.replace(f" {then} |", f" {then} | | | | |"), sources=two)
    return row_changes(today, prints(first), prints(today), {"a.xlsx": "p"})


def test_a_case_that_went_on_in_another_register_is_not_removed() -> None:  # FA-17
    assert going_on() == ({}, {}, {}, ())
    assert going_on(number="C") == ({}, {}, {"台账": ("B",)}, ())


def test_a_case_that_went_on_and_reads_otherwise_is_told_where_it_stood() -> None:
    first = facts_of(OCTOBER, sources=source())
    then = prints(first)
    assert row_changes(first, then, {"a.xlsx": {**then["a.xlsx"], "B": "x"}}, {}).changed == {"台账": ("B",)}
    two = facts_of(OCTOBER, sources=(*source(), RegisterSource("b.xlsx", "台账（b）", "feedback_analysis")))
    now = {"a.xlsx": {"A": then["a.xlsx"]["A"]}, "b.xlsx": {"B": "x"}}
    assert row_changes(two, then, now, {}) == ({"台账": ("B",)}, {}, {}, ())
    both = {"a.xlsx": then["a.xlsx"], "b.xlsx": {"C": "y"}}
    assert row_changes(two, both, {**now, "b.xlsx": {"C": "y", "B": then["a.xlsx"]["B"]}}, {}) == ({}, {}, {}, ())


def test_what_a_register_is_called_in_the_report_changes_no_print() -> None:
    alone = facts_of(OCTOBER, sources=source())
    named = OCTOBER.replace("| number |", "| number | register |").replace("| A |", "| A | 台账（a） |")
    named = named.replace("| B |", "| B | 台账（a） |")
    beside = facts_of(named, sources=(RegisterSource("a.xlsx", "台账（a）", "feedback_analysis"),))
    assert prints(beside) == prints(alone)


def test_the_language_of_the_report_changes_no_print() -> None:
    extensions = "| case | applied_at | approved_at | verdict |\n| A | 10-06 09:00 | 10-06 10:00 | 同意 |"
    two = (*source(), RegisterSource("b.xlsx", "台账（b）", "feedback_analysis"))
    rows = OCTOBER.replace("| number |", "| number | register |").replace("| A |", "| A | 台账 |")
    rows = rows.replace("| B |", "| B | 台账（b） |")
    then = prints(facts_of(rows, extensions=extensions, sources=two))
    with speaking("en"):
        named = (*source(), RegisterSource("b.xlsx", "台账 (b)", "feedback_analysis"))
        now = prints(facts_of(rows.replace("（b）", " (b)"), extensions=extensions, sources=named))
    assert now == then
