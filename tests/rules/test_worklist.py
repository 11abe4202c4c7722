from datetime import datetime, timedelta

import pytest

from tests.rules.test_day_figures import COUNTS, DEFINITION, ITEMS, NOW
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage, Link
from xltools.model.register_definition import RegisterDefinition
from xltools.rules.work_items import WorkItem
from xltools.rules.worklist import MAXIMUM_ROWS, worklist_pages
from xltools.workbook.definition_files import shipped_definition, shipped_definitions

DUTY = WorkItem("协同分工", 7, "1", "技术部", "进行中", description="查日志", due_at=datetime(2024, 5, 11))


def todo(
    items: list[WorkItem], records: list[WorkItem] | None = None, definition: RegisterDefinition = DEFINITION
) -> GeneratedPage:
    pages = worklist_pages(definition, items, records or [], COUNTS, NOW)
    assert [page.title for page in pages] == [Tab.OVERVIEW.said, Tab.TODO.said]
    return pages[1]


def column(page: GeneratedPage, head: str, table: int = 0) -> list[object]:
    found = page.tables[table]
    place = [each.head for each in found.columns].index(head)
    return [row.values[place] for row in found.rows]


def test_urgent_cases_stand_first_and_then_what_is_late() -> None:  # FR-17
    links = column(todo(ITEMS[::-1]), "编号")
    assert [link.text for link in links if isinstance(link, Link)] == ["1", "3", "4", "2", "5"]


def test_numbers_lead_to_the_rows() -> None:
    assert column(todo(ITEMS[:1]), "编号") == [Link("1", "登记", 5)]


def test_heads_are_those_of_the_register_and_what_it_lacks_is_left_out() -> None:
    heads = [each.head for each in todo(ITEMS).tables[0].columns]
    assert {"编号", "超时标记", "紧急程度", "状态", "责任人"} <= set(heads)
    assert len(heads) == 7  # no 下一时限, 剩余/超时, 升级至 in this register


@pytest.mark.parametrize("name", shipped_definitions())
def test_shipped_registers_have_all_columns(name: str) -> None:
    definition = shipped_definition(name)
    page = todo(ITEMS, [DUTY], definition)
    assert [len(table.columns) for table in page.tables] == [10, 10, 5]
    for table in page.tables:
        assert all(len(row.values) == len(table.columns) for row in table.rows)


def test_nobody_is_said() -> None:
    assert column(todo([ITEMS[4]]), "责任人") == ["未指派"]


def test_long_texts_are_shortened_to_a_line() -> None:
    item = ITEMS[0]._replace(description="第一行\n第二行 " * 20, customer="某" * 90)
    page = todo([item])
    (description,), (customer,) = column(page, "问题"), column(page, "客户")
    assert isinstance(description, str)
    assert (len(description), description[-1], "\n" in description) == (40, "…", False)
    assert isinstance(customer, str)
    assert len(customer) == 24


def test_rows_of_other_sheets_follow_with_their_sheet() -> None:  # RR-11
    page = todo(ITEMS, [DUTY])
    assert column(page, "所在表", table=1) == ["协同分工"]
    assert column(page, "编号", table=1) == [Link("1", "协同分工", 7)]


def test_handlers_come_last() -> None:
    assert column(todo(ITEMS), "处理人", table=1) == ["王强", "刘敏", "未指派"]


def test_only_so_many_rows_and_it_is_said_how_many_are_left_out() -> None:
    many = [WorkItem("登记", row, str(row), due_at=NOW + timedelta(minutes=row)) for row in range(MAXIMUM_ROWS + 7)]
    table = todo(many).tables[0]
    assert len(table.rows) == MAXIMUM_ROWS
    assert " 7 " in table.remark
    assert not todo(many[:MAXIMUM_ROWS]).tables[0].remark


def test_an_empty_register_says_so() -> None:
    (table,) = todo([]).tables
    assert (list(table.rows), bool(table.remark)) == ([], True)


def test_a_register_that_keeps_no_states_has_no_pages() -> None:
    definition = DEFINITION.model_copy(update={"states": ()})
    assert worklist_pages(definition, ITEMS, [], COUNTS, NOW) == ()


def test_the_same_moment_gives_the_same_pages_whatever_the_order() -> None:
    one, other = (worklist_pages(DEFINITION, items, [DUTY], COUNTS, NOW) for items in (ITEMS, ITEMS[::-1]))
    assert one == other


def test_the_pages_speak_the_language() -> None:
    with speaking("en"):
        page = todo(ITEMS[:1], [DUTY])
        assert (page.title, page.subheading) == ("To do", "Updated 2024-05-10 14:00")
        assert [table.title for table in page.tables][:2] == ["Open cases (1)", "Open rows of other sheets (1)"]
