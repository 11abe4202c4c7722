"""Facts out of whole registers: nothing leaks, nothing breaks."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.life import Life
from tests.registers import read, template
from tests.reports.extraction.extracted import NOW, shown
from xltools.model.field import FieldKind, Owner
from xltools.model.register import Register, SheetTable, Value
from xltools.model.register_definition import SheetKind
from xltools.operations.demonstrating.demonstration import DEMONSTRATED, make_demonstration
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.storing import stored
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register

NAMES = (*DEMONSTRATED, "small_register")
PERSONAL = ("诸葛四郎", "13912345678", "139-1234-5678", "0571-87654321", "zhuge.silang@example.com", "wx: zhuge4lang")
SECRETS = ("诸葛四郎", "13912345678", "1234-5678", "87654321", "zhuge.silang", "zhuge4lang", "１３９１２３４")
NOON = datetime(2024, 5, 6, 12, 0)


def filled(register: Register, texts: list[str]) -> Register:
    """The register with two rows on every sheet where people write, the texts in every cell that takes text.

    A name stands where names are looked for: in cells for names, and in what is written in sentences.
    """
    tables = {
        key: table if table.definition.kind is SheetKind.SETTINGS else _filled(table, texts)
        for key, table in register.tables.items()
    }
    return replace(register, tables=tables)


def _filled(table: SheetTable, texts: list[str]) -> SheetTable:
    values: dict[str, list[Value]] = {}
    for name, field in table.definition.by_name.items():
        sentences = field.kind is FieldKind.LONG_TEXT or name == "title"
        text = "，".join(each for each in texts if sentences or each != "诸葛四郎")
        one: Value = {
            FieldKind.CASE_NUMBER: "202405-001",
            FieldKind.DATETIME: NOON,
            FieldKind.DATE: NOON,
            FieldKind.INTEGER: 3,
            FieldKind.NUMBER: 3.5,
            FieldKind.PERSON: "诸葛四郎",
        }.get(field.kind, text)
        if name in ("customer_name", "contact_person"):
            one = "诸葛四郎"
        values[name] = [one if field.owner is not Owner.TOOL or name != "state" else "处理中", one]
    return replace(table, rows=[5, 6], values=values, cells={}, unreadable={})


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.sampled_from((*PERSONAL, "１３９１２３４５６７８", "门锁坏了")), min_size=1, max_size=5))
def test_nobody_can_be_told_or_reached_by_what_is_kept(name: str, texts: list[str]) -> None:  # FR-13, FA-4
    kept = stored(extract_facts(filled(read(template(name), NOW, name), texts), "台账.xlsx")).decode()
    assert [secret for secret in SECRETS if secret in kept] == []


def test_the_search_for_secrets_finds_them_where_they_are() -> None:
    register = filled(read(template("feedback_report"), NOW, "feedback_report"), list(PERSONAL))
    told = str(register.cases.values)
    assert [secret for secret in SECRETS[:-1] if secret not in told] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_register_has_no_facts(name: str) -> None:
    facts = extract_facts(read(template(name), NOW, name), "台账.xlsx")
    assert len(facts.cases["row"]) == len(facts.limits["case"]) == len(facts.ratings["case"]) == 0
    assert merged_facts([facts]).as_of(NOW).cases.empty


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_sheets_that_are_gone_are_missed_by_nobody(name: str) -> None:
    register = filled(read(template(name), NOW, name), ["门锁坏了"])
    cases = register.cases
    for gone in cases.values.keys() - {register.definition.numbering.field}:
        values = {field: column for field, column in cases.values.items() if field != gone}
        tables = {**register.tables, register.definition.register_sheet.key: replace(cases, values=values)}
        extract_facts(replace(register, tables=tables), "台账.xlsx")
    for key in register.tables.keys() - {register.definition.register_sheet.key}:
        tables = {each: table for each, table in register.tables.items() if each != key}
        extract_facts(replace(register, tables=tables), "台账.xlsx")


def test_facts_are_the_same_whenever_they_are_read(tmp_path: Path) -> None:
    now = datetime(2026, 11, 20, 10, 0)
    for each in make_demonstration(tmp_path / "示例", now, 1, 30).registers:
        package = open_package(each.path.read_bytes())
        first, second = (
            extract_facts(read_register(package, moment), each.path.name) for moment in (now, datetime(2027, 3, 1))
        )
        assert stored(first) == stored(second)
        facts = merged_facts([first])
        open_then = facts.as_of(datetime(2026, 11, 1)).cases
        assert 0 < len(open_then) < len(facts.cases)
        assert not (open_then["closed_at"] >= datetime(2026, 11, 1)).any()
        pending = facts.limits[facts.limits["done"].isna() & ~facts.limits["repeats"]]
        assert facts.cases.loc[pending["case"], "closed_at"].isna().all()


def test_a_register_through_its_days() -> None:
    life = Life("feedback_report")
    row = {"客户名称/单位": "张三", "联系方式": "13800001234", "反馈来源": "邮件", "优先级": "紧急"}
    life.type(
        1,
        **row,
        反馈日期="@2024-05-06 10:00",
        问题描述="空调不制冷，显示 E-002",
        问题分类="产品类",
        问题小类="功能故障",
    )
    life.refresh("2024-05-06 10:30")
    life.type(1, 首次响应时间="@2024-05-06 11:00", 初步方案时间="@2024-05-06 15:00", 处理结果="更换主板后试机正常")
    life.type(1, 处理完成时间="@2024-05-08 10:00", 审核人="赵磊", 审核日期="@2024-05-08")
    life.type(1, 结果告知时间="@2024-05-08 15:00", 客户满意度="不满意", 客户评价="又坏了，请打13800001234")
    life.refresh("2024-05-08 16:00")
    facts = extract_facts(read(life.package, NOW, "feedback_report"), "台账.xlsx")
    assert shown(facts.cases, "number", "round", "state", "reopened_at", "completed_at", "urgent") == [
        ("202405-001", "2", "二次处理", "05-08 15:00", "", "True")
    ]
    assert shown(facts.cases, "customer_comment", "problem") == [("", "不制冷")]  # of the round at hand
    assert shown(facts.rounds, "round", "until", "customer_comment") == [
        ("1", "05-08 15:00", "又坏了，请打138****1234")
    ]
    told = {row[0]: row[1:] for row in shown(facts.limits, "timer", "due", "done")}  # the round at hand comes last
    assert told["first_response"] == ("05-06 14:00", "05-06 11:00")  # FR-6
    assert told["registration"] == ("05-07 18:00", "05-06 10:30")  # FR-3
    assert told["solution"] == ("05-14 18:00", "")  # FR-11: anew from the reopening
