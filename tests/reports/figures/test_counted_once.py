"""The same customer with the same problem counts once. (FA-15)"""

import time

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.received import received_in

OCTOBER = Period.month(2026, 10)


def firsts(table: str) -> list[int]:
    return received_in(facts_of(table), OCTOBER).first.tolist()


def test_same_customer_and_product_with_nearly_the_same_words() -> None:  # FA-15
    assert firsts("""
        | received_at | customer_key | product | description |
        | 10-05 09:00 | a | 空调 | 开机十分钟停机 |
        | 10-06 09:00 | a | 空调 | 开机十分钟后停机！ |
        | 10-07 09:00 | b | 空调 | 开机十分钟停机 |
        | 10-08 09:00 | a | 冰箱 | 开机十分钟停机 |
        | 10-09 09:00 | a | 空调 | 遥控器外壳开裂 |
    """) == [0, 0, 2, 3, 4]


def test_the_earliest_stands_for_all_wherever_it_stands() -> None:
    assert firsts("""
        | received_at | customer_key | description |
        | 10-06 09:00 | a | 开机十分钟停机 |
        | 10-05 09:00 | a | 开机十分钟停机 |
    """) == [1, 1]


def test_what_is_like_something_like_it_belongs_to_it() -> None:
    table = """
        | received_at | customer_key | description |
        | 10-05 09:00 | a | 甲乙丙丁戊己庚辛壬癸 |
        | 10-06 09:00 | a | 丙丁戊己庚辛壬癸子丑 |
        | 10-07 09:00 | a | 戊己庚辛壬癸子丑寅卯 |
    """
    assert firsts(table) == [0, 0, 0]
    without_the_middle = "\n".join(line for line in table.splitlines() if "10-06" not in line)
    assert firsts(without_the_middle) == [0, 1]


def test_the_same_keyword_needs_less_likeness() -> None:
    table = """
        | received_at | customer_key | problem | description |
        | 10-05 09:00 | a | {} | 手机无法开机了 |
        | 10-06 09:00 | a | {} | 手机今天又开不了机 |
    """
    assert firsts(table.format("无法开机", "开不了机")) == [0, 0]
    assert firsts(table.format("无法开机", "黑屏")) == [0, 1]
    assert firsts(table.format("", "")) == [0, 1]


def test_the_model_stands_in_for_the_product() -> None:
    assert firsts("""
        | received_at | customer_key | product | model | description |
        | 10-05 09:00 | a | | X1 | 开机十分钟停机 |
        | 10-06 09:00 | a | | X2 | 开机十分钟停机 |
        | 10-07 09:00 | a | | X1 | 开机十分钟停机 |
    """) == [0, 1, 0]


def test_nobody_and_nothing_are_never_the_same() -> None:
    assert firsts("""
        | received_at | customer_key | description |
        | 10-05 09:00 | | 开机十分钟停机 |
        | 10-06 09:00 | | 开机十分钟停机 |
        | 10-07 09:00 | a | |
        | 10-08 09:00 | a | |
        | 10-09 09:00 | a | ？？ |
        | 10-10 09:00 | a | ？？ |
    """) == [0, 1, 2, 3, 4, 5]


def test_only_within_the_period() -> None:
    assert firsts("""
        | received_at | customer_key | description |
        | 09-30 09:00 | a | 开机十分钟停机 |
        | 10-06 09:00 | a | 开机十分钟停机 |
    """) == [0]


@pytest.mark.parametrize("words", ["第{}台设备开机以后十分钟就自动停机了", "{}号"], ids=["all alike", "all different"])
def test_one_customer_with_very_many_cases(words: str) -> None:
    heads = "| received_at | customer_key | description |"
    rows = "\n".join(f"| 10-05 09:00 | a | {words.format(f'{number:05}')} |" for number in range(5000))
    facts = facts_of(f"{heads}\n{rows}")
    started = time.process_time()
    now = received_in(facts, OCTOBER)
    assert time.process_time() - started < 2  # comparing all with all would take minutes more
    assert now.once == 1 or words == "{}号"


def test_a_likely_sentence_about_something_else_is_something_else() -> None:  # 70 % alike
    assert firsts("""
        | received_at | customer_key | description |
        | 10-05 09:00 | a | 空调不制冷需要维修 |
        | 10-06 09:00 | a | 空调漏水需要维修 |
    """) == [0, 1]
