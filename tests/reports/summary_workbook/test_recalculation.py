"""Formulas against a second engine: what LibreOffice works out is what stands in the cells."""

from itertools import chain
from pathlib import Path

import pytest

from tests.reports.sample_report import sample_report
from tests.reports.summary_workbook.reading import opened, report_of
from tests.reports.summary_workbook.recalculating import recalculated
from xltools.reports.document import DETAIL, Cell, Check, Column, ColumnKind, Report, Table, Where
from xltools.reports.summary_workbook.writing import write_workbook

AWKWARD = [
    "<5 天",
    "=甲",
    "a*b?c~d",
    '说“好”"坏"',
    ">乙",
    "甲 乙",
    "TRUE",
    "10",
    "2026-10",
    "Abc",
    "#N/A",
    "（一）",
    "-5度",
]


def _awkward_report() -> Report:
    texts = [*AWKWARD, *AWKWARD, "axb1c~d", "abc", "甲", "5 天"]
    counted = [(text, Cell(texts.count(text), counts=Where((("名称", text),)))) for text in AWKWARD]
    columns = (Column("名称"), Column("件数", ColumnKind.COUNT))
    checks = (Check("件数", len(texts), '“全部"件数'), Check("件数", 7, "别的"))
    detail = Table(DETAIL, "明细", columns, [(text, 1) for text in texts], checks=checks)
    return report_of(Table("t", "计数", columns, counted), detail)


@pytest.mark.libreoffice
@pytest.mark.parametrize("report", [sample_report(60), _awkward_report()], ids=["sample", "awkward"])
def test_libreoffice_works_formulas_out_to_the_values_in_the_cells(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(write_workbook(report))
    again, cached = opened(recalculated(path, tmp_path), cached=True), opened(path.read_bytes(), cached=True)
    compared = 0
    for sheet in opened(path.read_bytes()):
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.data_type == "f":
                compared += 1
                ours, theirs = (book[sheet.title][cell.coordinate].value for book in (cached, again))
                assert theirs == (pytest.approx(ours) if isinstance(ours, float) else ours), (cell, cell.value)
    assert compared > len(AWKWARD) / 2


@pytest.mark.libreoffice
def test_a_wrong_value_in_a_cell_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    rows = [("甲", 1)]
    wrong = Table(
        "t", "表", (Column("名称"), Column("件数", ColumnKind.COUNT)), rows, checks=(Check("件数", 1, "件数"),)
    )
    book = opened(write_workbook(report_of(wrong)))
    book["表"]["C7"] = 2  # behind the back of the check, as somebody's typing would be
    book.save(path)
    told = [
        str(cell.value) for row in opened(recalculated(path, tmp_path), cached=True)["表"].iter_rows() for cell in row
    ]
    assert any(text.startswith("✗") for text in told)
