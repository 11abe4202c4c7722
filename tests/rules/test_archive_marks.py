"""The row of an archived case says when and where; nothing takes that away. (FR-14, ST-12)"""

from datetime import datetime

from tests.life import Life
from tests.rules.case_views import view_of
from xltools.model.archive_mark import ArchiveMark
from xltools.model.case_memory import CaseMemory
from xltools.rules.archive_marks import archive_columns, marked

MARK = ArchiveMark(datetime(2024, 6, 1, 8, 0), "归档/2024/某公司/202405-001")
LATER = ArchiveMark(datetime(2024, 7, 1, 8, 0), "归档/2024/某公司/202405-001 第2版")
CASES = """
| number     | archived_at       | archive_location |
| 202405-001 |                   |                  |
| 202405-002 | @2024-05-30 08:00 | 归档/旧          |
"""


def test_a_new_mark_is_set_and_others_stay() -> None:
    view = view_of(CASES)
    columns = archive_columns(view, {"202405-001": MARK}, CaseMemory())
    assert columns == {
        "archived_at": [MARK.at, datetime(2024, 5, 30, 8, 0)],
        "archive_location": [MARK.location, "归档/旧"],
    }
    assert marked(view, {"202405-001": MARK, "202405-009": MARK}) == [0]


def test_a_later_copy_takes_the_place_of_the_earlier_one() -> None:
    columns = archive_columns(view_of(CASES), {"202405-002": LATER}, CaseMemory())
    assert (columns["archived_at"][1], columns["archive_location"][1]) == LATER


def test_a_sheet_without_the_columns_has_no_marks() -> None:
    assert archive_columns(view_of("| number |\n| 202405-001 |"), {"202405-001": MARK}, CaseMemory()) == {}


def life_of_one() -> Life:
    life = Life("feedback_report")
    life.type(
        1, 反馈日期="@2024-05-01 09:30", 反馈来源="电话客服", **{"客户名称/单位": "某公司"}, 联系方式="13800005678",
        问题描述="开机十分钟后自动停机，面板显示 E-002", 优先级="高",
    )  # fmt: skip
    life.refresh("2024-05-01 10:00")
    return life


def cells(life: Life) -> tuple[object, object]:
    row = life.row(1)
    return row["归档时间"], row["归档位置"]


def test_a_mark_stays_through_the_passes_that_follow() -> None:
    life = life_of_one()
    life.archived = {"202405-001": MARK}
    life.refresh("2024-06-01 08:00")
    life.archived = {}
    life.refresh("2024-06-02 08:00")
    assert cells(life) == MARK


def test_what_somebody_typed_over_a_mark_is_put_back_and_said() -> None:
    life = life_of_one()
    life.archived = {"202405-001": MARK}
    life.refresh("2024-06-01 08:00")
    life.archived = {}
    life.type(1, 归档位置="别处")
    life.refresh("2024-06-02 08:00")
    assert cells(life) == MARK
    assert ("TOOL_CELL_RESTORED", 1, "archive_location") in life.findings
