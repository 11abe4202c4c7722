"""What class is a case? First guesses from the description (FR-4, FA-7, RR-8)."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registers import definition
from tests.rules.case_views import policy_of, view_of
from xltools.model.policy import Policy
from xltools.rules.classification import case_text, explain_text, level_names, propose_classes

TWO_LEVELS = policy_of(
    "feedback_report",
    """
    | keyword  | excludes | first  | second   | weight |
    | 死机     |          | 产品类 | 功能故障 | 8      |
    | 无法开机 |          | 产品类 | 功能故障 | 10     |
    | 划痕     |          | 产品类 | 外观缺陷 | 9      |
    | 态度差   |          | 服务类 | 服务态度 | 9      |
    | 没人接   |          | 服务类 | 响应速度 | 9      |
    | 迟迟不到 |          |        | 配送延迟 | 5      |
    | 太慢     |          | 物流类 |          | 4      |
    | 建议购买 |          | 其他   |          | 0      |
    | 建议     |          | 其他   | 建议类反馈 | 6    |
    """,
)
INDEPENDENT = policy_of(
    "feedback_analysis",
    """
    | keyword | excludes | first    | second   | weight |
    | 发票    | 发票已收 | 需求申请 | 售后政策 | 6      |
    | 死机    |          | 故障报修 | 产品故障 | 9      |
    | 请问    |          | 问题咨询 |          | 3      |
    """,
)
ONE_LEVEL = policy_of(
    "service_ticket", "| keyword | second | weight |\n| 死机 | 软件故障 | 8 |\n| 异响 | 硬件故障 | 8 |"
)
Guess = tuple[str | None, str | None]


def guess(text: str, policy: Policy = TWO_LEVELS, name: str = "feedback_report", chosen: Guess = (None, None)) -> Guess:
    reading = explain_text(text, policy, definition(name).register_sheet, *chosen)
    return reading.first, reading.second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用了两天就死机", ("产品类", "功能故障")),  # FR-4
        ("死机，外壳有划痕，客服态度差", ("产品类", "外观缺陷")),  # 17 to 9, then 9 to 8
        ("死机死机死机，客服态度差", ("服务类", "服务态度")),  # a keyword counts once
        ("外壳有划痕，客服态度差", ("服务类", "服务态度")),  # 9 to 9: the longer keyword
        ("没人接，态度差", ("服务类", "响应速度")),  # equal in all: what stands first
        ("迟迟不到", ("物流类", "配送延迟")),  # the higher level follows from the lower
        ("太慢", ("物流类", None)),  # nothing said of the lower level
        ("向朋友建议购买", (None, None)),  # weight 0 counts for nothing, and hides 建议
        ("用着还行", (None, None)),  # no hit, no guess
        ("", (None, None)),
    ],
)
def test_the_greatest_sum_of_weights_wins(text: str, expected: Guess) -> None:
    assert guess(text) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("产品类", None), ("产品类", "功能故障")),
        (("服务类", None), ("服务类", "响应速度")),
        (("物流类", None), ("物流类", None)),
        (("没有这一类", None), ("没有这一类", None)),
        ((None, "外观缺陷"), ("产品类", "外观缺陷")),  # its parent, whatever the text says
        ((None, "没有这一小类"), ("服务类", "没有这一小类")),
    ],
)
def test_a_choice_on_one_level_restricts_the_guess_of_the_other(chosen: Guess, expected: Guess) -> None:  # FR-4
    assert guess("死机，电话没人接", chosen=chosen) == expected


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("麻烦开发票", (None, None), ("需求申请", "售后政策")),
        ("请问死机怎么处理", (None, None), ("故障报修", "产品故障")),
        ("请问死机怎么处理", ("问题咨询", None), ("问题咨询", "产品故障")),
        ("请问几点上班", (None, None), ("问题咨询", None)),
        ("发票已收到", (None, None), (None, None)),
    ],
)
def test_levels_that_do_not_depend_on_one_another(text: str, chosen: Guess, expected: Guess) -> None:  # FA-7
    assert guess(text, INDEPENDENT, "feedback_analysis", chosen) == expected


def test_one_level() -> None:
    assert guess("开机有异响", ONE_LEVEL, "service_ticket") == (None, "硬件故障")
    assert level_names(definition("service_ticket").register_sheet) == ("", "category")


def test_the_reading_gives_its_reasons() -> None:
    reading = explain_text("没有死机，态度差", TWO_LEVELS, definition("feedback_report").register_sheet)
    assert [(hit.keyword.keyword, hit.start, hit.taken_back_by) for hit in reading.hits] == [
        ("死机", 2, "没有"),
        ("态度差", 5, ""),
    ]
    assert reading.first_scores == {"服务类": (9, 3)}
    assert reading.second_scores == {"服务态度": (9, 3)}


def test_a_choice_that_stands_under_several_parents_leaves_it_to_the_text_among_them() -> None:
    parts = {"产品类": ("其他", "功能故障"), "服务类": ("其他", "服务态度"), "物流类": ("配送延迟",), "其他": ()}
    policy = replace(TWO_LEVELS, dependent_lists={"subcategory": parts})
    assert guess("死机，态度差，没人接，送得太慢", policy, chosen=(None, "其他")) == ("服务类", "其他")
    assert guess("送得太慢", policy, chosen=(None, "其他")) == (None, "其他")


CASES = """
    | problem_description  | category | subcategory |
    | 用了两天就死机       |          |             |
    | 用了两天就死机       | 服务类   |             |
    | 用了两天就死机       | 服务类   | 响应速度    |
    | 用了两天就死机       |          | 服务态度    |
    | 用了两天就死机       | ?错误值  |             |
    | 用了两天就死机       |          | ?错误值     |
    | 用着还行             |          |             |
    |                      |          |             |
    """


def test_only_empty_cells_get_a_guess() -> None:  # FA-7
    found = propose_classes(view_of(CASES), TWO_LEVELS)
    assert found.proposals == {
        "category": {0: "产品类", 3: "服务类", 5: "产品类"},
        "subcategory": {0: "功能故障"},
    }
    assert sorted(found.hits) == [0, 1, 3, 4, 5, 6, 7]
    assert found.hits[1].second_scores == {"功能故障": (8, 2)}


def test_symptom_and_error_text_are_read_as_well() -> None:
    view = view_of("| problem_description | symptom | category |\n| 设备坏 | 开机有异响 | |", "service_ticket")
    assert propose_classes(view, ONE_LEVEL).proposals == {"category": {0: "硬件故障"}}
    assert case_text(view, 0) == "设备坏\n开机有异响"
    view = view_of("| problem_description | symptom | category |\n| 设备异 | 响一下就停 | |", "service_ticket")
    assert propose_classes(view, ONE_LEVEL).proposals == {"category": {}}  # no keyword reaches over two fields
    library = policy_of("rapid_response", "| keyword | first | second |\n| 超时 | 技术类 | 功能故障 |")
    view = view_of("| problem_description | error_text | category |\n| 支付失败 | 网络超时 | |", "rapid_response")
    assert propose_classes(view, library).proposals == {"category": {0: "技术类"}}


def test_it_sleeps_without_library_or_fields() -> None:
    asleep = [
        propose_classes(view_of(CASES), policy_of("feedback_report")),
        propose_classes(view_of("| problem_description |\n| 死机 |"), TWO_LEVELS),
        propose_classes(view_of("| category |\n| |"), TWO_LEVELS),
        propose_classes(view_of("| problem_description | category |\n| 死机 | |", "small_register"), TWO_LEVELS),
        propose_classes(view_of("| problem_description | product |\n| 死机 | |", "feedback_analysis"), INDEPENDENT),
    ]
    assert asleep == [({}, {})] * len(asleep)


CELL = st.sampled_from(["", "产品类", "服务类", "服务态度", "外观缺陷", "别的", "?错误值"])
TEXT = st.sampled_from(["死机", "划痕，死机", "态度差", "太慢", "建议", "还行", ""])


@given(st.lists(st.tuples(TEXT, CELL, CELL), min_size=1, max_size=8))
def test_never_over_a_choice_and_only_what_the_lists_have(rows: list[tuple[str, str, str]]) -> None:  # FA-7
    table = "| problem_description | category | subcategory |\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)
    parts = TWO_LEVELS.dependent_lists["subcategory"]
    proposals = propose_classes(view_of(table), TWO_LEVELS).proposals
    for place, name in enumerate(("category", "subcategory"), start=1):
        assert all(rows[index][place] == "" for index in proposals.get(name, {}))
    for index, subcategory in proposals.get("subcategory", {}).items():
        assert subcategory in parts[rows[index][1] or proposals["category"][index]]
    assert set(proposals.get("category", {}).values()) <= parts.keys()


def test_where_the_higher_column_is_gone_the_lower_waits() -> None:
    view = view_of("| problem_description | subcategory |\n| 死机 | |")
    assert propose_classes(view, TWO_LEVELS).proposals == {"subcategory": {}}


def test_ten_thousand_texts_are_read_quickly() -> None:
    keywords = [f"第{number}种毛病" for number in range(200)]
    table = "| keyword | first | second |\n" + "\n".join(f"| {word} | 产品类 | 功能故障 |" for word in keywords)
    policy = policy_of("feedback_report", table)
    text = "客户来电说上周买的机器有第77种毛病，要求今天上门看一看，否则退货，请尽快联系"
    rows = "\n".join(f"| {text}{number} | |" for number in range(10_000))
    view = view_of(f"| problem_description | category |\n{rows}")
    began = time.perf_counter()
    assert len(propose_classes(view, policy).proposals["category"]) == 10_000
    assert time.perf_counter() - began < 1  # a tenth of the texts in the whole of the time
