"""What is told of a case to others names nobody. (ST-11, FA-4)"""

import pytest

from tests.rules.case_views import policy_of, view_of
from xltools.language.speaking import speaking
from xltools.rules.lesson_texts import LessonTexts, is_lesson, shortened

PEOPLE = """
    | name | role       |
    | 王强 | 技术工程师 |
    """
CASES = view_of(
    """
    | number | customer_name | contact_person | contact       | handler | result                             | symptom |
    | 1      | 某某食品公司  | 张三           | 13800005678   | 刘敏    | 刘敏、王强：某某食品公司张三13800005678收 | |
    | 2      | 李四          |                | 0571-88886666 |         | 致电李四 0571-88886666，已更换主控板 | 异响  |
    """,
    "service_ticket",
)


def texts(**settings: str) -> LessonTexts:
    return LessonTexts(CASES, policy_of("service_ticket", people=PEOPLE, settings=settings))


@pytest.mark.parametrize("staff_names", ["工号", "全名"])
def test_neither_customers_nor_staff_are_named(staff_names: str) -> None:
    told = [texts(staff_names=staff_names).told(index, "result") for index in (0, 1)]
    for name in ("刘敏", "王强", "某某食品公司", "张三", "13800005678", "李四", "88886666"):
        assert not any(name in text for text in told)
    assert "收" in told[0]
    assert "已更换主控板" in told[1]


def test_a_company_is_called_what_the_settings_say() -> None:
    assert "甲方" in texts(anonymous_name="甲方").told(0, "result")


def test_the_first_filled_field_is_told() -> None:
    assert texts().told(1, "symptom", "result") == "异响"
    assert "收" in texts().told(0, "symptom", "result")
    assert texts().told(0, "symptom", "no_such_field") == ""


@pytest.mark.parametrize(
    "text", ["无", "没有", "—", " / ", "暂无。", "N/A", "无经验教训", "目前没有特别的经验教训", "同上", "略", "好"]
)
def test_words_for_nothing_are_no_lesson(text: str) -> None:
    assert not is_lesson(text)


@pytest.mark.parametrize("text", ["无尘车间须加装护罩", "没有接地会烧主控板", "保养时加测电源纹波"])
def test_a_lesson_may_begin_like_nothing(text: str) -> None:
    assert is_lesson(text)


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("更换主控板", 5, "更换主控板"),
        ("更换\n主控板  一块", 20, "更换 主控板 一块"),
        ("更换主控板，连续运行无报警", 8, "更换主控板…"),
        ("更，换主控板连续运行", 6, "更，换主控…"),
    ],
)
def test_a_long_text_is_cut_behind_a_clause(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short
    assert len(shortened(text, longest)) <= longest


def test_a_register_without_people_masks_customers_all_the_same() -> None:
    assert "李*" in LessonTexts(CASES, policy_of("service_ticket")).told(1, "result")


@pytest.mark.parametrize(
    ("typed", "teaches"),
    [
        ("None.", False),
        ("n/a", False),
        ("No lessons learned so far", True),
        ("No new lessons learned", False),
        ("Nothing to report", False),
        ("Check the fuse first", True),
        ("Nothing was checked before dispatch", True),
    ],
)
def test_what_teaches_nothing_in_english(typed: str, teaches: bool) -> None:
    with speaking("en"):
        assert is_lesson(typed) is teaches
