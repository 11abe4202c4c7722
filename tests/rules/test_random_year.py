"""A random year in the life of a register, pass by pass; each pass is followed by one that must do nothing."""

import re
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.life import Life, shown
from xltools.model.field import Owner

CASES = 3
START = datetime(2024, 1, 2, 9)
NUMBER = "反馈编号"
MOMENTS = ["首次响应时间", "初步方案时间", "处理完成时间", "结果告知时间"]
DAYS = ["审核日期", "复核日期"]
WORDS = {
    "客户满意度": ["满意", "不满意", "基本满意"],
    "优先级": ["紧急", "高", "低"],
    "处理责任人": ["王强", "周航"],
    "重大情形": ["批量质量缺陷"],
    "处理结果": ["更换主板后连续试机正常", "重新安装后运行正常"],
    "审核人": ["刘敏"],
    "客户评价": ["又坏了", "很好"],
}
LOG_KINDS = ["客户沟通", "暂停", "恢复", "重新打开", "调查"]

ROWS = st.integers(1, CASES)
ACTS = st.one_of(
    st.tuples(st.just("moment"), ROWS, st.sampled_from(MOMENTS), st.integers(0, 600)),
    st.tuples(st.just("day"), ROWS, st.sampled_from(DAYS), st.integers(0, 3)),
    st.sampled_from([(head, word) for head, words in WORDS.items() for word in words]).flatmap(
        lambda pair: st.tuples(st.just("word"), ROWS, st.just(pair[0]), st.just(pair[1]))
    ),
    st.tuples(st.just("clear"), ROWS, st.sampled_from([*MOMENTS, *DAYS, *WORDS]), st.just(0)),
    st.tuples(st.just("log"), ROWS, st.sampled_from(LOG_KINDS), st.integers(0, 600)),
    st.tuples(st.just("limit"), st.integers(1, 7), st.just("限额"), st.integers(1, 9)),
    st.tuples(st.just("overtype"), ROWS, st.sampled_from(["状态", "处理时限", "分派时间", "处理轮次"]), st.just(0)),
)
STEPS = st.lists(st.tuples(st.lists(ACTS, max_size=3), st.integers(1, 60 * 24 * 40)), min_size=3, max_size=9)


def act(life: Life, now: datetime, what: tuple[str, int, str, object]) -> None:
    kind, row, head, value = what
    if kind == "moment":
        life.type(row, **{head: f"@{now - timedelta(minutes=int(str(value))):%Y-%m-%d %H:%M}"})
    elif kind == "day":
        life.type(row, **{head: f"@{now - timedelta(days=int(str(value))):%Y-%m-%d}"})
    elif kind == "word":
        life.type(row, **{head: str(value)})
    elif kind == "clear":
        life.type(row, **{head: "-"})
    elif kind == "limit":
        life.set("timers", row, head, f"#{value}")
    elif kind == "overtype":
        life.type(row, **{head: "随便写的"})
    else:
        moment = f"@{now - timedelta(minutes=int(str(value))):%Y-%m-%d %H:%M}"
        entry = {
            NUMBER: str(life.row(row)[NUMBER]),
            "时间": moment,
            "参与人员": "王强",
            "记录类型": head,
            "内容": "记一笔",
        }
        life.type(len(life.rows("log")) + 1, "log", **entry)


def people_s(life: Life) -> list[dict[str, str]]:
    fields = [field for field in life.definition.register_sheet.fields if field.owner is Owner.PERSON]
    return [{field.header: shown(row[field.header]) for field in fields} for row in life.rows()]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STEPS)
def test_whatever_people_do_in_a_year(steps: list[tuple[list[tuple[str, int, str, object]], int]]) -> None:
    life, now = Life("feedback_report"), START
    for row in range(1, CASES + 1):
        life.type(
            row, 反馈日期=f"@{now - timedelta(hours=row):%Y-%m-%d %H:%M}", 反馈来源="邮件", 联系方式=f"1380000567{row}",
            问题描述=f"第{row}台空调无法开机，指示灯不亮", 优先级="中", **{"客户名称/单位": f"第{row}家公司"},
        )  # fmt: skip
    life.refresh(str(now))
    numbers, stamps = life.shows(NUMBER), life.shows("登记时间", "分派时间")
    rounds = [1.0] * CASES
    for acts, minutes in steps:
        now += timedelta(minutes=minutes)
        for each in acts:
            act(life, now, each)
        typed = people_s(life)
        life.refresh(str(now))
        assert people_s(life) == typed, "a cell that people own has changed"
        assert (life.shows(NUMBER), life.shows("登记时间", "分派时间")) == (numbers, stamps)
        rounds_now = [float(str(row["处理轮次"])) for row in life.rows()]
        assert all(later >= earlier for later, earlier in zip(rounds_now, rounds, strict=True)), "a round was forgotten"
        assert sum(rounds_now) - CASES == len(life.rows("rounds"))
        rounds = rounds_now
        for row in range(1, CASES + 1):
            judged_rightly(life, row, now)


def judged_rightly(life: Life, row: int, now: datetime) -> None:
    state, mark, following = life.shows("状态", "超时标记", "下一时限", row=row)
    assert state in {each.name for each in life.definition.states}
    if state in life.definition.closed_states:
        assert (following, mark in ("", "曾超时")) == ("", True)
        return
    due = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", following)
    late = due is not None and datetime.fromisoformat(due[0]) < now.replace(second=0)
    assert mark == "暂停" or late == (mark == "超时"), (mark, following, now)
