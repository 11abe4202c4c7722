"""Read and decided, nothing written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.registers import GOOD, NOW, SMALL, definition, heads_of, small_definition, template, with_rows
from xltools.errors import DefinitionError, RolloverError
from xltools.model.pass_context import Entry
from xltools.operations.passes.deciding import read_and_decide
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.starting import start_register
from xltools.workbook.layout import FIRST_DATA_ROW


def register(folder: Path, rows: int = 2) -> Path:
    definition = small_definition()
    sheet = definition.register_sheet
    typed = [{**GOOD, "描述": f"第{place}台开机十分钟后停机"} for place in range(rows)]
    path = folder / "台账.xlsx"
    path.write_bytes(with_rows(template(), sheet.title, typed, [each.header for each in sheet.fields]))
    return path


def test_deciding_writes_nothing_and_tells_whose_rows_would_be_written(tmp_path: Path) -> None:
    path = register(tmp_path)
    before = path.read_bytes()
    done = read_and_decide(path, NOW, order=PassOrder(definition=small_definition()))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]
    rows = done.case_rows()[small_definition().register_sheet.title]
    assert set(rows.values()) == done.new_numbers() == set(done.still_unseen().numbers)
    assert {number: each.row for number, each in done.still_unseen().numbers.items()} == {
        number: row for row, number in rows.items()
    }
    assert done.writes
    assert done.matters


def test_once_written_nothing_matters(tmp_path: Path) -> None:
    path = register(tmp_path)
    order = PassOrder(definition=small_definition(), hold_seconds=0)
    refresh(path, NOW, order=order)
    done = read_and_decide(path, datetime(2024, 5, 10, 14, 1), order=order)
    assert not done.matters
    assert done.new_numbers() == frozenset()


def test_the_number_of_an_entry_is_bound_to_no_row_before_it_is_written(tmp_path: Path) -> None:
    # A clerk who saves at the last moment may have filled that very row.
    entry = Entry("key", {"problem_description": "热水器点火三次才着火"})
    path = register(tmp_path)
    done = read_and_decide(path, NOW, order=PassOrder(definition=small_definition(), entries=(entry,)))
    assert len(done.new_numbers()) == 3
    assert set(done.still_unseen().numbers) == done.new_numbers() - set(done.decision.entered.values())
    assert len(done.still_unseen().numbers) == 2
    assert len(done.still_unseen("written").numbers) == 3


def test_a_register_that_was_begun_but_not_to_the_end_is_no_copy(tmp_path: Path) -> None:
    name = "feedback_report"
    row = {
        "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
        "问题描述": "空调开机十分钟后自动停机", "优先级": "高",
    }  # fmt: skip
    old, new = tmp_path / "台账.xlsx", tmp_path / "台账2025.xlsx"
    old.write_bytes(with_rows(template(name), "反馈登记", [row], heads_of(name, "cases")))
    refresh(old, NOW, order=PassOrder(hold_seconds=0))
    settings = definition(name).sheet("settings")
    assert settings is not None
    pointer = {"代号": "predecessor", "参数": "上一本台账", "值": old.name}
    free = FIRST_DATA_ROW + len(settings.rows)
    new.write_bytes(with_rows(old.read_bytes(), settings.title, [pointer], heads_of(name, "settings"), free))
    with pytest.raises(RolloverError):
        read_and_decide(new, NOW)


def test_a_definition_whose_zone_there_is_not_is_told_and_no_crash(tmp_path: Path) -> None:
    path = start_register(str(SMALL), tmp_path).path
    own = tmp_path / SMALL.name
    zone = '[extra_rows]\nsettings = [{ key = "time_zone", label = "x", value = "Europe/Berln" }]\n'
    own.write_text(f"{own.read_text(encoding='utf-8')}\n{zone}", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        read_and_decide(path, datetime(2026, 11, 22, 16, 2, tzinfo=UTC))
    assert "Europe/Berln" in str(refused.value)
