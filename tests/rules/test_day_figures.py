from datetime import date, datetime

from tests.workbook.template_samples import SMALL
from xltools.language.speaking import speaking
from xltools.model.generated_page import PageTable
from xltools.model.register_definition import RegisterDefinition
from xltools.rules.day_figures import CaseCounts, by_handler, count_cases, overview_tables
from xltools.rules.work_items import WorkItem

NOW = datetime(2024, 5, 10, 14)  # a Friday
WALK = [
    {"name": "待处理", "until": [{"field": "answered_at"}]},
    {"name": "处理中", "until": [{"field": "score"}]},
    {"name": "已关闭", "closed": True},
]
DEFINITION = RegisterDefinition.model_validate({**SMALL, "states": WALK, "urgent": ["紧急"]})
ITEMS = [
    WorkItem("登记", 5, "1", "刘敏", "待处理", "紧急", True, mark="超时", due_at=datetime(2024, 5, 9), received_at=NOW),
    WorkItem("登记", 6, "2", "刘敏", "处理中", "普通", mark="临期", due_at=datetime(2024, 5, 11)),
    WorkItem("登记", 7, "3", "王强", "处理中", "", mark="超时", received_at=datetime(2024, 4, 1)),
    WorkItem("登记", 8, "4", "王强", "处理中", "普通", mark="超时", received_at=datetime(2024, 4, 2)),
    WorkItem("登记", 9, "5", "", "处理中", "特别", mark="暂停", received_at=datetime(2024, 4, 3)),
]
COUNTS = CaseCounts({"处理中": 4, "待处理": 1, "已关闭": 9, "旧状态": 2}, 1, 6, None, None)


def values(table: PageTable) -> list[tuple[object, ...]]:
    return [row.values for row in table.rows]


def table(title: str) -> PageTable:
    return next(each for each in overview_tables(DEFINITION, ITEMS, COUNTS) if each.title == title)


def test_cases_are_counted_by_day_and_by_the_week_from_monday() -> None:
    today, monday, sunday = date(2024, 5, 10), datetime(2024, 5, 6), datetime(2024, 5, 5, 23, 59)
    received = [NOW, datetime(2024, 5, 10), today, monday, sunday, None, "?"]
    closed = [datetime(2024, 5, 9), None, None, None, None, None, datetime(2024, 5, 11)]
    states = ["处理中", "已关闭", "处理中", None, "", "已关闭", "已关闭"]
    counts = count_cases(states, received, closed, NOW)
    assert counts == CaseCounts({"处理中": 2, "已关闭": 3}, 3, 4, 0, 1)
    assert count_cases(states, received, None, NOW)[3:] == (None, None)


def test_the_days_figures() -> None:
    found = values(table("今日"))
    # When cases were closed is not known here: no zero is shown for it.
    assert [count for _, count in found] == [1, 6, 5, 3, 1, 1, 1, 1]


def test_states_come_in_the_order_of_the_walk_with_closed_ones_and_strange_words_last() -> None:
    assert values(table("按状态")) == [
        ("待处理", 1, 0, 1),
        ("处理中", 2, 1, 4),
        ("已关闭", 0, 0, 9),
        ("旧状态", 0, 0, 2),
    ]


def test_who_has_most_that_is_late_stands_first() -> None:
    assert values(by_handler(ITEMS)) == [
        ("王强", 2, 0, 2, None),
        ("刘敏", 1, 1, 2, datetime(2024, 5, 9)),
        ("未指派", 0, 0, 1, None),
    ]


def test_priorities_come_in_the_order_of_their_list() -> None:
    assert [row[0] for row in values(table("按紧急程度"))] == ["紧急", "普通", "特别", "（未填）"]


def test_the_oldest_open_cases_lead_to_their_rows() -> None:
    found = values(table("最久未结"))
    assert [(link.text, link.row) for link, *_ in found] == [("3", 7), ("4", 8), ("5", 9), ("1", 5), ("2", 6)]  # type: ignore[attr-defined]


def test_without_open_cases_there_is_nothing_to_group() -> None:
    assert [each.title for each in overview_tables(DEFINITION, [], COUNTS)] == ["今日", "按状态"]


def test_a_register_without_priorities_is_not_grouped_by_them() -> None:
    fields = [each for each in SMALL["sheets"][0]["fields"] if each["name"] != "priority"]
    sheets = [{**SMALL["sheets"][0], "fields": fields}, *SMALL["sheets"][1:]]
    definition = RegisterDefinition.model_validate({**SMALL, "sheets": sheets, "states": WALK})
    assert len(overview_tables(definition, ITEMS, COUNTS)) == len(overview_tables(DEFINITION, ITEMS, COUNTS)) - 1


def test_the_words_are_those_of_the_language() -> None:
    with speaking("en"):
        tables = overview_tables(DEFINITION, [ITEMS[0]._replace(mark="overdue")], COUNTS)
        assert [each.title for each in tables][:3] == ["Today", "By State", "By Handler"]
        assert dict(row.values for row in tables[0].rows)["  of them overdue"] == 1  # type: ignore[misc]
