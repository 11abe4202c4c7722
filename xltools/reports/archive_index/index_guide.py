"""What does somebody read who opens the index three years later? What it is, how to find, how to prove, where to look.

Invariant: all that is said here holds with nothing at hand but a copy of the folder.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.reports.archive_index.index_rows import YearSheet
from xltools.reports.summary_workbook.cell_values import clean_text
from xltools.reports.summary_workbook.looks import LINKED, SHEET_TITLE_SIZE, SMALL, TITLE_SIZE, Looks
from xltools.workbook.template import palette
from xltools.workbook.text_measure import row_height, wrapped_lines

SHEET = "说明"
CODE_FONT = "Consolas"
_WIDTHS = (2.0, 18.0, 84.0)
_LAST = len(_WIDTHS) - 1
_A4 = 9
_TITLE_HEIGHT, _BAND_HEIGHT, _SECTION_HEIGHT, _GAP = 34.0, 20.0, 26.0, 10.0

_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "这是什么",
        (
            (
                "归档索引",
                (
                    "每份归档资料一行，按收到年份分表。它由工具根据“归档目录.jsonl”重建，请不要在这里记东西："
                    "有人改过的索引会原样留下，新的索引放在它旁边。"
                ),
            ),
            ("限内部使用", "这里和各资料文件夹里都是客户的全名与联系方式，不要转发给外部。"),
            (
                "一份资料里有",
                (
                    "办结报告（.xlsx，有的另有 .pdf）、个案资料.xlsx 和“个案资料”文件夹里的 .csv、“附件”文件夹、"
                    "清单.json（每个文件的大小与 SHA-256）。不装任何专用软件也能打开。"
                ),
            ),
            ("版本", "案件重新打开或内容有变后再次归档，就在旁边多一份“第2版”；旧版不动，在表中显示为灰色。"),
        ),
    ),
    (
        "怎么找",
        (
            ("按年份", "先到收到年份的那张表，用表头的筛选箭头，或按 Ctrl+F 查客户、编号、问题里的词。"),
            ("打开资料", "点“资料”一栏的“打开”。整个归档文件夹可以搬走、拷贝，链接照样有效；本文件要留在它的最上层。"),
            ("链接打不开", "“资料”后面的“文件夹”一栏写着它在归档文件夹里的位置，照着一层层打开即可。"),
            ("保存期限", "“保存至”已过的格子自动变黄。到期只是提示，任何资料都不会被自动删除。"),
        ),
    ),
    (
        "怎么核对没有被改动",
        (
            ("有工具时", "`xltools archive 归档文件夹 --verify` 核对每一份、每个文件，并指出多出、缺少、改动了哪些。"),
            (
                "没有工具时",
                (
                    "算出文件的 SHA-256，与同一文件夹“清单.json”里该文件的 sha256 比较；“清单.json”自己的 SHA-256 "
                    "记在“归档目录.jsonl”这一份的那一行里。不分大小写，一个字符都不能差。"
                ),
            ),
            ("Windows", "`Get-FileHash -Algorithm SHA256 -LiteralPath '个案资料.xlsx'`　（在 PowerShell 里）"),
            ("Linux", "`sha256sum 个案资料.xlsx`"),
            ("macOS", "`shasum -a 256 个案资料.xlsx`"),
        ),
    ),
)


class GuideWriter:
    """Writes the sheet from top to bottom; `row` is the next free row, from 0."""

    def __init__(self, worksheet: Worksheet, looks: Looks) -> None:
        self._sheet, self._looks = worksheet, looks
        self.row = 0

    def write(self, heading: str, counted: str, sheets: Sequence[YearSheet]) -> None:
        """Write the whole sheet."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._band(heading, _TITLE_HEIGHT, font_size=SHEET_TITLE_SIZE, bold=True, font_color=palette.INK)
        self._band(counted, _BAND_HEIGHT, font_size=SMALL, font_color=palette.MUTED)
        self._section("各年份")
        for name, contents in _years(sheets):
            self._row(name, contents, link=f"internal:'{name}'!A1" if contents else "")
        for title, rows in _SECTIONS:
            self._section(title)
            for label, text in rows:
                self._row(label, text)
        self._set_up_page()

    def _band(self, text: str, height: float, **properties: object) -> None:
        look = self._looks.band(**properties)
        for column in range(_LAST + 1):
            self._sheet.write_blank(self.row, column, None, look)
        self._sheet.write_string(self.row, 1, clean_text(text), look)
        self._sheet.set_row(self.row, height)
        self.row += 1

    def _section(self, title: str) -> None:
        self._sheet.set_row(self.row, _GAP)
        line = {"bottom": 2, "bottom_color": palette.INK}
        look = self._looks.of(font_size=TITLE_SIZE, bold=True, font_color=palette.INK, valign="vcenter", **line)
        self._sheet.write_string(self.row + 1, 1, title, look)
        self._sheet.write_blank(self.row + 1, _LAST, None, look)
        self._sheet.set_row(self.row + 1, _SECTION_HEIGHT)
        self.row += 2

    def _row(self, label: str, text: str, link: str = "") -> None:
        edge = {"bottom": 1, "bottom_color": palette.HAIRLINE, "valign": "vcenter", "indent": 1, "align": "left"}
        if link:
            self._sheet.write_url(self.row, 1, link, self._looks.of(**edge, **LINKED), label)
        else:
            self._sheet.write_string(self.row, 1, label, self._looks.of(**edge, bold=True, font_color=palette.PERSON))
        self._text(text, edge)
        self._sheet.set_row(self.row, row_height(wrapped_lines(text.replace("`", ""), _WIDTHS[_LAST])))
        self.row += 1

    def _text(self, text: str, edge: dict[str, Any]) -> None:
        """A text; what stands between two ` is a command, to be copied."""
        code = {"font_name": CODE_FONT, "font_color": palette.PERSON}
        whole, of = self._looks.of(**edge, text_wrap=True), self._looks.of
        pieces = [(piece, code if place % 2 else {}) for place, piece in enumerate(text.split("`")) if piece]
        if len(pieces) <= 1:
            for piece, look in pieces:
                self._sheet.write_string(self.row, _LAST, piece, of(**edge, **look, text_wrap=True))
            return
        runs = [part for piece, look in pieces for part in (of(**look), piece)]
        self._sheet.write_rich_string(self.row, _LAST, *runs, whole)

    def _set_up_page(self) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.set_tab_color(palette.CORAL)
        self._sheet.set_portrait()
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f'&L&"{palette.FONT},Regular"&8归档索引 · 限内部使用&R&8第 &P 页 共 &N 页')


def _years(sheets: Sequence[YearSheet]) -> Iterator[tuple[str, str]]:
    """Each sheet's tab, and what stands on it."""
    for sheet in sheets:
        numbers = sorted(each.case.number for each in sheet.versions)
        between = f"编号 {numbers[0]} 至 {numbers[-1]}" if numbers[0] != numbers[-1] else f"编号 {numbers[0]}"
        yield sheet.name, clean_text(f"{len(sheet.versions):,} 份，{between}")
    if not sheets:
        yield "（无）", ""
