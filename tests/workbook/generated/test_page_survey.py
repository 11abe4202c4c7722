"""Only pages that show something new are written, and nothing of anybody's is ever written over."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbook.generated.page_samples import MOMENT, both, page, page_with, register, with_pages
from tests.workbook.small_packages import ROWS, read_part, sheet
from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage, PageRow
from xltools.workbook.generated.page_layout import OWNERSHIP_MARK
from xltools.workbook.generated.page_survey import BlockedPage, Obstacle, blocked_pages, pages_to_write
from xltools.workbook.packaging.package import open_package

OURS = f'<row r="9"><c r="C9" t="inlineStr"><is><t>{text(OWNERSHIP_MARK)}</t></is></c></row>'


def needed(data: bytes, *pages: GeneratedPage) -> list[str]:
    return [each.title for each in pages_to_write(open_package(data), pages)]


def blocked(data: bytes) -> list[BlockedPage]:
    return list(blocked_pages(open_package(data), [page()]))


def saved_by_openpyxl(data: bytes) -> bytes:
    """Another program's spelling: shared strings, other styles, other order of attributes."""
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()


def test_a_page_that_is_missing_is_needed_and_one_that_was_written_is_not() -> None:
    data = register()
    assert needed(data, *both()) == [each.title for each in both()]
    assert needed(with_pages(data, *both()), *both()) == []


def test_a_page_that_another_program_saved_is_not_written_again() -> None:
    plain = page_with("202405-001", 7, MOMENT + timedelta(seconds=7), "a & <b>")
    assert needed(saved_by_openpyxl(with_pages(register(), plain)), plain) == []


def test_the_moment_of_writing_alone_is_not_worth_a_write() -> None:
    assert needed(with_pages(register(), page()), page(subheading="更新于 2024-05-10 14:21")) == []


@pytest.mark.parametrize(
    "changed",
    [
        page_with("202405-001", 3, MOMENT, "anders"),
        page_with("202405-001", 4, MOMENT, "alt"),
        page_with("202405-001", "3", MOMENT, "alt"),
        page_with("202405-001", 3, MOMENT + timedelta(seconds=1), "alt"),
        page_with("202405-001", 3, MOMENT, None),
        page_with("202405-001", 3, MOMENT, "alt")._replace(heading="anders"),
        page(rows=[*page_with("202405-001", 3, MOMENT, "alt").tables[0].rows, PageRow(("neu", None, None, None))]),
    ],
)
def test_any_other_change_is_written(changed: GeneratedPage) -> None:
    assert needed(with_pages(register(), page_with("202405-001", 3, MOMENT, "alt")), changed) == [Tab.TODO.said]


def test_what_somebody_typed_there_is_taken_out_again() -> None:
    data = with_pages(register(), page())
    part = next(each.part for each in open_package(data).sheets if each.name == Tab.TODO.said)
    for typed in ('<c r="A40"><v>1</v></c>', '<c r="A40"><f>1</f></c>'):
        text = read_part(data, part).replace("</sheetData>", f'<row r="40">{typed}</row></sheetData>')
        assert needed(open_package(data).replaced({part: text.encode()}), page()) == [Tab.TODO.said]


@dataclass(frozen=True)
class Case:
    data: bytes
    obstacle: Obstacle | None


def arrow(kind: str) -> bytes:
    """Our own sheet, with something of that kind hanging on it."""
    data = register({Tab.TODO.said: sheet(OURS)})
    wires = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="http://x/{kind}" Target="/media/picture.bin"/></Relationships>'
    )
    return open_package(data).replaced({"xl/tabs/_rels/t2.xml.rels": wires.encode()})


CASES = {
    "no such sheet": Case(register(), None),
    "an empty one": Case(register({Tab.TODO.said: sheet("")}), None),
    "formats only": Case(register({Tab.TODO.said: sheet('<row r="1"><c r="A1" s="1"/></row>')}), None),
    "with our mark, moved": Case(register({Tab.TODO.said: sheet(OURS)}), None),
    "somebody's own": Case(register({Tab.TODO.said: sheet(ROWS)}), Obstacle.OCCUPIED),
    "with a chart": Case(arrow("drawing"), None),
    "with comments": Case(arrow("comments"), None),
    "with a table": Case(arrow("table"), Obstacle.OBJECTS),
    "with a pivot table": Case(arrow("pivotTable"), Obstacle.OBJECTS),
    "structure protected, missing": Case(
        register(properties='<workbookProtection lockStructure="1"/>'), Obstacle.LOCKED
    ),
    "structure protected, there": Case(
        register({Tab.TODO.said: sheet(OURS)}, properties='<workbookProtection lockStructure="1"/>'), None
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_in_the_way(name: str) -> None:
    data, obstacle = CASES[name].data, CASES[name].obstacle
    assert blocked(data) == ([BlockedPage(Tab.TODO.said, obstacle)] if obstacle else [])
    assert needed(data, page()) == ([] if obstacle else [Tab.TODO.said])


def test_an_empty_sheet_with_a_drawing_is_somebodys() -> None:
    data = arrow("drawing")
    emptied = open_package(data).replaced({"xl/tabs/t2.xml": sheet("").encode()})
    assert blocked(emptied) == [BlockedPage(Tab.TODO.said, Obstacle.OCCUPIED)]


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), max_size=5), remark=st.text("abc", max_size=3))
def test_what_was_written_is_always_seen_as_shown(rows: list[tuple[object, ...]], remark: str) -> None:
    drawn = page(rows=[PageRow(row) for row in rows], remark=remark)  # type: ignore[arg-type]
    assert needed(with_pages(register(), drawn), drawn) == []
