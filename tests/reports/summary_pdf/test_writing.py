"""The PDF itself: laid out with this machine's fonts, read back with pdftotext where that is installed."""

import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.reports.sample_report import sample_report
from tests.reports.typesetting.made_fonts import make_font
from xltools.errors import FontMissingError, MissingExtraError
from xltools.reports.document import Column, ColumnKind, Paragraph, Report, Section, Table
from xltools.reports.summary_pdf.page_data import page_data
from xltools.reports.summary_pdf.writing import write_pdf
from xltools.reports.typesetting.font_faces import Face
from xltools.reports.typesetting.fonts import ReportFonts, find_fonts

MADE_AT = datetime(2026, 11, 5, 8)
HOSTILE = '#import "@preview/x:1.0.0" #read("/etc/passwd") *b* _i_ $x^2$ @t <a> `c` \\ ] [ // /* = 标题 \\u{41} #{1+1}'


@pytest.fixture(scope="module")
def fonts() -> ReportFonts:
    try:
        return find_fonts()
    except FontMissingError as error:
        pytest.skip(str(error))


def report_of(*sections: Section) -> Report:
    return Report("标题", "2026年10月", "公司", "部门", MADE_AT, sections)


def text_of(pdf: bytes, folder: Path) -> str:
    """The words of a PDF without any white space, compatibility forms made plain."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the words of the PDF cannot be read back")
    (folder / "report.pdf").write_bytes(pdf)
    told = subprocess.run(
        [program, "-raw", "-enc", "UTF-8", folder / "report.pdf", "-"], capture_output=True, check=True
    )
    return without_space(told.stdout.decode())


def without_space(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text))


def words_of(piece: dict[str, Any]) -> list[str]:
    """Every word of a block that a reader should find."""
    match piece["type"]:
        case "paragraph":
            return [piece["title"], *piece["sentences"]]
        case "cards":
            shown = [
                [card[key] for key in ("label", "value", "unit", "change")] + card["small"] for card in piece["cards"]
            ]
            return [words for card in shown for words in card]
        case "table":
            heads = [part["words"] for head in piece["heads"] for part in head["parts"]]
            cells = [cell["words"] for row in (*piece["rows"], piece["total"]) for cell in row]
            below = [words for lines in piece["below"] for line in lines for cell in line for words in cell_words(cell)]
            checks = [check["words"] for check in piece["checks"]]
            return [piece["title"], *heads, *cells, *below, *piece["notes"], *checks]
        case _:
            ticks = [tick["words"] for tick in (*piece["ticks"], *piece["second"])]
            numbers = [words for one in piece["series"] for words in one["labels"]]
            names = [one["name"] for one in piece["series"]] if len(piece["series"]) > 1 else []
            aim = [piece["target"]["label"]] if piece["target"] else []
            return [piece["title"], piece["y_title"], *piece["categories"], *ticks, *numbers, *names, *aim]


def cell_words(cell: dict[str, Any]) -> tuple[str, str]:
    return cell["head"], cell["words"]


def wide_table(rows: int, text: str = "") -> Table:
    """A table of forty columns, the last of them of long texts."""
    columns = (*(Column(f"列{number}", width=14) for number in range(39)), Column("描述", ColumnKind.LONG_TEXT, 40))
    cells = [[f"值{row}之{number}" for number in range(39)] + [text or f"描述{row}"] for row in range(rows)]
    return Table("wide", "宽表", columns, cells, total=["合计", *(f"共{number}" for number in range(39))])


def test_of_a_table_wider_than_the_page_everything_can_be_read(fonts: ReportFonts, tmp_path: Path) -> None:
    table = wide_table(30)
    table = replace(table, rows=[*table.rows, ()])  # a row may be empty of values
    text = text_of(write_pdf(report_of(Section("章", "", (table,), landscape=True)), fonts).content, tmp_path)
    rows = (*table.rows, table.total or ())
    assert [value for row in rows for value in row if str(value) not in text] == []


def test_a_long_text_below_a_row_goes_on_on_the_next_page(fonts: ReportFonts, tmp_path: Path) -> None:
    table = wide_table(2, "很长的描述。" * 1500 + "到此为止")
    text = text_of(write_pdf(report_of(Section("章", "", (table,), landscape=True)), fonts).content, tmp_path)
    assert text.count("到此为止") == 2


def test_short_chapters_share_a_page(fonts: ReportFonts) -> None:
    chapters = [Section(f"章{number}", "问", (Paragraph(("一句话。",)),)) for number in range(6)]
    across = [Section("横", "", (Paragraph(("一句话。",)),), landscape=True)]
    pages = [len(re.findall(rb"/Type/Page\b", write_pdf(report_of(*those), fonts).content)) for those in (
        chapters[:2], chapters, chapters + across, chapters + across + across,
    )]  # fmt: skip
    assert pages == [1, 2, 3, 3]  # few begin below the contents; the paper is turned once


def test_every_word_and_figure_of_the_report_stands_in_the_pdf(fonts: ReportFonts, tmp_path: Path) -> None:
    report = sample_report()
    written = write_pdf(report, fonts)
    assert written.warnings == ()
    text = text_of(written.content, tmp_path)
    words = [
        words for section in page_data(report)["sections"] for piece in section["blocks"] for words in words_of(piece)
    ]
    assert len(words) > 1000
    assert [missing for missing in words if without_space(missing) not in text] == []


def test_the_same_report_gives_the_same_bytes(fonts: ReportFonts) -> None:
    assert write_pdf(sample_report(), fonts) == write_pdf(sample_report(), fonts)


def test_what_looks_like_markup_stays_text(fonts: ReportFonts, tmp_path: Path) -> None:
    table = Table("t", HOSTILE, (Column(HOSTILE),), [(HOSTILE,)], note=HOSTILE)
    written = write_pdf(report_of(Section(HOSTILE[:30], HOSTILE, (Paragraph((HOSTILE,), HOSTILE), table))), fonts)
    assert text_of(written.content, tmp_path).count(without_space(HOSTILE)) == 8


def test_a_report_of_nothing_is_a_pdf(fonts: ReportFonts) -> None:
    empty = Section("章", "", (Table("t", "", (), []), Table("u", "", (Column("a"),), []), Paragraph(())))
    for report in (report_of(), report_of(empty), sample_report(0)):
        assert write_pdf(report, fonts).content.startswith(b"%PDF-")


def test_a_text_longer_than_a_page_goes_on_on_the_next(fonts: ReportFonts, tmp_path: Path) -> None:
    text = "很长的描述。" * 1500 + "到此为止"
    table = Table("t", "表", (Column("号"), Column("描述", ColumnKind.LONG_TEXT, 40)), [("甲", text)])
    assert "到此为止" in text_of(write_pdf(report_of(Section("章", "", (table,))), fonts).content, tmp_path)


def test_a_character_that_no_font_has_is_boxed_and_told(fonts: ReportFonts) -> None:
    alone = fonts._replace(further=())
    written = write_pdf(report_of(Section("章", "\U0010fffd", ())), alone)  # a private character
    assert ["U+10FFFD" in warning for warning in written.warnings] == [True]


def test_a_font_that_typst_does_not_know_by_that_name_is_refused(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.ttf", "Made", "标题")
    with pytest.raises(FontMissingError):
        write_pdf(report_of(), ReportFonts(Face(path, "Another Name")))


@pytest.mark.parametrize("library", ["typst", "fontTools.ttLib"])
def test_a_missing_library_is_an_error_with_the_remedy(
    library: str, fonts: ReportFonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=r"xltools\[pdf\]"):
        write_pdf(report_of(), find_fonts())


def test_every_link_and_every_chapter_of_the_contents_can_be_clicked(fonts: ReportFonts) -> None:
    report = sample_report()
    sections = page_data(report)["sections"]
    pieces = [piece for section in sections for piece in section["blocks"]]
    cells = [cell for piece in pieces if piece["type"] == "table" for row in piece["rows"] for cell in row]
    cards = [card for piece in pieces if piece["type"] == "cards" for card in piece["cards"]]
    links = sum(thing.get("goto") is not None for thing in (*cells, *cards))
    assert links > 10
    assert write_pdf(report, fonts).content.count(b"/Subtype/Link") >= links + len(sections)
