"""What `xltools explain` says of a case in a register's life."""

from datetime import datetime

from tests.life import Life
from xltools.model.pass_context import PassContext
from xltools.rules.deadline_trace import Passing
from xltools.rules.explanation import Explanation, explain
from xltools.rules.limit_explanation import LimitExplanation
from xltools.rules.pipeline import decide
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register


def explained(life: Life, now: str, row: int = 1, written: dict[str, str] | None = None) -> Explanation:
    """The explanation of the case in a row (from 1) at a moment; nothing is written."""
    moment = datetime.fromisoformat(now)
    register = read_register(open_package(life.package), moment, life.definition)
    context = PassContext(moment, "台账.xlsx", life.issued, frozenset(), life.memory)
    told = explain(register, context, decide(register, context), row - 1, written)
    for limit in told.limits:  # whatever the case: the way leads to the due time
        counting = [each for each in limit.trace if each.passing not in (Passing.PAUSED, Passing.DAY_OFF)]
        assert counting[-1].end == limit.reckoned
        assert sum(each.days for each in limit.trace if each.passing is Passing.WORKING_DAY) in (0, _days(limit))
    return told


def _days(limit: LimitExplanation) -> int:
    return int(limit.row.limit.split()[0])


def limits(explanation: Explanation) -> dict[str, LimitExplanation]:
    """Its running limits by label."""
    return {each.row.label: each for each in explanation.limits}


def at(moment: datetime | None) -> str:
    """「05-09 20:30」."""
    return f"{moment:%m-%d %H:%M}" if moment else ""


REPORT = {
    "反馈日期": "@2024-05-09 16:30", "反馈来源": "电话客服", "客户名称/单位": "杭州云起网络",
    "联系方式": "13800005678", "问题描述": "空调无法开机，指示灯不亮，换插座也一样", "优先级": "紧急",
}  # fmt: skip
ANALYSIS = {
    "客户姓名": "张三", "联系方式": "13800001234", "所属产品/服务": "智能门锁 S3", "提交渠道": "在线客服",
    "提交时间": "@2024-05-06 10:00", "问题描述": "门锁换了新电池还是死机，按键全都黑屏",
}  # fmt: skip


def entry(life: Life, row: int, moment: str, kind: str, number: str = "202405-001") -> None:
    """Somebody writes into the log."""
    cells = {"反馈编号": number, "时间": f"@{moment}", "参与人员": "王强", "记录类型": kind, "内容": "与客户通话"}
    life.type(row, "log", **cells)
