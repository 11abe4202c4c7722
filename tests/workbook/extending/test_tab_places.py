"""New tabs stand where the template has them, unless that could mislead a macro or a team."""

from tests.registers import small_definition, template
from tests.workbook.extending.team_books import book, definition
from xltools.workbook.extending.tab_places import places_of_tabs
from xltools.workbook.packaging.package import Package, open_package, relationship_part


def without(package: Package, tab: str) -> Package:
    """The workbook, its tab called otherwise: to a reader of names it is missing."""
    part = package.workbook_part
    text = package.part(part).decode().replace(f'name="{tab}"', 'name="Other"')
    return open_package(package.replaced({part: text.encode()}))


def test_a_register_has_them_in_the_templates_order() -> None:
    package = without(open_package(template()), "选项")
    assert list(places_of_tabs(package, small_definition(), ("选项",))) == [("选项", "Other")]
    last = [sheet.title for sheet in small_definition().sheets][-1]
    assert list(places_of_tabs(without(open_package(template()), last), small_definition(), (last,))) == [
        (last, "Other")
    ]


def test_the_first_comes_before_all_that_follow() -> None:
    package = without(open_package(template()), "填写说明")
    assert list(places_of_tabs(package, small_definition(), ("填写说明",))) == [("填写说明", "登记")]


def test_a_teams_own_workbook_gets_them_at_its_end() -> None:
    assert {before for _, before in places_of_tabs(open_package(book()), definition(), ("过程", "填写说明"))} == {None}


def test_so_does_one_with_macros() -> None:
    package = without(open_package(template()), "选项")
    wires = relationship_part(package.workbook_part)
    arrow = (
        b'<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="v"/>'
    )
    text = package.part(wires).replace(b"</Relationships>", arrow + b"</Relationships>")
    with_macros = open_package(package.replaced({wires: text}))
    assert list(places_of_tabs(with_macros, small_definition(), ("选项",))) == [("选项", None)]
