"""A small page with one of everything, and packages that it is written into."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tests.workbook.small_packages import ROWS, parts_of, sheet, zipped
from xltools.language.words import Tab
from xltools.model.generated_page import Emphasis, GeneratedPage, Link, PageColumn, PageRow, PageTable, PageValue
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch_package

MOMENT = datetime(2024, 5, 10, 14, 20)
COLUMNS = (PageColumn("编号", 17), PageColumn("件数", 8), PageColumn("时间", 17), PageColumn("说明", 20, wraps=True))
AWKWARD = ' =1+1 <b> & "引" \x08 _x0041_ '
ROWS_OF_PAGE = (
    PageRow((Link("202405-001", "甲'乙", 12), 3, MOMENT, AWKWARD), Emphasis.OVERDUE),
    PageRow((Link("202405-002", "S", 5), 2.5, None, "")),
)


def page(
    title: str = Tab.TODO.said,
    rows: Iterable[PageRow] = ROWS_OF_PAGE,
    subheading: str = "更新于 2024-05-10 14:20",
    remark: str = "",
) -> GeneratedPage:
    tables = (PageTable("未结", COLUMNS, tuple(rows), remark),)
    return GeneratedPage(title, f"{title}　小台账", subheading, tables)


def page_with(*values: PageValue) -> GeneratedPage:
    """A page whose only row begins with these values."""
    return page(rows=[PageRow((*values, *[None] * (len(COLUMNS) - len(values))))])


def both() -> tuple[GeneratedPage, GeneratedPage]:
    return page(Tab.OVERVIEW.said), page(Tab.TODO.said)


def register(sheets: Mapping[str, str] | None = None, **options: object) -> bytes:
    """A workbook with a sheet ``S``, and others."""
    return zipped(parts_of({"S": sheet(ROWS), **(sheets or {})}, **options))  # type: ignore[arg-type]


def with_pages(data: bytes, *pages: GeneratedPage) -> bytes:
    return patch_package(open_package(data), (), pages=pages)
