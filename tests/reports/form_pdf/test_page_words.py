"""Codes of heads and feet."""

from datetime import datetime

from xltools.reports.form_pdf.page_words import PageRun, page_words

MADE_AT = datetime(2026, 11, 5, 8, 3)


def test_three_places_with_their_words() -> None:
    left, middle, right = page_words("&L公司&C&A && &F&R&D &T", "表", "单.xlsx", MADE_AT)
    assert [run.text for run in left] == ["公司"]
    assert "".join(run.text for run in middle) == "表 & 单.xlsx"
    assert "".join(run.text for run in right) == "2026/11/5 8:03"


def test_what_stands_before_any_place_is_in_the_middle() -> None:
    assert page_words("甲", "", "", MADE_AT) == ((), (PageRun("甲"),), ())


def test_pages_are_counted_and_shifted() -> None:
    _, middle, _ = page_words("第 &P 页 / 共 &N 页&P+2", "", "", MADE_AT)
    assert [(run.kind, run.shift) for run in middle if run.kind != "text"] == [("page", 0), ("pages", 0), ("page", 2)]


def test_fonts_and_colours_are_no_words() -> None:
    (run,), _, (other,) = page_words('&L&"微软雅黑,Bold"&8&KFF0000标题&R&G&Z&U&B粗', "", "", MADE_AT)
    assert run == PageRun("标题", size=8.0, bold=True)
    assert other == PageRun("粗", bold=True)
