"""The marks of a register stand among other people's properties (ECMA-376 part 1, §22.3)."""

from tests.registers import small_definition, template
from tests.workbook.extending.team_books import book
from xltools.workbook.extending.register_marks import register_marks, with_marks
from xltools.workbook.packaging.package import CONTENT_TYPES, Package, open_package

PART = "docProps/custom.xml"


def marked(package: Package, marks: dict[str, str]) -> Package:
    parts = with_marks(package, marks, False, package.part(CONTENT_TYPES))
    return open_package(package.replaced(parts))


def test_a_workbook_without_properties_gets_the_part() -> None:
    package = marked(open_package(book()), register_marks(small_definition()))
    assert package.custom_properties() == {"xltools.template": "small_register", "xltools.version": "1"}
    assert b'pid="2"' in package.part(PART)


def test_properties_of_others_stay() -> None:
    package = open_package(template())
    theirs = (
        package.part(PART)
        .replace(
            b"</Properties>",
            b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="\xe9\x83\xa8\xe9\x97\xa8">'
            b"<vt:i4>7</vt:i4></property></Properties>",
        )
        .replace(b"xltools.version", b"other.version")
    )
    package = open_package(package.replaced({PART: theirs}))
    after = marked(package, {"xltools.template": "small_register", "xltools.version": "5"})
    assert after.custom_properties() == {
        "xltools.template": "small_register", "other.version": "1", "部门": "7", "xltools.version": "5",
    }  # fmt: skip
    assert b'pid="10"' in after.part(PART)


def test_a_mark_is_raised_in_its_place() -> None:
    after = marked(open_package(template()), {"xltools.template": "small_register", "xltools.version": "2"})
    assert after.custom_properties()["xltools.version"] == "2"
    assert after.part(PART).count(b"<property") == 2
