"""Planted causes are found, scatter is not called a cause; figures are counted by hand. (FA-17)"""

from datetime import datetime

import numpy as np
import pytest

from tests.reports.causes.random_months import Planted, noise, vanished, with_cause
from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.causes.analysis import Analysis, analyse, find_causes
from xltools.reports.causes.cause import WhyNone
from xltools.reports.facts import Facts, RegisterSource

OCTOBER = Period.month(2026, 10)
BATTERY = "A型号 | 第2批次 | 电池故障 | 华东"
OTHERS = ("A型号 | 第1批次 | 屏幕故障 | 华东", "B型号 | 第3批次 | 漏发 | 华南", "C型号 | 第4批次 | 物流慢 | 华北")


def facts(*groups: tuple[str, int, str, str]) -> Facts:
    """Cases by day of receipt: so many with these values in this register."""
    head = "| received_at | register | product | batch | problem | region |\n"
    return facts_of(
        head
        + "\n".join(
            f"| {day} 09:00 | {register} | {row} |" for day, count, row, register in groups for _ in range(count)
        )
    )


def two_months(now: tuple[int, int], before: tuple[int, int]) -> Facts:
    """Battery cases and a multiple of three others, in October and in September."""
    return facts(
        ("10-05", now[0], BATTERY, "台账"),
        *(("10-06", now[1] // 3, other, "台账") for other in OTHERS),
        ("09-05", before[0], BATTERY, "台账"),
        *(("09-06", before[1] // 3, other, "台账") for other in OTHERS),
    )


def test_the_sentence_of_the_procedure_is_found_with_its_figures() -> None:
    (cause,) = find_causes(two_months((84, 117), (24, 177)), OCTOBER).causes
    assert (cause.now, cause.before, cause.total_now, cause.total_before) == (84, 24, 201, 201)
    assert {"A型号", "第2批次", "电池故障"} & {value for _, value in cause.conditions}
    assert cause.cases == tuple(range(84))


def test_contribution_is_the_part_of_the_increase_at_equal_length() -> None:
    (cause,) = find_causes(two_months((120, 90), (30, 90)), OCTOBER).causes
    before_at_31_days = 30 * 31 / 30, 120 * 31 / 30
    assert cause.contribution == pytest.approx((120 - before_at_31_days[0]) / (210 - before_at_31_days[1]))


def test_without_an_increase_there_is_no_contribution() -> None:
    (cause,) = find_causes(two_months((90, 60), (30, 180)), OCTOBER).causes
    assert cause.contribution is None


def test_a_share_that_rises_because_others_fell_is_no_cause() -> None:
    assert find_causes(two_months((60, 30), (60, 240)), OCTOBER).causes == ()


def test_what_is_named_carries_no_condition_that_says_nothing() -> None:
    """Half of the battery cases lie in each region, as all cases do."""
    half = BATTERY.replace("华东", "华南")
    rows = [("10-05", 40, BATTERY), ("10-05", 40, half), ("09-05", 10, BATTERY), ("09-05", 10, half)]
    rows += [(f"{month}-06", 30, f"A型号 | 第{batch}批次 | 屏幕故障 | {region}")
             for month in ("09", "10") for batch in (1, 3) for region in ("华东", "华南")]  # fmt: skip
    (cause,) = find_causes(facts(*((day, count, row, "台账") for day, count, row in rows)), OCTOBER).causes
    assert "区域" not in dict(cause.conditions)
    assert (cause.now, cause.before) == (80, 20)


def test_a_second_cause_is_found_behind_the_first_and_says_what_both_share() -> None:
    late = "B型号 | 第3批次 | 物流慢 | 华南"
    rows = [("10-05", 90, BATTERY), ("10-05", 60, late), ("09-05", 20, BATTERY), ("09-05", 10, late)]
    rows += [(f"{month}-06", 40, other) for month in ("09", "10") for other in OTHERS]
    found = find_causes(facts(*((day, count, row, "台账") for day, count, row in rows)), OCTOBER).causes
    assert [cause.now for cause in found] == [90, 60]
    assert [cause.named_before for cause in found] == [0, 0]


def test_a_register_that_began_in_the_period_is_not_compared() -> None:
    new = [("10-07", 300, "D型号 | 第9批次 | 漏水 | 西南", "新台账")]
    old = [(f"{month}-06", 30, other, "台账") for month in ("09", "10") for other in OTHERS]
    assert find_causes(facts(*new, *old), OCTOBER).causes == ()


def test_a_period_that_is_not_over_counts_as_far_as_it_has_come() -> None:
    found = find_causes(two_months((60, 60), (30, 210)).as_of(datetime(2026, 10, 11)), OCTOBER).causes
    assert found[0].contribution == pytest.approx((60 - 30 / 3) / (120 - 240 / 3))


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        ((0, 0), (30, 30), WhyNone.NONE_NOW),
        ((30, 30), (0, 0), WhyNone.NONE_BEFORE),
        ((1, 3), (3, 3), WhyNone.FEW),
        ((30, 30), (30, 30), WhyNone.CHANCE),
        ((90, 90), (30, 30), WhyNone.RISES_ALIKE),
    ],
)
def test_where_nothing_is_named_it_is_said_why(now: tuple[int, int], before: tuple[int, int], why: WhyNone) -> None:
    old = ("01-05", 1, OTHERS[0], "台账")  # the register is older than both
    cases = two_months(now, before)
    found = find_causes(facts(old, *_groups(cases)), OCTOBER)
    assert (found.causes, found.reason_why_none) == ((), why)


def _groups(cases: Facts) -> list[tuple[str, int, str, str]]:
    rows = cases.cases[["received_at", "product", "batch", "problem", "region", "register"]].itertuples(index=False)
    return [(f"{row[0]:%m-%d}", 1, " | ".join(row[1:5]), row[5]) for row in rows]


def test_no_cases_and_no_columns_make_no_cause() -> None:
    assert find_causes(facts_of(), OCTOBER) == Analysis(reason_why_none=WhyNone.NONE_NOW)
    bare = facts_of(
        "| received_at |\n" + "\n".join(f"| {month}-05 09:00 |" for month in ("09", "10") for _ in range(9))
    )
    assert find_causes(bare, OCTOBER).reason_why_none == WhyNone.NOTHING_TO_COMPARE


@pytest.mark.parametrize(("setting", "expected"), [("仓库、班组", [(("仓库", "新仓"),)]), ("无", [])])
def test_a_head_of_the_teams_own_may_hold_the_cause_where_the_settings_say_so(setting: str, expected: list) -> None:
    rows = [("10-05", "新仓", 60), ("10-05", "老仓", 60), ("09-05", "新仓", 15), ("09-05", "老仓", 105)]
    lines = "\n".join(f"| {day} 09:00 | {store} |" for day, store, count in rows for _ in range(count))
    source = RegisterSource("台账.xlsx", "台账", settings={"cause_columns": setting})
    found = find_causes(facts_of(f"| received_at | 仓库 |\n{lines}", sources=(source,)), OCTOBER).causes
    assert [cause.conditions for cause in found] == expected


def test_the_order_of_the_cases_makes_no_difference() -> None:
    cases = two_months((84, 117), (24, 177))
    shuffled = np.random.default_rng(5).permutation(201)
    straight = analyse(cases, range(201), range(201, 402))
    mixed = analyse(cases, shuffled.tolist(), (201 + shuffled).tolist())
    assert [cause.conditions for cause in mixed.causes] == [cause.conditions for cause in straight.causes]
    assert set(mixed.causes[0].cases) == set(straight.causes[0].cases)


def test_noise_is_not_called_a_cause() -> None:
    """At most one of a hundred by design (`python -m tests.benchmarks causes` measures more of them)."""
    random = np.random.default_rng(1)
    wrong = sum(bool(noise(random, now, before).causes) for now, before in [(60, 60), (150, 200), (400, 300)] * 20)
    assert wrong <= 1


def test_a_problem_that_vanished_does_not_make_causes_of_the_others() -> None:
    random = np.random.default_rng(2)
    assert sum(bool(vanished(random, 400).causes) for _ in range(30)) <= 2


@pytest.mark.parametrize(
    "cause",
    [
        Planted({"problem": 3}, 0.12, 0.42),
        Planted({"product": 2, "batch": 7}, 0.08, 0.30),
        Planted({"product": 1, "batch": 4, "problem": 5}, 0.08, 0.30),
    ],
)
def test_planted_causes_are_found(cause: Planted) -> None:
    random = np.random.default_rng(3)
    found = [with_cause(random, 600, cause).causes for _ in range(10)]
    named = [[set(each.conditions) for each in causes] for causes in found]
    assert all(any(cause.conditions & each for each in causes) for causes in named)
    assert sum(cause.conditions in causes for causes in named) >= 7
    assert all(len(causes) == 1 for causes in named)
