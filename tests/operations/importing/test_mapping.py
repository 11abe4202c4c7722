"""Which column is which field: as [[imports]] says, else by the heads. (FA-1)"""

import tomllib

import pytest

from tests.operations.importing.samples import export
from tests.registers import read, small_definition, template
from xltools.errors import DefinitionError, UnusableExportError
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.mapping import (
    ColumnPlan,
    column_plan,
    described_field,
    known_heads,
    refuse_without_description,
    telling_heads,
)

TABLE = read(template()).cases


def plan(heads: str, channel: str = "", **told: object) -> ColumnPlan:
    settings = ImportSettings.model_validate({"name": "平台", "match": "*", **told}) if told else None
    return column_plan(export(heads, even=True), TABLE, settings, channel)


def test_settings_place_columns_by_field_or_head_and_leave_all_others_out() -> None:
    found = plan("正文|电话|评价编号", columns={"正文": "描述", "电话": "contact"}, key=["评价编号"], strict=True)
    assert (found.fields, found.keys, found.scope, found.strict) == (
        {"problem_description": 0, "contact": 1}, (2,), "平台", True,
    )  # fmt: skip
    assert plan("正文|电话", columns={"正文": "描述"}).ignored == ("电话",)


def test_defaults_words_and_the_channel() -> None:
    found = plan("来源|内容", values={"来源": {"JD": "电话"}}, defaults={"大类": "产品类"})
    assert (found.words, found.defaults) == ({0: {"JD": "电话"}}, {"category": "产品类"})
    assert plan("内容", "邮件", defaults={"大类": "产品类"}).defaults == {"category": "产品类", "channel": "邮件"}


def test_the_channel_that_somebody_says_wins_over_the_settings() -> None:
    settings = ImportSettings(name="平台", match="*", channel="电话")
    assert column_plan(export("内容"), TABLE, settings, "").defaults == {"channel": "电话"}
    assert column_plan(export("内容"), TABLE, settings, "邮件").defaults == {"channel": "邮件"}


@pytest.mark.parametrize(
    "told",
    [{"columns": {"内容": "没有"}}, {"columns": {"内容": "编号"}}, {"columns": {"内容": "描述", "手机": "描述"}},
     {"defaults": {"校验提示": "x"}}],
)  # fmt: skip
def test_settings_that_name_what_people_cannot_fill_are_refused(told: dict[str, object]) -> None:
    with pytest.raises(DefinitionError, match="平台"):
        plan("内容|手机", **told)


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ("内容|手机|手机", {}),
        ("内容", {"columns": {"正文": "描述"}}),
        ("内容", {"key": ["编号"]}),
        ("内容", {"values": {"来源": {}}}),
    ],
)
def test_heads_that_are_doubled_or_missing_refuse_the_file(heads: str, told: dict[str, object]) -> None:
    with pytest.raises(UnusableExportError):
        plan(heads, **told)


def test_without_a_description_the_file_is_refused_with_a_table_to_paste() -> None:
    file = export('标题"1|手机')
    found = column_plan(file, TABLE, None, "")
    with pytest.raises(UnusableExportError, match="标题") as refused:
        refuse_without_description(file, found, small_definition(), "台账.xlsx")
    (table,) = tomllib.loads("\n".join(refused.value.to_copy))["imports"]
    pasted = ImportSettings.model_validate(table)
    assert pasted.fits("评价.csv")
    assert column_plan(file, TABLE, pasted, "").fields == {"problem_description": 0, "contact": 1}


@pytest.mark.parametrize(
    "heads", ["张三丰|13800005678", "张三丰|2024-05-09", "张三丰|坏了。气死我了！", "李四|20240509"]
)
@pytest.mark.parametrize("told", [{}, {"columns": {"正文": "描述"}}])
def test_a_customer_who_stands_in_the_place_of_the_heads_is_not_told_on(heads: str, told: dict[str, object]) -> None:
    file = export(heads)
    settings = ImportSettings.model_validate({"name": "平台", "match": "*", **told}) if told else None
    with pytest.raises(UnusableExportError) as refused:
        refuse_without_description(file, column_plan(file, TABLE, settings, ""), small_definition(), "台账.xlsx")
    assert not any(each in str(refused.value) for each in heads.split("|"))
    assert refused.value.to_copy == ()


def test_the_heads_that_may_describe_a_case() -> None:
    settings = ImportSettings(
        name="平台", match="*", columns={"正文": "描述", "追评": "problem_description", "谁": "客户"}
    )
    assert telling_heads(small_definition(), settings) == {"正文", "追评"}
    assert {"描述", "评价内容"} <= telling_heads(small_definition(), None)
    assert "手机" not in telling_heads(small_definition(), None)


def test_what_describes_a_case_is_told_by_the_definition() -> None:
    assert described_field(small_definition().register_sheet).name == "problem_description"


def test_the_heads_of_settings_are_looked_for_alone() -> None:
    settings = ImportSettings(name="平台", match="*", columns={"正文": "描述"}, key=("ID",))
    assert known_heads(small_definition(), settings) == {"正文", "ID"}
    assert {"描述", "评价内容"} <= known_heads(small_definition(), None)
