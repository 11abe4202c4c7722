import pytest

from tests.workbook.template_samples import SMALL, opened, small_definition
from xltools.language.words import Tab
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.template.generated_tabs import generated_tabs
from xltools.workbook.template.navigation import linked_tabs, tab_order


def test_lists_stand_before_the_settings() -> None:
    assert tab_order(small_definition()) == (Tab.GUIDE.said, "登记", "记录", Tab.LISTS.said, "时限", "人员")


def test_lists_stand_last_where_there_are_no_settings() -> None:
    definition = small_definition(sheets=SMALL["sheets"][:2])
    assert tab_order(definition) == (Tab.GUIDE.said, "登记", "记录", Tab.LISTS.said)


def test_sheet_does_not_link_to_itself() -> None:
    definition = small_definition()
    assert "登记" in linked_tabs(definition, "记录", 9)
    assert "登记" not in linked_tabs(definition, "登记", 9)


def test_the_guide_is_linked_to_where_there_is_room_for_nothing_else() -> None:
    definition = small_definition()
    assert linked_tabs(definition, "记录", 2) == (Tab.GUIDE.said, "登记")
    assert linked_tabs(definition, "记录", -3) == (Tab.GUIDE.said,)


@pytest.mark.parametrize("name", shipped_definitions())
def test_every_link_leads_to_a_tab(name: str) -> None:
    book = opened(shipped_definition(name))
    for sheet in book:
        links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert links or sheet.title in generated_tabs(shipped_definition(name))
        for link in links:
            assert link.location is not None
            assert link.location.removesuffix("!A1").strip("'") in book.sheetnames


@pytest.mark.parametrize("name", shipped_definitions())
def test_guide_leads_everywhere(name: str) -> None:
    definition = shipped_definition(name)
    guide = opened(definition)[Tab.GUIDE.said]
    targets = {cell.value for row in guide.iter_rows() for cell in row if cell.hyperlink}
    assert targets == set(tab_order(definition)) - {Tab.GUIDE.said}
