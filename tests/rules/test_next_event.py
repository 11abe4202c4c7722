"""When time alone has something to say again."""

from datetime import datetime, timedelta

import pytest

from tests.life import Life
from tests.registers import read
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.rules.next_event import next_event
from xltools.rules.pipeline import Decision, decide

ROW = {
    "客户姓名": "张三",
    "联系方式": "13800001234",
    "提交渠道": "在线客服",
    "提交时间": "@2024-05-06 10:00",
    "问题描述": "门锁换了新电池还是死机",
}
NAME = "feedback_analysis"


def after(life: Life, now: datetime) -> tuple[Decision, datetime | None]:
    register = read(life.package, now, NAME)
    issued = IssuedNumbers(life.definition.numbering, life.issued.by_number)
    decision = decide(register, PassContext(now, "台账.xlsx", issued, memory=life.memory))
    return decision, next_event(decision.standings, register.policy, now)


def test_without_open_cases_there_is_none() -> None:
    assert after(Life(NAME), datetime(2024, 5, 6, 10))[1] is None


@pytest.mark.parametrize("urgency", ["特急", "普通"])
def test_nothing_happens_between_one_event_and_the_next(urgency: str) -> None:
    # FA-9, FA-11: what a tick may skip
    life = Life(NAME)
    life.type(1, **ROW, 紧急程度=urgency)
    now, events = datetime(2024, 5, 6, 10), 0
    life.refresh(f"{now:%Y-%m-%d %H:%M:%S}")
    while events < 12:
        event = after(life, now)[1]
        if event is None:
            break
        assert event > now
        just_before = event - timedelta(seconds=1)
        if just_before > now:
            decision = after(life, just_before)[0]
            assert not decision.memory
            shown = {name for name, column in decision.columns["cases"].items() if name != "remaining" and
                     list(column) != list(read(life.package, now, NAME).cases.cells[name])}  # fmt: skip
            assert shown == set()
        life.refresh(f"{event:%Y-%m-%d %H:%M:%S}")
        now, events = event, events + 1
    assert events > 3
    assert "超时" in life.shows("超时标记")
