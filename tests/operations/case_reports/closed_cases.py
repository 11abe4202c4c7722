"""A register on the disk with closed cases and open ones, for everything that is made of single cases."""

from datetime import datetime
from pathlib import Path

from tests.registers import workbook

NOW = datetime(2024, 6, 3, 9, 0)
HOSTILE = "=HYPERLINK(1)../CON\u202e"
_CLOSED = {
    "反馈来源": "电话客服", "联系方式": "13800005678", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
    "处理责任人": "王强", "处理结果": "更换主板，连续试机 2 小时正常。", "处理完成时间": "@2024-05-06 10:00",
    "审核人": "刘敏", "审核日期": "@2024-05-07", "结果告知时间": "@2024-05-07 11:00", "客户满意度": "满意",
    "首次响应时间": "@2024-05-02 10:00", "状态": "已关闭", "处理轮次": "#1",
}  # fmt: skip


def case(number: str, customer: str = "某科技有限公司", **cells: str) -> dict[str, str]:
    """A closed case; cells by head, `` `` empties one."""
    row = {
        **_CLOSED, "反馈编号": number, "反馈日期": "@2024-05-01 09:30", "客户名称/单位": customer,
        "问题描述": f"{number} 开机十分钟后自动停机，面板显示 E-002",
    }  # fmt: skip
    return {head: text for head, text in (row | cells).items() if text.strip()}


OPEN = {
    "状态": "处理中",
    "处理结果": " ",
    "处理完成时间": " ",
    "审核人": " ",
    "审核日期": " ",
    "结果告知时间": " ",
    "客户满意度": " ",
}
LOG = """
| 反馈编号   | 时间              | 参与人员   | 记录类型 | 内容                     |
| 202405-001 | @2024-05-02 10:00 | 王强、张三 | 客户沟通 | 电话告知客户配件已到     |
| 202405-001 | @2024-05-03 15:00 | 王强       | 调查     | 拆机检查，主板电容鼓包   |
"""


def register_of(folder: Path, *cases: dict[str, str], name: str = "台账.xlsx", log: str = LOG) -> Path:
    """The register, with a folder of attachments beside it."""
    path = folder / name
    path.write_bytes(workbook(list(cases), "feedback_report", log=log))
    (folder / "附件").mkdir(exist_ok=True)
    return path
