"""Registers as a supervisor has them at the end of a year: the shipped 反馈处理 register, twelve months of cases.

Every field that a report looks at is filled: types, people, limits, reviews, satisfaction; some are late, some open.
"""

import random
from datetime import datetime, timedelta
from functools import cache

from tests.benchmarks.big_register import Filling, Values
from xltools.workbook.definition_files import shipped_definition

BEGIN = datetime(2025, 11, 1)
END = datetime(2026, 11, 1)
NOW = datetime(2026, 11, 20, 9, 0)
_MODELS = tuple(f"KF-{number}GW" for number in range(20, 60))
_SYMPTOMS = (
    "开机十分钟后自动关机", "充电一夜仍充不进电", "屏幕左侧触屏失灵", "脱水时有异响并移位", "面板显示 E-002 后黑屏",
    "外壳接缝处有划痕", "包装破损且少发一个适配器", "物流太慢，约定日期过了三天", "电话多次打不通，没有人回复",
    "联网后频繁断线", "运行半小时后发热烫手", "按说明书操作仍无法启动",
)  # fmt: skip
_CIRCUMSTANCES = (
    "重新上电后仍出现",
    "更换插座无效",
    "客户已拍照",
    "上月也发生过一次",
    "同批另一台正常",
    "客户要求上门",
)
_CLASSES = (
    ("产品类", "功能故障"), ("产品类", "功能故障"), ("产品类", "外观缺陷"), ("产品类", "配件损坏"),
    ("服务类", "响应速度"), ("服务类", "服务态度"), ("物流类", "配送延迟"), ("物流类", "货物破损"),
)  # fmt: skip
_CHANNELS = ("电话客服", "在线平台", "邮件", "电商平台评价", "售后工单系统")
_HANDLERS = ("刘敏", "陈涛", "周航", "王强", "孙丽")
_WORDS = (*["满意"] * 60, *["基本满意"] * 39, "不满意")  # who is not content has a case open again


@cache
def reported_filling(rows: int, register: int = 0) -> Filling:
    """So many cases, spread evenly over the twelve months.

    Args:
        rows: How many cases.
        register: Tells the customers of several registers apart.
    """
    gap = (END - BEGIN) / rows

    def received_at(number: int) -> datetime:
        return (BEGIN + number * gap).replace(microsecond=0)

    def case(number: int, dice: random.Random) -> Values:
        return _case(number + register * rows, received_at(number), dice)

    def log_entry(number: int, case_number: str) -> Values:
        told_at = received_at(number) + timedelta(hours=2)
        content = f"电话与客户确认第{number}次，约定上门时间"
        return {
            "case_number": case_number, "logged_at": told_at, "participants": "刘敏、王强", "log_kind": "客户沟通",
            "content": content,
        }  # fmt: skip

    return Filling(shipped_definition("feedback_report"), case, log_entry, received_at, 3)


def _case(number: int, received: datetime, dice: random.Random) -> Values:
    category, subcategory = dice.choice(_CLASSES)
    model = dice.choice(_MODELS)
    values: Values = {
        "received_at": received,
        "channel": dice.choice(_CHANNELS),
        "customer_name": f"示例客户{number % 30_000}有限公司",
        "contact_person": dice.choice(("张三", "李晓梅", "赵先生")),
        "contact": f"138{number:08d}",
        "product_model": model,
        "model_verified": "是",
        "problem_description": f"第{number % 997}批{model}{dice.choice(_SYMPTOMS)}，{dice.choice(_CIRCUMSTANCES)}",
        "extent": dice.choice(("无法使用", "部分功能受影响", "轻微影响")),
        "priority": dice.choice(("紧急", "高", "中", "中", "低")),
        "category": category,
        "subcategory": subcategory,
        "handler": dice.choice(_HANDLERS),
    }
    if NOW - received < timedelta(days=60) and number % 10 == 9:
        return values
    return {**values, **_outcome(received, dice)}


def _outcome(received: datetime, dice: random.Random) -> Values:
    late = dice.random() < 0.08
    answered = received + timedelta(minutes=dice.randrange(240, 6000) if late else dice.randrange(5, 230))
    completed = received + timedelta(minutes=dice.randrange(8000, 16_000) if late else dice.randrange(300, 5000))
    return {
        "first_response_at": answered,
        "initial_plan_at": received + timedelta(minutes=dice.randrange(240, 1400)),
        "completed_at": completed,
        "result": "更换主板后连续试机两小时正常，客户现场确认",
        "reviewed_by": "刘敏",
        "reviewed_at": completed.replace(hour=0, minute=0, second=0),
        "informed_at": completed + timedelta(minutes=dice.randrange(30, 420)),
        "satisfaction": dice.choice(_WORDS),
        "customer_comment": dice.choice(("处理及时，态度好", "等得久了一些", "问题解决了，谢谢")),
        "score": dice.randrange(1, 6),
    }
