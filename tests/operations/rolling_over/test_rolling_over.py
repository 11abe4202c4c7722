"""The year ends: every row is in exactly one of the two registers, no number is given twice, wherever a crash falls."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.operations.rolling_over.year_end import (
    NEW,
    NOW,
    at_rest,
    case,
    column,
    held,
    numbers,
    page,
    register,
    type_into,
    typed,
)
from tests.registers import SMALL, heads_of, with_rows, workbook
from xltools.errors import LedgerError, PatchRefusedError, RolloverError, WorkbookBusyError
from xltools.operations.files.backups import kept_versions
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export_reading import raw_exports
from xltools.operations.reporting.gathering import gather
from xltools.operations.rolling_over import rolling_over
from xltools.operations.rolling_over.rolling_over import RolledOver, RolloverOrder, roll_over
from xltools.operations.workspace import Workspace
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR, pointer

HEADS = heads_of("feedback_analysis", "cases")
OPEN, CLOSED = ["202412-002", "202412-004", "202412-005"], ["202412-001", "202412-003"]

EXPORT = (
    "客户姓名,联系方式,问题描述,提交时间\n甲公司,13800005671,开机十分钟后自动停机,2024-12-20 09:00\n"
    "乙公司,13800005672,发票的抬头写错了一个字,2024-12-20 10:00\n"
)


class Killed(BaseException):
    """The power fails."""


def over(path: Path, **order: object) -> RolledOver:
    return roll_over(path, NOW, RolloverOrder(hold_seconds=0, **order))  # type: ignore[arg-type]


def killed_at(monkeypatch: pytest.MonkeyPatch, step: str, path: Path) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        owner, _, name = step.rpartition(".")
        patched.setattr(getattr(rolling_over, owner) if owner else rolling_over, name, die)
        with pytest.raises(Killed):
            over(path)


def notes(path: Path) -> list[dict[str, object]]:
    lines = (path.parent / ".xltools" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in map(json.loads, lines) if line.get("kind") == "rolled over"]


def test_open_cases_go_on_and_closed_ones_stay(tmp_path: Path) -> None:
    old = register(tmp_path)
    before, backup = typed(old), old.read_bytes()
    result = over(old)
    new = tmp_path / NEW
    assert (result.new, result.written, result.resumed, result.page, result.later) == (new, True, False, True, ())
    assert (numbers(new), numbers(old)) == (OPEN, CLOSED)
    assert typed(old, new) == before
    assert column(new, "log", "case_number") == ["202412-002", "202412-004"]
    assert column(old, "log", "case_number") == ["202412-001", "202412-003", "202412-009"]  # nobody bears 009
    assert (column(new, "improvements", "progress"), column(old, "improvements", "progress")) == (
        ["进行中"],
        ["已完成"],
    )
    kept = kept_versions(tmp_path / ".xltools" / "backups" / old.name)
    assert backup in [each.path.read_bytes() for each in kept]


def test_both_point_at_each_other_and_the_old_one_tells_what_went_on(tmp_path: Path) -> None:
    old = register(tmp_path)
    over(old)
    assert (pointer(held(old), SUCCESSOR), pointer(held(old), PREDECESSOR)) == (NEW, "")
    assert (pointer(held(tmp_path / NEW), SUCCESSOR), pointer(held(tmp_path / NEW), PREDECESSOR)) == ("", old.name)
    told = [row[:4] for row in page(old, "结转") if row[0] in OPEN]
    assert told == [(number, f"客户{number[-1]}号公司", "待接收", NEW) for number in OPEN]
    (note,) = notes(old)
    assert (note["register"], note["to"], note["went_on"], note["left"], note["cases"]) == (old.name, NEW, 3, 2, OPEN)


def test_both_are_at_rest_afterwards_and_numbers_go_on_under_the_scheme(tmp_path: Path) -> None:
    old = register(tmp_path)
    over(old)
    new = tmp_path / NEW
    assert not at_rest(old).written
    assert not at_rest(new).written
    for path, row in ((new, 8), (old, 7)):
        path.write_bytes(with_rows(path.read_bytes(), "反馈登记", [case(row, closed=False)], HEADS, row))
        at_rest(path)
    assert (numbers(new)[-1], numbers(old)[-1]) == ("202412-006", "202412-007")
    assert {each.code for each in at_rest(old).findings if each.case_number == "202412-007"} >= {"REGISTER_ROLLED_OVER"}
    assert "NUMBER_LOST" not in {each.code for path in (old, new) for each in at_rest(path).findings}


def bring(path: Path, export: str = EXPORT) -> Imported:
    order = ExportOrder("评价.csv", raw_exports(export.encode()), None, "电话", False, 0)
    return enter_export(path, order, NOW)


def test_an_export_of_last_year_does_not_come_in_again(tmp_path: Path) -> None:  # FA-1
    old = register(tmp_path)
    assert bring(old).entered == 2
    type_into(old, 10, "满意度", "满意")  # one of the two is open still, and goes on
    new = over(old).new
    again = bring(new)
    assert (again.entered, again.known) == (0, 2)


MORE = EXPORT + "丙公司,13800005673,洗衣机脱水时剧烈晃动,2024-12-21 09:00\n"


def test_what_is_brought_for_the_old_one_goes_into_the_new_one_once(tmp_path: Path) -> None:  # FA-1
    old = register(tmp_path)
    bring(old)
    new = over(old).new
    standing = numbers(old)
    for entered, known, export in ((0, 2, EXPORT), (1, 2, MORE), (0, 3, MORE)):
        again = bring(old, export)
        assert (again.register, again.entered, again.known) == (new, entered, known)
    assert numbers(old) == standing
    assert column(new, "cases", "customer_name").count("丙公司") == 1


def test_what_the_old_one_entered_since_is_not_entered_into_the_new_one(tmp_path: Path) -> None:  # FA-1
    old = register(tmp_path)
    bring(old)
    new = over(old).new
    away = new.rename(tmp_path / "away.bak")
    entered_here = bring(old, MORE)
    assert (entered_here.register, entered_here.entered, entered_here.known) == (old, 1, 2)
    away.rename(new)
    again = bring(old, MORE)
    assert (again.register, again.entered, again.known) == (new, 0, 3)


def test_a_register_that_is_renamed_after_it_knows_all_the_same(tmp_path: Path) -> None:  # FA-1
    old = register(tmp_path, closed=(1, 2, 3))
    bring(old)
    new = over(old).new.rename(tmp_path / "明年.xlsx")
    for path in (old, new):
        again = bring(path)
        assert (again.register, again.entered, again.known) == (new, 0, 2)
    at_rest(new)  # the other name is remembered from now on
    assert bring(new, MORE).entered == 1
    assert [bring(path, MORE).known for path in (old, new)] == [3, 3]


def test_the_new_one_may_take_over_the_old_ones_name(tmp_path: Path) -> None:
    old = register(tmp_path)
    bring(old)
    new = over(old).new
    last_year = old.rename(tmp_path / "往年.xlsx")
    new = new.rename(old)
    for path in (last_year, new, last_year):
        assert "NUMBER_LOST" not in {each.code for each in at_rest(path).findings}
    again = bring(new, MORE)
    assert (again.register, again.entered, again.known) == (new, 1, 2)


def test_a_summary_over_the_folder_counts_each_case_once(tmp_path: Path) -> None:
    old = register(tmp_path)
    before = gather([old], Workspace(tmp_path), NOW, keep=False).facts
    new = over(old).new
    after = gather([old, new], Workspace(tmp_path), NOW, keep=False).facts
    assert sorted(after.cases["number"]) == sorted(before.cases["number"])
    assert len(after.improvements) == len(before.improvements)


def test_the_next_year_goes_on_from_the_new_one(tmp_path: Path) -> None:
    new = over(register(tmp_path)).new
    later = roll_over(new, datetime(2025, 12, 1), RolloverOrder(hold_seconds=0)).new
    assert (later.name, numbers(later), numbers(new)) == ("反馈2026.xlsx", OPEN, [])
    assert pointer(held(later), PREDECESSOR) == new.name
    assert not at_rest(later, datetime(2025, 12, 1)).written


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    old = register(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    result = over(old, dry_run=True, year=2031)
    assert (result.new.name, result.written, [each.number for each in result.parting.cases]) == (
        "反馈2031.xlsx",
        False,
        OPEN,
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("step", ["replace_workbook", "carry_unseen", "carry_numbers"])
def test_a_crash_at_any_step_is_completed_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = register(tmp_path)
    before = typed(old)
    killed_at(monkeypatch, step, old)
    new = tmp_path / NEW
    assert numbers(new) == OPEN
    result = over(old)
    assert (result.resumed, result.written) == (True, True)
    assert (numbers(new), numbers(old)) == (OPEN, CLOSED)
    assert typed(old, new) == before
    assert [note["cases"] for note in notes(old)] == [OPEN]
    assert not any(at_rest(path).written for path in (old, new))


@pytest.mark.parametrize("step", ["carry_unseen", "carry_numbers", "_Rollover._tell"])
def test_a_refresh_after_a_crash_behind_the_cut_loses_no_number_and_the_journal_is_told_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = register(tmp_path)
    killed_at(monkeypatch, step, old)
    codes = {each.code for path in (old, tmp_path / NEW) for each in at_rest(path).findings}
    assert "NUMBER_LOST" not in codes
    assert notes(old) == []
    result = over(old)
    assert (result.resumed, sorted(case.number for case in result.parting.cases)) == (True, OPEN)
    assert [note["cases"] for note in notes(old)] == [OPEN]
    with pytest.raises(RolloverError):
        over(old)


@pytest.mark.parametrize("step", ["replace_workbook", "carry_unseen"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_refreshes_between_a_crash_and_the_next_run_number_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, order: tuple[int, int]
) -> None:
    old = register(tmp_path, cases=9, closed=(1, 2, 3, 4, 5, 6, 7))
    killed_at(monkeypatch, step, old)
    new = tmp_path / NEW
    rows = [case(place, closed=False) for place in range(20, 25)]
    new.write_bytes(with_rows(new.read_bytes(), "反馈登记", rows, HEADS, 7))  # more than what was taken along
    for place in order:
        try:
            at_rest((old, new)[place])
        except RolloverError:
            assert (step, place) == ("replace_workbook", 1)
    at_rest(old)
    assert numbers(new)[:2] == ["202412-008", "202412-009"]
    assert {"202412-008", "202412-009"} <= {*numbers(old), *numbers(new)}


def test_what_was_typed_after_a_crash_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = register(tmp_path)
    killed_at(monkeypatch, "replace_workbook", old)
    type_into(old, 6, "备注", "客户又来电话")
    standing = old.read_bytes(), (tmp_path / NEW).read_bytes()
    with pytest.raises(RolloverError, match=NEW):
        over(old)
    assert "客户又来电话" in column(old, "cases", "note")
    assert (tmp_path / NEW).read_bytes() == standing[1]
    (tmp_path / NEW).unlink()
    over(old)
    assert "客户又来电话" in column(tmp_path / NEW, "cases", "note")


def test_a_register_that_went_on_does_so_once(tmp_path: Path) -> None:
    old = register(tmp_path)
    over(old)
    standing = (tmp_path / NEW).read_bytes()
    for dry_run in (True, False):
        with pytest.raises(RolloverError, match=NEW):
            over(old, dry_run=dry_run)
    assert (tmp_path / NEW).read_bytes() == standing


def test_a_stranger_of_that_name_is_left_alone(tmp_path: Path) -> None:
    old = register(tmp_path)
    (tmp_path / NEW).write_bytes(b"mine")
    with pytest.raises(RolloverError, match=NEW):
        over(old)
    assert ((tmp_path / NEW).read_bytes(), len(numbers(old))) == (b"mine", 5)


def test_an_open_register_is_left_alone(tmp_path: Path) -> None:
    old = register(tmp_path)
    (tmp_path / f"~${old.name}").write_bytes(b"\x07Li Na" + b" " * 159)
    with pytest.raises(WorkbookBusyError):
        over(old)
    assert (len(numbers(old)), (tmp_path / NEW).exists()) == (5, False)


@pytest.mark.parametrize("error", [WorkbookBusyError(Path("x"), "by Li Na"), LedgerError("full")])
def test_where_the_old_one_cannot_be_cut_no_new_one_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    old = register(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(rolling_over, "replace_workbook", refuse)
    with pytest.raises(type(error)):
        over(old)
    assert (len(numbers(old)), (tmp_path / NEW).exists()) == (5, False)


def test_a_formula_that_would_point_nowhere_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    old = register(tmp_path)
    book = openpyxl.load_workbook(old)
    book.create_sheet("我的统计")["A1"] = "=反馈登记!A5"  # row 5 stays behind
    book.save(old)
    with pytest.raises(PatchRefusedError, match="我的统计"):
        over(old)
    assert (len(numbers(old)), (tmp_path / NEW).exists()) == (5, False)


def test_a_register_without_states_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook("| 渠道 |\n| 电话 |"))
    (tmp_path / "small_register.toml").write_bytes(SMALL.read_bytes())
    with pytest.raises(RolloverError):
        over(path)
    assert sorted(each.name for each in tmp_path.glob("*.xlsx")) == ["台账.xlsx"]
