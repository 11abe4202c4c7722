"""What the register is, and what it does not keep."""

from pathlib import Path

from tests.life import Life
from tests.operations.rolling_over.year_end import NOW as YEAR_END
from tests.operations.rolling_over.year_end import held, register
from tests.registers import SMALL, read, template
from tests.reports.extraction.extracted import NOW, extracted, small
from xltools.operations.rolling_over.rolling_over import RolloverOrder, roll_over
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.source_facts import policy_fingerprint
from xltools.reports.facts import NO_RATING

EMPTY = "| 编号 | 时间 |\n| 202405-001 | @2024-05-01 09:30 |\n| | @2024-05-02 09:30 |\n| | 改天 |"


def test_rows_that_do_not_count_are_counted() -> None:
    source = small(EMPTY).source
    assert (source.rows, source.unnumbered, source.undated) == (3, 1, 1)
    assert (source.file, source.name, source.template, source.trouble) == ("台账.xlsx", "小台账", SMALL.stem, "")


def test_what_a_register_does_not_keep_is_said() -> None:
    missing = small(EMPTY).source.missing
    assert {"no_sheet.units_in_service", "no_timers", "no_dimension.region", "no_dimension.department"} <= set(missing)
    ticket = extracted("service_ticket", "| 工单号 | 反馈时间 |\n| 202405-00001 | @2024-05-01 09:30 |").source
    assert "empty_sheet.units_in_service" in ticket.missing
    assert not {NO_RATING, "no_dimension.department", "no_timers"} & set(ticket.missing)
    rapid = read(template("rapid_response"), NOW, "rapid_response")
    assert NO_RATING in extract_facts(rapid, "台账.xlsx").source.missing


def test_the_fingerprint_follows_the_settings_alone() -> None:
    life = Life("feedback_report")
    before = policy_fingerprint(read(life.package, NOW, "feedback_report"))
    life.type(1, 反馈日期="@2024-05-01 09:30", 问题描述="空调不制冷")
    assert policy_fingerprint(read(life.package, NOW, "feedback_report")) == before
    life.set("timers", 2, "限额", "#3")
    assert policy_fingerprint(read(life.package, NOW, "feedback_report")) != before
    assert before == policy_fingerprint(read(template("feedback_report"), NOW, "feedback_report"))


def test_the_report_knows_its_titles() -> None:
    source = extracted("feedback_report", "| 反馈日期 |\n| @2024-05-01 09:30 |").source
    assert source.report_titles["month"] == "售后服务改进报告"  # FR-15


def test_settings_are_masked_as_well() -> None:
    life = Life("small_register")
    life.set("settings", 1, "值", "某某公司 13800001234")
    facts = extract_facts(read(life.package, NOW), "台账.xlsx")
    assert facts.source.settings["company_name"] == "某某公司 138****1234"


def test_where_a_register_goes_on_is_no_policy(tmp_path: Path) -> None:
    old = register(tmp_path)
    before = policy_fingerprint(held(old))
    new = roll_over(old, YEAR_END, RolloverOrder(hold_seconds=0)).new
    assert [policy_fingerprint(held(path)) for path in (old, new)] == [before, before]
