"""The policy of whole workbooks: as shipped, of a register without the sheets, and with a sheet gone."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.registers import GOOD, decided, read, template, triples, workbook
from xltools.errors import SettingsError
from xltools.language.words import Tab
from xltools.model.field import TEMPORAL_KINDS, Owner
from xltools.model.finding_catalogue import message
from xltools.model.policy import Policy
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.definition_files import shipped_definitions
from xltools.workbook.packaging.package import open_package
from xltools.workbook.settings_sheets import read_policy


def without_sheet(title: str, name: str) -> Register:
    book = openpyxl.load_workbook(io.BytesIO(template(name)))
    del book[title]
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue(), name=name)


@pytest.mark.parametrize("name", shipped_definitions())
def test_every_shipped_row_is_in_force_and_nothing_is_told(name: str) -> None:
    register = read(template(name), name=name)
    policy = register.policy
    shipped = {sheet.key: len(sheet.rows) for sheet in register.definition.sheets}
    assert register.findings == ()
    assert len(policy.timers) == shipped["timers"]
    assert len(policy.keywords) == shipped["keywords"]
    assert len(policy.assignment) == shipped["assignment"]
    assert len(policy.people) == shipped["people"]
    assert len(policy.liaisons) == shipped.get("liaisons", 0)
    assert len(policy.priority_matrix or {}) == shipped.get("priority_matrix", 0)
    assert len(policy.settings) == shipped["settings"]
    assert policy.calendar is not None


def test_a_register_without_the_sheets_has_the_defaults() -> None:
    policy = read(template()).policy
    plain = Policy(policy.lists, policy.dependent_lists, policy.vague_words, policy.settings, policy.codes, frozenset())
    assert policy == plain


@pytest.mark.parametrize("title", ["时限", "班次", "选项", "设置"])
def test_a_settings_sheet_that_is_gone_stops_the_workbook(title: str) -> None:
    with pytest.raises(SettingsError):
        without_sheet(title, "feedback_report")


@pytest.mark.parametrize("name", shipped_definitions())
def test_a_register_older_than_an_optional_sheet_works_without_it(name: str) -> None:
    sheet = read(template(name), name=name).definition.sheet("suggestions")
    assert sheet is not None
    assert sheet.optional
    register = without_sheet(sheet.title, name)
    assert register.findings == ()
    assert sheet.key not in register.tables
    assert len(register.policy.timers) > 0


def test_settings_rows_are_checked_like_any_other_rows() -> None:
    package = workbook([GOOD], vague_words="| 用语 | 建议写法 |\n| 没用 |  |")
    assert [each[:1] + each[2:] for each in triples(decided(package)[1])] == [("VALUE_MISSING", "advice")]


HOSTILE = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "是", "工作日", "周一", "休", "反馈日期", "处理时限", "满意度", "、", "，；", "=1+1", "9" * 400]
    ),
    st.text(max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18),
    st.times(),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)


@pytest.mark.parametrize("name", shipped_definitions())
@given(data=st.data())
@hypothesis_settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_settings_sheet_the_policy_can_be_worked_with(name: str, data: st.DataObject) -> None:
    definition, tables, lists = sheets_of(name)
    sheet = data.draw(st.sampled_from(sorted(key for key in tables if key not in ("cases", "log"))))
    values = {field: list(column) for field, column in tables[sheet].values.items()}
    for field in data.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=4)):
        for place in data.draw(st.lists(st.integers(0, max(len(values[field]) - 1, 0)), max_size=3)):
            values[field][place : place + 1] = [data.draw(HOSTILE)] if values[field] else []
    spoilt = {**tables, sheet: replace(tables[sheet], values=values)}
    policy, findings = read_policy(definition, spoilt, lists)
    moments = {field.name for field in definition.register_sheet.fields if field.kind in TEMPORAL_KINDS}
    tools = {field.name for field in definition.register_sheet.fields if field.owner is Owner.TOOL}
    for timer in policy.timers:
        assert {timer.starts_at, timer.ends_at, timer.due_at} <= moments | {""}
        assert timer.starts_at
        assert {timer.due_at} <= tools | {""}
        assert 0 <= timer.limit.amount <= 10_000
    assert policy.calendar is not None
    assert policy.calendar.business.add(datetime(2024, 5, 1), timedelta(hours=1)) > datetime(2024, 5, 1)
    assert set((policy.priority_matrix or {}).values()) <= set(policy.lists.get("priority", ()))
    assert all(message(finding) for finding in findings)


@cache
def sheets_of(name: str) -> tuple[RegisterDefinition, Mapping[str, SheetTable], SheetCells]:
    package = template(name)
    register = read(package, name=name)
    return register.definition, register.tables, WorkbookCells(open_package(package)).sheet(Tab.LISTS.said)
