"""A clerk at a real LibreOffice and `xltools refresh` share a register: nothing typed is lost, no number is doubled.

The clerk's rows go through the keyboard, the drop-downs and LibreOffice's own file writing.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.end_to_end.clerk_at_work import RegisterClerk, running_libreoffice
from tests.end_to_end.folder_contents import every_byte
from tests.registers import heads_of, with_rows
from xltools.cli import main
from xltools.model.field import Owner
from xltools.model.finding import Finding, FindingCode
from xltools.operations.demonstrating.demonstration import make_demonstration
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import check, refresh
from xltools.operations.starting import start_register, template_bytes
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.layout import FIRST_DATA_ROW

TEMPLATE, SHEET = "feedback_report", "反馈登记"
MORNING, NEXT_MORNING = "2024-05-10T09:00", "2024-05-13T09:00"
DRAUGHTS: tuple[dict[str, str], ...] = (
    {
        "反馈日期": "2024-05-01 09:30", "反馈来源": "电话客服", "客户名称/单位": "某科技有限公司",
        "联系方式": "+86 13800005678", "问题描述": '客户说"门打不开" 😀，指示灯不亮', "优先级": "紧急",
        "问题分类": "物流类", "问题小类": "错发漏发", "首次响应时间": "09:40",
    },
    {
        "反馈日期": "2024-05-02 10:15", "反馈来源": "邮件", "客户名称/单位": "某厂“东区”", "联系方式": "+8613900001234",
        "问题描述": "电池充到 80% 就停，共 3 块 <&>", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
        "首次响应时间": "2024-05-02 11:00",
    },
    {
        "反馈日期": "2024-04-03 16:00", "反馈来源": "在线平台", "客户名称/单位": "张三", "联系方式": "0571-88886666",
        "问题描述": "屏幕碎裂三处，边框变形", "优先级": "低", "问题分类": "产品类", "问题小类": "外观缺陷",
    },
)  # fmt: skip
LATER = {
    **DRAUGHTS[2],
    "反馈日期": "2024-05-09 08:00",
    "联系方式": "13700007777",
    "问题描述": "遥控器按键失灵，换电池无效",
}
HEADER_FINDINGS = {FindingCode.HEADER_MISSING, FindingCode.HEADER_DOUBLED, FindingCode.SHEET_MISSING}
TypedCells = list[dict[str, object]]

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def libreoffice() -> Iterator[Any]:
    with running_libreoffice() as driver:
        yield driver


def test_typed_rows_get_numbers_and_stay_as_typed(
    libreoffice: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", TEMPLATE, str(tmp_path), "--name", "台账", "--quiet"]) == 0
    path = tmp_path / "台账.xlsx"
    clerk = RegisterClerk(libreoffice, path, TEMPLATE)
    for row, values in enumerate(DRAUGHTS, start=FIRST_DATA_ROW):
        _types_in_the_wrong_subcategory_first(clerk, row, values)
        clerk.type_row(row, values)
    shown = {head: clerk.shown(head, FIRST_DATA_ROW, FIRST_DATA_ROW + 2) for head in DRAUGHTS[0]}
    clerk.save_and_leave()
    assert shown["联系方式"] == [values["联系方式"] for values in DRAUGHTS]  # not a formula, not a number
    assert "😀" in shown["问题描述"][0]
    typed = _typed_cells(path)
    first = _refreshed(path, MORNING, capsys)
    assert (first["cases"], first["new_numbers"], first["findings"]) == (3, 3, [])  # LibreOffice's XML is read as ours
    assert _numbers(path) == ["202405-001", "202405-002", "202404-001"]  # FR-3
    assert _kept(typed, _typed_cells(path))
    assert _refreshed(path, MORNING, capsys)["edits"] == []
    again = RegisterClerk(libreoffice, path, TEMPLATE)
    assert again.shown("反馈编号", FIRST_DATA_ROW, FIRST_DATA_ROW + 2) == _numbers(path)
    assert {head: again.shown(head, FIRST_DATA_ROW, FIRST_DATA_ROW + 2) for head in shown} == shown


def test_numbers_survive_sorting_inserting_clearing_and_pasting(
    libreoffice: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _numbered_register(tmp_path)
    clerk = RegisterClerk(libreoffice, path, TEMPLATE)
    clerk.sort_rows(5, 7, "联系方式", ascending=False)
    assert clerk.shown("反馈编号", 5, 7) == ["202404-001", "202405-002", "202405-001"]
    clerk.insert_row_above(5)
    clerk.type_row(5, LATER)
    clerk.clear(7, "反馈编号")
    clerk.paste_copy(8, onto=9)
    assert clerk.shown("反馈编号", 5, 9) == ["", "202404-001", "", "202405-001", "202405-001"]
    clerk.save_and_leave()
    typed = _typed_cells(path)
    result = _refreshed(path, NEXT_MORNING, capsys)
    assert (result["cases"], result["new_numbers"]) == (5, 2)
    assert {"NUMBER_RESTORED", "NUMBER_PASTED"} <= {finding["code"] for finding in result["findings"]}
    assert _numbers(path) == ["202405-003", "202404-001", "202405-002", "202405-001", "202405-004"]
    before, now = datetime.fromisoformat(MORNING), datetime.fromisoformat(NEXT_MORNING)
    assert [row["登记时间"] for row in _rows(path)] == [now, before, before, before, now]
    assert _kept(typed, _typed_cells(path))
    assert _refreshed(path, NEXT_MORNING, capsys)["edits"] == []


def test_a_changed_limit_and_a_message_count_from_the_next_refresh(
    libreoffice: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # FR-6, FR-7: LibreOffice writes the settings sheet, the log and the two pages its own way
    path = _numbered_register(tmp_path)
    assert _moments(path, "处理时限", "下次告知时限")[1] == ["2024-05-10 18:00", "2024-05-07 18:00"]
    timers = shipped_definition(TEMPLATE).sheet("timers")
    assert timers is not None
    solution = FIRST_DATA_ROW + [row["name"] for row in timers.rows].index("solution")
    supervisor = RegisterClerk(libreoffice, path, TEMPLATE, "timers")
    assert supervisor.types(solution, "限额", "3")
    supervisor.save_and_leave()
    clerk = RegisterClerk(libreoffice, path, TEMPLATE, "log")
    entry = {
        "反馈编号": "202405-002",
        "时间": "2024-05-09 10:00",
        "参与人员": "王强",
        "记录类型": "客户沟通",
        "内容": "告知配件已到",
    }
    clerk.type_row(FIRST_DATA_ROW, entry)
    clerk.save_and_leave()
    result = _refreshed(path, MORNING, capsys)
    assert _moments(path, "处理时限", "下次告知时限")[1] == ["2024-05-08 18:00", "2024-05-11 18:00"]
    changed = {edit["reason"]: (edit["old"], edit["new"]) for edit in result["edits"] if edit["reason"] == "处理时限"}
    assert changed
    again = _refreshed(path, MORNING, capsys)
    assert (again["edits"], again["pages"], again["notices"]) == ([], [], [])


def _moments(path: Path, *heads: str) -> list[list[str]]:
    return [[f"{row[head]:%Y-%m-%d %H:%M}" for head in heads] for row in _rows(path)]


def test_a_refresh_waits_until_the_clerk_has_closed_the_register(libreoffice: Any, tmp_path: Path) -> None:
    path = _register(tmp_path)
    clerk = RegisterClerk(libreoffice, path, TEMPLATE)
    clerk.type_row(FIRST_DATA_ROW + len(DRAUGHTS), LATER)
    clerk.save()
    before = every_byte(tmp_path)
    assert main(["refresh", str(path), "--now", MORNING]) == 4
    assert every_byte(tmp_path) == before
    clerk.save_and_leave()
    assert main(["refresh", str(path), "--now", MORNING]) == 0
    assert len(set(_numbers(path))) == len(DRAUGHTS) + 1


def test_registers_saved_by_libreoffice_are_read_as_before(libreoffice: Any, tmp_path: Path) -> None:
    """All sheets, lists, settings and bad cells of four full registers, in LibreOffice's own XML."""
    now = datetime.fromisoformat(MORNING)
    for register in make_demonstration(tmp_path / "demo", now, seed=1, cases=30).registers:
        told = check(register.path, now).findings
        saved = tmp_path / "saved.xlsx"
        libreoffice.open(str(register.path))
        libreoffice.save_as(str(saved))
        libreoffice.close()
        saved.replace(register.path)
        first = refresh(register.path, now, order=PassOrder(hold_seconds=0))
        assert not HEADER_FINDINGS & {finding.code for finding in first.findings}
        assert _told(first.findings) == _told(told)
        assert refresh(register.path, now, order=PassOrder(hold_seconds=0)).edits == ()


def _types_in_the_wrong_subcategory_first(clerk: RegisterClerk, row: int, values: dict[str, str]) -> None:
    """FR-4: the second level's drop-down depends on the first."""
    assert clerk.types(row, "问题分类", values["问题分类"])
    assert not clerk.types(row, "问题小类", "建议类反馈")


def _register(folder: Path) -> Path:
    path = start_register(TEMPLATE, folder, "台账").path
    rows = [{head: f"@{text}" if head == "反馈日期" else text for head, text in values.items()} for values in DRAUGHTS]
    path.write_bytes(with_rows(template_bytes(shipped_definition(TEMPLATE)), SHEET, rows, heads_of(TEMPLATE, "cases")))
    return path


def _numbered_register(folder: Path) -> Path:
    path = _register(folder)
    refresh(path, datetime.fromisoformat(MORNING), order=PassOrder(hold_seconds=0))
    assert _numbers(path) == ["202405-001", "202405-002", "202404-001"]
    return path


def _refreshed(path: Path, now: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["refresh", str(path), "--json", "--now", now]) in (0, 1)
    (register,) = json.loads(capsys.readouterr().out)["registers"]
    return dict(register)


def _rows(path: Path) -> list[dict[str, object]]:
    """The filled rows by head, as openpyxl reads them."""
    heads = heads_of(TEMPLATE, "cases")
    sheet = openpyxl.load_workbook(path)[SHEET]
    rows = [dict(zip(heads, row, strict=False)) for row in sheet.iter_rows(min_row=FIRST_DATA_ROW, values_only=True)]
    return [row for row in rows if any(value is not None for value in row.values())]


def _numbers(path: Path) -> list[object]:
    return [row["反馈编号"] for row in _rows(path)]


def _typed_cells(path: Path) -> TypedCells:
    typed = [field for field in shipped_definition(TEMPLATE).register_sheet.fields if field.owner is not Owner.TOOL]
    return [{field.header: row[field.header] for field in typed} for row in _rows(path)]


def _kept(before: TypedCells, after: TypedCells) -> bool:
    """Whether all stands as typed; what was left empty for the tool to propose may be filled."""
    fields = shipped_definition(TEMPLATE).register_sheet.fields
    proposed = {field.header for field in fields if field.owner is Owner.PROPOSED}
    return len(before) == len(after) and all(
        value == now[head] or (value is None and head in proposed)
        for row, now in zip(before, after, strict=True)
        for head, value in row.items()
    )


def _told(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(finding.code, finding.address, finding.case_number, dict(finding.params)) for finding in findings]
