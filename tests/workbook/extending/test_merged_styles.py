"""Looks are taken over once, behind those that are there (ECMA-376 part 1, §18.8)."""

import pytest

from tests.registers import template
from tests.workbook.extending.team_books import STYLES, book
from tests.workbook.small_packages import read_part
from xltools.errors import PatchRefusedError
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.packaging.package import Package, open_package

DONOR = "xl/styles.xml"


def donor() -> Package:
    return open_package(template())


def test_formats_that_exist_keep_their_place() -> None:
    styles = MergedStyles(open_package(book()), donor())
    first, again = styles.cell(5), styles.cell(5)
    assert first == again == 3  # behind the three that the workbook has
    text = styles.changed()[DONOR].decode()
    assert text.index(STYLES.partition("<cellXfs")[2][15:60]) > 0
    assert 'cellXfs count="4"' in text


def test_what_was_taken_over_once_is_found_the_next_time() -> None:
    styles = MergedStyles(open_package(book()), donor())
    wanted = [styles.cell(index) for index in range(10)]
    looks = [styles.rule(index) for index in range(1)]
    text = styles.changed()[DONOR].decode()
    second = MergedStyles(open_package(book(styles=text)), donor())
    assert [second.cell(index) for index in range(10)] == wanted
    assert [second.rule(index) for index in range(1)] == looks == [0]
    assert second.changed() == {}


def test_a_clone_differs_in_its_number_format() -> None:
    package = donor()
    dated = next(index for index in range(60) if MergedStyles(open_package(book()), package).shows_date(index))
    styles = MergedStyles(open_package(book()), package)
    index = styles.with_manner(1, dated)
    assert index == 3
    assert styles.with_manner(1, dated) == 3
    text = styles.changed()[DONOR].decode()
    assert '<xf numFmtId="164" applyNumberFormat="1" fontId="1" fillId="0" borderId="0"/>' in text
    assert 'numFmts count="1"' in text
    assert text.index("<numFmts") < text.index("<fonts")


def test_a_clone_wraps_where_the_template_does() -> None:
    package = donor()
    formats = package.xml(DONOR).findall("{*}cellXfs/{*}xf")
    wraps = next(index for index, xf in enumerate(formats) if xf.find("{*}alignment[@wrapText='1']") is not None)
    styles = MergedStyles(open_package(book()), package)
    index = styles.with_manner(2, wraps)
    text = styles.changed()[DONOR].decode()
    assert (index, '<alignment wrapText="1"/></xf>' in text) == (3, True)
    other = MergedStyles(open_package(book(styles=text.replace("wrapText", 'vertical="top" wrapText'))), package)
    assert other.with_manner(3, wraps) in (3, 4)


def test_a_workbook_without_formats_is_refused() -> None:
    text = STYLES.replace('<xf numFmtId="0" fontId="0"/>', "")
    bare = text[: text.index("<cellXfs")] + "</styleSheet>"
    with pytest.raises(PatchRefusedError):
        MergedStyles(open_package(book(styles=bare)), donor())
    assert "cellXfs" in read_part(book(), DONOR)
