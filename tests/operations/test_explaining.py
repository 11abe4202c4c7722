"""A case of a real file is explained as a refresh at that moment would decide it; nothing is written."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.passes.test_refresh import ROW, register
from xltools.errors import EXIT_UNUSABLE, UnknownCaseError, VanishedError
from xltools.operations.explaining import explain_case
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.rules.value_origin import Origin

NOW = datetime(2024, 5, 6, 10, 0)
UNCLASSED = {**ROW, "问题分类": "", "问题小类": "", "问题描述": "空调无法开机，指示灯不亮"}


def test_a_case_is_explained_and_nothing_is_written(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, ROW | {"问题描述": "第二台开机十分钟后自动停机"}])
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    told = explain_case(path, "２０２４０５－００２ ", NOW)
    assert (told.number, told.place) == ("202405-002", "反馈登记!6:6")
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


def test_a_case_without_a_refresh_has_the_number_that_it_would_get(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    assert explain_case(path, "202405-001", NOW).place == "反馈登记!5:5"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_journal_tells_a_guess_from_a_choice(tmp_path: Path) -> None:  # FA-7
    path = register(tmp_path, [UNCLASSED, {**ROW, "问题描述": "第二台开机十分钟后自动停机"}])
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    guessed, chosen = (explain_case(path, f"202405-00{serial}", NOW) for serial in (1, 2))
    assert [each.origin for each in guessed.classes.values] == [Origin.WRITTEN, Origin.WRITTEN]
    assert [each.origin for each in chosen.classes.values] == [Origin.CELL, Origin.CELL]


def test_an_unknown_number_names_the_nearest(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    with pytest.raises(UnknownCaseError) as raised:
        explain_case(path, "202405-007", NOW)
    assert (raised.value.nearest, raised.value.exit_code) == (["202405-001"], EXIT_UNUSABLE)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        explain_case(tmp_path / "没有.xlsx", "202405-001", NOW)
