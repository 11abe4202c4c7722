"""What was read is kept by its contents; a store that is lost or damaged costs time, nothing else."""

from pathlib import Path

import pytest

from tests.registers import definition
from tests.reports.extraction.extracted import extracted
from xltools.operations.reporting.facts_store import FactsStore, facts_key
from xltools.operations.workspace import Workspace
from xltools.reports.extraction.storing import stored

FACTS = extracted("feedback_report", "| 反馈日期 | 客户名称/单位 |\n| @2024-05-06 09:00 | 张三 |")


def test_what_is_kept_is_found_under_its_key_only(tmp_path: Path) -> None:
    store = FactsStore(Workspace(tmp_path))
    store.keep("a", FACTS)
    found = store.find("a")
    assert found is not None
    assert stored(found) == stored(FACTS)
    assert store.find("b") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\x00\xff"])
def test_a_damaged_file_is_none(tmp_path: Path, damage: bytes) -> None:
    store = FactsStore(Workspace(tmp_path))
    store.keep("a", FACTS)
    next(tmp_path.rglob("a.json")).write_bytes(damage)
    assert store.find("a") is None


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".xltools").write_bytes(b"")
    store = FactsStore(Workspace(tmp_path))
    store.keep("a", FACTS)
    assert store.find("a") is None


def test_what_is_not_asked_for_any_more_goes_once_there_is_a_great_deal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xltools.operations.reporting.facts_store._KEPT_AT_MOST", 2)
    store = FactsStore(Workspace(tmp_path))
    for key in "abcd":
        store.keep(key, FACTS)
    store.forget_others({"a"})
    left = {key for key in "abcd" if store.find(key)}
    assert "a" in left
    assert len(left) == 2


def test_another_file_content_or_definition_is_another_key() -> None:
    one, other = definition("feedback_report"), definition("service_ticket")
    keys = {facts_key("a", "1", one), facts_key("b", "1", one), facts_key("a", "2", one), facts_key("a", "1", other)}
    assert len(keys) == 4
    assert facts_key("a", "1", one) == facts_key("a", "1", one)
