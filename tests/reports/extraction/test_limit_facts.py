"""Which limits ran, and when they were met."""

from tests.life import Life
from tests.registers import read
from tests.reports.extraction.extracted import NOW, extracted, shown
from xltools.reports.extraction.extracting import extract_facts

COLUMNS = ("case", "timer", "label", "start", "due", "revised", "done")


def test_due_times_are_those_that_people_worked_by() -> None:
    row = {
        "反馈编号": "202405-001",
        "状态": "处理中",
        "提交时间": "@2024-05-06 10:00",
        "登记时间": "@2024-05-06 10:05",
        "分配时间": "@2024-05-06 10:30",
        "接收时限": "@2024-05-06 12:30",
        "接收时间": "@2024-05-06 11:00",
        "处理时限": "@2024-05-13 18:00",
        "延期后时限": "@2024-05-15 18:00",
        "下次告知时限": "@2024-05-08 10:00",
    }
    assert shown(extracted("feedback_analysis", [row]).limits, *COLUMNS, "repeats") == [
        ("0", "acceptance", "接收", "05-06 10:30", "05-06 12:30", "", "05-06 11:00", "False"),
        ("0", "update", "告知进展", "05-06 10:00", "05-08 10:00", "", "", "True"),
        ("0", "solution", "处理完成", "05-06 10:00", "05-13 18:00", "05-15 18:00", "", "False"),
        ("0", "registration", "登记", "05-06 10:00", "05-07 18:00", "", "05-06 10:05", "False"),  # FA-2; reckoned
    ]


def test_rows_of_one_name_are_one_limit() -> None:  # RR-9: P0 to P3
    table = """
    | 反馈编号 | 提交时间 | 优先级 | 首次响应时限 |
    | 20240506-CS-001 | @2024-05-06 10:00 | P3 | @2024-05-07 18:00 |
    """
    assert shown(extracted("rapid_response", table).limits, *COLUMNS) == [
        ("0", "first_response", "首次响应", "05-06 10:00", "05-07 18:00", "", "")
    ]


def test_a_limit_that_was_never_met_ends_with_its_case() -> None:
    row = {
        "反馈编号": "202405-001",
        "状态": "已关闭",
        "反馈日期": "@2024-05-06 10:00",
        "登记时间": "@2024-05-06 11:00",
        "初步方案时限": "@2024-05-07 10:00",
        "处理完成时间": "@2024-05-08 10:00",
        "下次告知时限": "@2024-05-08 18:00",
    }
    assert shown(extracted("feedback_report", [row]).limits, "timer", "done") == [
        ("initial_plan", "05-08 10:00"),  # and the message to the customer is not pending any more
        ("registration", "05-06 11:00"),
    ]


def test_what_pauses_stands_still_while_the_case_is_marked_so() -> None:
    table = """
    | 反馈编号 | 提交时间 | 状态 | 首次响应时限 | 处理时限 | 超时标记 |
    | 20240506-CS-001 | @2024-05-06 10:00 | 跟进 | @2024-05-07 10:00 | @2024-05-13 18:00 | 暂停 |
    | 20240506-CS-002 | @2024-05-06 10:00 | 跟进 | @2024-05-07 10:00 | @2024-05-13 18:00 | 超时 |
    """
    assert shown(extracted("rapid_response", table).limits, "case", "timer", "stopped") == [
        ("0", "first_response", "False"),
        ("1", "first_response", "False"),
        ("0", "solution", "True"),
        ("1", "solution", "False"),
    ]


def test_what_is_paused_stands_still_also_where_the_mark_tells_of_another_limit() -> None:
    cases = """
    | 工单号 | 反馈时间 | 处理状态 | 解决时限 | 超时标记 |
    | 202405-00001 | @2024-05-06 10:00 | 处理中 | @2024-05-13 18:00 | 超时 |
    | 202405-00002 | @2024-05-06 10:00 | 处理中 | @2024-05-13 18:00 | 超时 |
    | 202405-00003 | @2024-05-06 10:00 | 处理中 | @2024-05-13 18:00 | 超时 |
    """
    log = """
    | 工单号 | 时间 | 记录类型 |
    | 202405-00001 | @2024-05-08 10:00 | 暂停 |
    | 202405-00002 | @2024-05-14 10:00 | 暂停 |
    | 202405-00003 | @2024-05-08 10:00 | 暂停 |
    | 202405-00003 | @2024-05-08 12:00 | 恢复 |
    """
    limits = extracted("service_ticket", cases, log=log).limits
    assert shown(limits, "timer", "stopped") == [("solution", "True"), ("solution", "False"), ("solution", "False")]


def test_a_mistyped_year_has_no_due_time() -> None:
    life = Life("feedback_report")
    life.set("timers", 1, "起点栏目", "分派时间")
    life.type(1, 反馈日期="@2024-05-06 10:00", 分派时间="@9999-12-31 10:00")
    life.type(2, 反馈日期="@2024-05-06 10:00", 分派时间="@2024-05-06 11:00")
    limits = extract_facts(read(life.package, NOW, "feedback_report"), "台账.xlsx").limits
    assert shown(limits, "case", "timer", "due") == [("1", "registration", "05-07 18:00")]
