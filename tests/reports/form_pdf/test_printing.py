"""The PDF itself: laid out with this machine's fonts, read back with pdftotext where that is installed."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.reports.form_pdf.made_forms import form, png
from tests.reports.summary_pdf.test_writing import HOSTILE, text_of, without_space
from tests.reports.typesetting.made_fonts import make_font
from xltools.errors import FontMissingError, MissingExtraError, UnreadableWorkbookError
from xltools.reports.form_pdf.printing import FormPrinter
from xltools.reports.typesetting.font_faces import Face
from xltools.reports.typesetting.fonts import ReportFonts, find_fonts
from xltools.reports.typesetting.written_pdf import WrittenPdf
from xltools.workbook.packaging.package import open_package

MADE_AT = datetime(2026, 11, 5, 8)


@pytest.fixture(scope="module")
def fonts() -> ReportFonts:
    try:
        return find_fonts()
    except FontMissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def printer(fonts: ReportFonts) -> Iterator[FormPrinter]:
    with FormPrinter(fonts) as printer:
        yield printer


def printed_once(workbook: bytes, fonts: ReportFonts, made_at: datetime, name: str = "") -> WrittenPdf:
    with FormPrinter(fonts) as alone:
        return alone.printed(workbook, made_at, name)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def one_sheet(*rows: str, **looks: object) -> Callable[[Workbook], object]:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet("表")
        for number, text in enumerate(rows):
            sheet.write_string(number, 0, text, book.add_format(looks))

    return draw


def pictured(data: bytes) -> bytes:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.write("A1", "标题")
        sheet.insert_image("C1", "logo.png", {"image_data": BytesIO(data)})

    return form(draw)


def test_every_word_of_a_form_stands_in_its_pdf(printer: FormPrinter, tmp_path: Path) -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet("报告")
        sheet.set_header("&L某某公司&R&A")
        sheet.set_footer("&C第 &P 页 / 共 &N 页")
        sheet.merge_range("A1:F1", "处理结果报告", book.add_format({"bold": True, "align": "center"}))
        slanted = book.add_format({"italic": True, "underline": 2, "font_strikeout": True})
        sheet.write_rich_string("A2", "混排", slanted, "斜体 words", book.add_format({"font_script": 1}), "上标")
        sheet.write("A3", "竖排", book.add_format({"rotation": 90, "border": 6}))
        sheet.write("B3", "叠字", book.add_format({"rotation": 270}))
        sheet.write("C3", "缩小字体填充的很长的文字", book.add_format({"shrink": True}))
        sheet.write("D3", "两端对齐", book.add_format({"align": "justify", "border": 3}))
        sheet.write("A4", "隐藏行里的字")
        sheet.set_row(3, None, None, {"hidden": True})

    written = printer.printed(form(draw), MADE_AT)
    text = text_of(written.content, tmp_path)
    wanted = (
        "某某公司",
        "报告",
        "第1页/共1页",
        "处理结果报告",
        "混排",
        "斜体words",
        "上标",
        "竖排",
        "缩小字体填充的很长的文字",
        "两端对齐",
    )
    assert [words for words in wanted if words not in text] == []
    assert set("叠字") <= set(text)
    assert "隐藏" not in text
    assert written.warnings == ()


def test_a_text_longer_than_a_page_goes_on_on_the_next_under_the_repeated_rows(
    printer: FormPrinter, tmp_path: Path
) -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "页顶")
        sheet.write("A2", "栏目")
        sheet.repeat_rows(1)
        sheet.write("A3", "很长的描述。" * 1500 + "到此为止", book.add_format({"text_wrap": True}))
        sheet.set_row(2, 409)
        sheet.set_column("A:A", 80)

    written = printer.printed(form(draw), MADE_AT)
    text = text_of(written.content, tmp_path)
    assert pages(written.content) > 2
    assert (text.count("页顶"), text.count("栏目"), text.count("到此为止")) == (1, pages(written.content), 1)
    assert text.count("很长的描述。") >= 1490  # a phrase may be parted by a page's end


def test_a_form_that_has_to_fit_one_page_is_made_to_fit(printer: FormPrinter, tmp_path: Path) -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(30):
            sheet.write(row, 0, f"第{row}行很长的文字要换很多次才放得下", book.add_format({"text_wrap": True}))
            sheet.set_row(row, 20)
        sheet.fit_to_pages(1, 1)

    written = printer.printed(form(draw), MADE_AT)
    assert pages(written.content) == 1
    assert "第29行" in text_of(written.content, tmp_path)


@pytest.mark.parametrize("beyond", [0, 9, 22.66, 90])
def test_a_form_that_fills_its_page_has_no_empty_one_behind_it(printer: FormPrinter, beyond: float) -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.set_paper(9)
        sheet.set_margins(top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 1)
        sheet.repeat_rows(2)
        for row in range(25):
            sheet.set_row(row, (841.89 - 72 + beyond) / 25)
            sheet.write(row, 0, f"第{row}行", book.add_format({"border": 1}))

    assert pages(printer.printed(form(draw), MADE_AT).content) == 1


def test_pages_are_counted_over_all_sheets(printer: FormPrinter, tmp_path: Path) -> None:
    def draw(book: Workbook) -> None:
        for name in ("一", "二"):
            sheet = book.add_worksheet(name)
            sheet.write("A1", "上")
            sheet.write("A5", "下")
            sheet.set_h_pagebreaks([3])
            sheet.set_footer("&P之&N")

    written = printer.printed(form(draw), MADE_AT)
    assert re.findall(r"\d之\d", text_of(written.content, tmp_path)) == ["1之4", "2之4", "3之4", "4之4"]


def test_the_first_page_and_even_pages_may_have_their_own_lines(printer: FormPrinter, tmp_path: Path) -> None:
    data = form(one_sheet("甲", "乙", "丙"), lambda book: book.worksheets()[0].set_h_pagebreaks([1, 2]))
    plain = b"</sheetData>"
    package = open_package(data)
    part = package.sheets[0].part
    lines = (
        b'<headerFooter differentFirst="1" differentOddEven="1"><oddHeader>ODD</oddHeader>'
        b"<evenHeader>EVEN</evenHeader><firstHeader>FIRST</firstHeader></headerFooter><rowBreaks"
    )
    assert plain in package.part(part)
    changed = package.replaced({part: package.part(part).replace(b"<rowBreaks", lines)})
    text = text_of(printer.printed(changed, MADE_AT).content, tmp_path)
    assert re.findall("FIRST|EVEN|ODD", text) == ["FIRST", "EVEN", "ODD"]


def test_the_same_form_gives_the_same_bytes_whatever_was_printed_before(
    fonts: ReportFonts, printer: FormPrinter
) -> None:
    one, other = pictured(png()), pictured(png(40, 40))
    first = printer.printed(one, MADE_AT, "甲.xlsx")
    assert printer.printed(other, MADE_AT, "甲.xlsx").content != first.content
    assert printer.printed(one, MADE_AT, "甲.xlsx") == first
    assert printed_once(one, fonts, MADE_AT, "甲.xlsx") == first


def test_what_looks_like_markup_stays_text(printer: FormPrinter, tmp_path: Path) -> None:
    def draw(book: Workbook) -> None:
        one_sheet(HOSTILE)(book)
        book.worksheets()[0].set_column("A:A", 200)
        book.worksheets()[0].fit_to_pages(1, 0)
        book.worksheets()[0].set_header("&L" + HOSTILE)

    text = text_of(printer.printed(form(draw), MADE_AT).content, tmp_path)
    assert text.count(without_space(HOSTILE)) == 2


def test_a_link_to_the_web_can_be_clicked_and_a_file_is_only_named(printer: FormPrinter, tmp_path: Path) -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_url("A1", "https://example.com/", None, "网页")
        sheet.write_url("A2", "external:附件/现场.jpg", None, "现场.jpg")

    content = printer.printed(form(draw), MADE_AT).content
    assert content.count(b"/Subtype/Link") == content.count(b"https://example.com/") == 1
    assert "现场.jpg" in text_of(content, tmp_path)


def test_a_picture_is_in_the_pdf(printer: FormPrinter) -> None:
    written = printer.printed(pictured(png()), MADE_AT)
    assert b"/Subtype/Image" in written.content
    assert written.warnings == ()


def test_a_damaged_picture_is_left_out_and_told(printer: FormPrinter, tmp_path: Path) -> None:
    package = open_package(pictured(png()))
    (part,) = (name for name in package.part_names if name.endswith(".png"))
    written = printer.printed(package.replaced({part: png()[:20] + b"no picture"}), MADE_AT)
    assert len(written.warnings) == 1
    assert "标题" in text_of(written.content, tmp_path)


def test_a_form_of_nothing_is_a_page_and_told(printer: FormPrinter) -> None:
    written = printer.printed(form(lambda book: book.add_worksheet()), MADE_AT)
    assert pages(written.content) == 1
    assert len(written.warnings) == 1


def test_a_character_that_no_font_has_is_boxed_and_told(fonts: ReportFonts) -> None:
    written = printed_once(form(one_sheet("\U0010fffd")), fonts._replace(further=()), MADE_AT)
    assert ["U+10FFFD" in warning for warning in written.warnings] == [True]


def test_what_is_no_workbook_is_refused(printer: FormPrinter) -> None:
    with pytest.raises(UnreadableWorkbookError):
        printer.printed(b"no workbook", MADE_AT)


def test_a_font_that_typst_does_not_know_by_that_name_is_refused(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.ttf", "Made", "标题")
    with pytest.raises(FontMissingError):
        printed_once(form(one_sheet("标题")), ReportFonts(Face(path, "Another Name")), MADE_AT)


def test_a_missing_library_is_an_error_with_the_remedy(fonts: ReportFonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"xltools\[pdf\]"):
        FormPrinter(fonts)


def test_nothing_of_a_printer_is_left_behind(
    fonts: ReportFonts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printed_once(pictured(png()), fonts, MADE_AT)
    assert list(tmp_path.iterdir()) == []
