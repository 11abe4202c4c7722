from typing import Any

import pytest

from tests.workbook.template_samples import SMALL, opened, small_definition
from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.workbook.generated.page_layout import FIRST_HEAD_ROW, OWNERSHIP_MARK
from xltools.workbook.generated.page_survey import blocked_pages, pages_to_write
from xltools.workbook.packaging.package import open_package
from xltools.workbook.template.generated_tabs import empty_pages, generated_tabs
from xltools.workbook.template.navigation import linked_tabs, tab_order
from xltools.workbook.template.template_building import build_template

WALK: list[dict[str, Any]] = [
    {"name": "待处理", "until": [{"field": "answered_at"}]},
    {"name": "已关闭", "closed": True},
]
GENERATED = (Tab.OVERVIEW.said, Tab.TODO.said)


def test_they_stand_behind_the_guide_and_the_register_is_in_front() -> None:
    definition = small_definition(states=WALK)
    book = opened(definition)
    order = [Tab.GUIDE.said, *GENERATED, "登记", "记录", Tab.LISTS.said, "时限", "人员"]
    assert book.sheetnames == order == list(tab_order(definition))
    assert book.active is not None
    assert book.active.title == "登记"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["登记"]
    assert set(GENERATED) <= set(linked_tabs(definition, "登记", 9))


def test_a_register_that_keeps_no_states_has_none() -> None:
    assert generated_tabs(small_definition()) == ()
    assert not set(GENERATED) & set(opened(small_definition()).sheetnames)


def test_a_sheet_of_the_register_keeps_its_name() -> None:
    sheets = [{**SMALL["sheets"][0], "title": Tab.TODO.said}, *SMALL["sheets"][1:]]
    definition = small_definition(states=WALK, sheets=sheets)
    assert generated_tabs(definition) == (Tab.OVERVIEW.said,)
    assert opened(definition).sheetnames.count(Tab.TODO.said) == 1


def test_until_the_first_refresh_they_say_so_and_bear_the_mark() -> None:
    definition = small_definition(states=WALK)
    book = opened(definition)
    for page in empty_pages(definition):
        texts = [cell.value for row in book[page.title].iter_rows() for cell in row if cell.value is not None]
        assert texts == [page.heading, page.subheading, text(OWNERSHIP_MARK)]


@pytest.mark.parametrize(
    ("title", "repeated"), [(Tab.TODO.said, f"${FIRST_HEAD_ROW}:${FIRST_HEAD_ROW}"), (Tab.OVERVIEW.said, None)]
)
def test_the_list_of_work_repeats_its_heads_on_paper(title: str, repeated: str | None) -> None:
    assert (opened(small_definition(states=WALK))[title].print_title_rows or None) == repeated


def test_a_refresh_finds_them_as_its_own() -> None:
    definition = small_definition(states=WALK)
    package = open_package(build_template(definition))
    assert blocked_pages(package, empty_pages(definition)) == ()
    assert pages_to_write(package, empty_pages(definition)) == ()
