"""How rows that were not entered get back to people: a workbook in 收件/退回 that replaces nothing. (FA-1)"""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.operations.importing.samples import BAD_ROW, CSV, GOOD_ROW, register
from xltools.errors import LedgerError, UnusableExportError
from xltools.operations.importing import taking_in
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export_reading import export_of, raw_exports
from xltools.operations.importing.returning import place_refusal, place_returned
from xltools.operations.workspace import Workspace

LINE_HEAD, PROBLEM_HEAD, KEY_HEAD = "行号", "问题", "来源键"

NOW = datetime(2024, 5, 10, 14, 0)
LATER = datetime(2024, 5, 11, 9, 30)
HEADS = "评价时间,评价内容,手机,昵称\n"
FAULTY = HEADS + "2024-13-01,开机十分钟后自动停机,13800005678,甲公司\n"


def judged(
    path: Path, contents: str | bytes, name: str = "评价.csv", channel: str = ""
) -> tuple[Imported, ExportOrder]:
    """What an import would hand back; nothing is written."""
    raws = raw_exports(contents.encode() if isinstance(contents, str) else contents)
    order = ExportOrder(name, raws, None, channel, dry_run=True)
    return enter_export(path, order, NOW), order


def give_back(folder: Path, contents: str | bytes, name: str = "评价.csv", channel: str = "") -> Path:
    book = folder / "台账.xlsx"
    imported, order = judged(book if book.exists() else register(folder), contents, name, channel)
    return place_returned(imported, order, folder / "收件" / "退回", Workspace(folder), NOW)


def rows_in(path: Path) -> list[list[object]]:
    """The heads and what stands below them, nothing as ''."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    table = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    return table[next(at for at, row in enumerate(table) if row[:2] == [LINE_HEAD, PROBLEM_HEAD]) :]


def coloured(path: Path) -> list[object]:
    """The heads of the coloured cells of the first row."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [head.value for head, cell in zip(sheet[4], sheet[5], strict=True) if cell.fill.fill_type is not None]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "收件" / "退回").iterdir())


def test_the_rows_come_back_as_they_were_with_line_problem_and_key(tmp_path: Path) -> None:
    path = give_back(tmp_path, FAULTY + "2024-05-09,洗衣机脱水时晃动,13800005679,乙公司\n2024-05-09,坏,138,丙\n")
    heads, first, *others = rows_in(path)
    assert heads == [LINE_HEAD, PROBLEM_HEAD, "评价时间", "评价内容", "手机", "昵称", KEY_HEAD]
    assert first[0] == 2
    assert first[2:6] == ["2024-13-01", "开机十分钟后自动停机", "13800005678", "甲公司"]
    assert all(first[at] for at in (1, 6))
    assert 3 not in [row[0] for row in others]  # it can be entered


def test_the_faulty_cells_are_coloured_where_they_stand_now(tmp_path: Path) -> None:
    path = give_back(tmp_path, FAULTY)
    assert coloured(path) == ["评价时间"]
    again = give_back(tmp_path, path.read_bytes(), path.name)
    assert coloured(again) == ["评价时间"]


def test_the_empty_cell_is_coloured_where_nothing_is_said(tmp_path: Path) -> None:
    heads, _ = FAULTY.splitlines()
    assert coloured(give_back(tmp_path, f"{heads}\n2024-05-09,,13800005678,甲公司\n")) == ["评价内容"]


def test_a_row_with_more_cells_than_heads_loses_none(tmp_path: Path) -> None:
    heads, row = rows_in(give_back(tmp_path, FAULTY + "2024-05-09,洗衣机,脱水时,,乙公司,得厉害\n"))[::2]
    assert heads[2:-1] == ["评价时间", "评价内容", "手机", "昵称", "", ""]
    assert row[2:-1] == ["2024-05-09", "洗衣机", "脱水时", "", "乙公司", "得厉害"]


def test_what_is_returned_twice_keeps_its_columns_and_lines(tmp_path: Path) -> None:
    first = give_back(tmp_path, CSV + GOOD_ROW + BAD_ROW)
    second = give_back(tmp_path, first.read_bytes(), "评价.csv")
    assert rows_in(second) == rows_in(first)
    assert rows_in(first)[1][0] == 3


def test_a_returned_workbook_says_where_it_belongs(tmp_path: Path) -> None:
    path = register(tmp_path / "华东")
    imported, order = judged(path, FAULTY, "十月 评价.csv", "邮件")
    placed = place_returned(imported, order, tmp_path / "退回", Workspace(tmp_path), NOW)
    (raw,) = raw_exports(placed.read_bytes())
    assert set(raw.marks.values()) == {"十月 评价.csv", "华东/台账.xlsx", "邮件"}
    assert export_of([raw], "x", ["评价内容"]).is_returned


def test_made_again_it_is_the_same_file(tmp_path: Path) -> None:
    imported, order = judged(register(tmp_path), FAULTY)
    folder, workspace = tmp_path / "收件" / "退回", Workspace(tmp_path)
    first = place_returned(imported, order, folder, workspace, NOW)
    before = first.read_bytes()
    assert place_returned(imported, order, folder, workspace, LATER) == first
    assert (first.read_bytes(), names(tmp_path)) == (before, [first.name])
    refusal = UnusableExportError("the file is empty.", "文件是空的。")
    told = [place_refusal(refusal, "坏.csv", folder, workspace, now) for now in (NOW, LATER)]
    assert told[0] == told[1]
    assert len(names(tmp_path)) == 2


def test_it_stands_beside_what_people_corrected_and_beside_what_came_before(tmp_path: Path) -> None:
    path = give_back(tmp_path, FAULTY)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C5"] = "2024-05-09"
    book.save(path)
    corrected = path.read_bytes()
    second = give_back(tmp_path, FAULTY)
    third = give_back(tmp_path, FAULTY.replace("甲", "乙"))
    kept = second.read_bytes()
    assert len({path, second, third}) == len(names(tmp_path)) == 3
    assert give_back(tmp_path, FAULTY) == second
    assert (path.read_bytes(), second.read_bytes()) == (corrected, kept)


@pytest.mark.parametrize("name", ["../../评价.csv", "C:\\Users\\评价.csv", "a/b\0c.csv", ".."])
def test_whatever_the_source_is_called_the_workbook_stands_in_its_folder(tmp_path: Path, name: str) -> None:
    assert give_back(tmp_path, FAULTY, name).resolve().parent == (tmp_path / "收件" / "退回").resolve()


def test_a_refusal_tells_the_reason_and_gives_lines_to_copy(tmp_path: Path) -> None:
    refusal = UnusableExportError("which is it?", "不知道该进哪一本", ("[[imports]]", 'name = "=1+1"'))
    path = place_refusal(refusal, "评价.csv", tmp_path, Workspace(tmp_path), NOW)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A2"].value == refusal.to_people
    lines = [sheet.cell(4 + place, 1) for place in range(len(refusal.to_copy))]
    assert tuple(cell.value for cell in lines) == refusal.to_copy
    assert {cell.data_type for cell in lines} == {"s"}  # customer text is never a formula


def test_trouble_that_speaks_english_only_is_told_all_the_same(tmp_path: Path) -> None:
    error = LedgerError("the memory of issued numbers is damaged")
    path = place_refusal(error, "评价.csv", tmp_path, Workspace(tmp_path), NOW)
    assert str(error) in str(openpyxl.load_workbook(path).worksheets[0]["A2"].value)


@pytest.mark.parametrize("contents", [FAULTY, ""], ids=["faulty", "empty"])
def test_the_workbook_is_on_disk_before_the_source_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contents: str
) -> None:
    there: list[list[str]] = []

    def watched(*_: object) -> None:
        there.append(names(tmp_path))

    register(tmp_path)
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "评价.csv").write_text(contents, encoding="utf-8")
    monkeypatch.setattr(taking_in, "moved", watched)
    (taken,) = taking_in.take_in(tmp_path, NOW, quiet_seconds=0, hold_seconds=0)
    assert taken.returned is not None
    assert there == [[taken.returned.name]]
