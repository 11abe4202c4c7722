"""What is told of each case."""

from tests.reports.extraction.extracted import extracted, shown, small

ANALYSIS = [
    {
        "反馈编号": "202405-001",
        "状态": "已闭环",
        "客户姓名": "张三",
        "联系方式": "13800001234",
        "反馈类型": "故障报修",
        "所属产品/服务": "智能门锁 S3",
        "产品批次": "B20240312",
        "区域": "华东",
        "问题描述": "张三说门锁无法开机，请打13800001234",
        "紧急程度": "普通",
        "提交渠道": "邮件",
        "提交时间": "@2024-05-06 10:00",
        "问题类别": "产品故障",
        "处理人": "王强",
        "方案类型": "技术处理",
        "处理完成时间": "@2024-05-07 10:00",
        "处理轮次": "#1",
    },
    {
        "客户姓名": "某科技有限公司",
        "联系方式": "张三 13800001234",
        "反馈类型": "投诉建议",
        "问题描述": "不想要的那种漏水",
        "紧急程度": "特急",
        "提交渠道": "电话",
        "提交时间": "@2024-05-07 10:00",
        "主责部门": "运营部",
        "处理人": "赵六",
        "状态": "待处理",
    },
]


def test_a_case_is_told_masked() -> None:  # FA-4
    cases = extracted("feedback_analysis", ANALYSIS).cases
    assert shown(cases, "number", "customer", "description", "problem") == [
        ("202405-001", "张*", "张*说门锁无法开机，请打138****1234", "无法开机"),
        ("", "某科技有限公司", "不想要的那种漏水", "漏水"),
    ]
    assert cases["customer_key"][0] == cases["customer_key"][1]  # the same telephone


def test_dimensions_stand_in_their_columns() -> None:
    cases = extracted("feedback_analysis", ANALYSIS).cases
    names = ("type", "category", "subcategory", "product", "batch", "region", "channel", "priority", "state")
    assert shown(cases, *names) == [
        ("故障报修", "产品故障", "", "智能门锁 S3", "B20240312", "华东", "邮件", "普通", "已闭环"),
        ("投诉建议", "", "", "", "", "", "电话", "特急", "待处理"),
    ]
    assert shown(cases, "handler", "department", "urgent") == [
        ("王*（B005）", "技术部", "False"),  # FA-13; of the handler, for none leads
        ("赵*", "运营部", "True"),
    ]


def test_hours_run_on_both_clocks() -> None:
    cases = extracted("feedback_analysis", ANALYSIS).cases
    assert shown(cases, "resolution_hours", "resolution_working_hours", "response_hours") == [
        ("24", "7.5", ""),
        ("", "", ""),
    ]
    assert shown(cases, "row", "round") == [("5", "1"), ("6", "1")]


def test_a_moment_before_the_receipt_tells_no_time() -> None:  # a negative one would shorten the mean of the others
    table = extracted("feedback_analysis", "| 提交时间 | 接收时间 |\n| @2024-05-06 09:00 | @2024-05-05 10:30 |").cases
    assert shown(table, "first_response_at", "response_hours", "response_working_hours") == [("05-05 10:30", "", "")]


def test_a_team_s_own_choices_and_codes_are_dimensions_too() -> None:
    facts = extracted("feedback_analysis", ANALYSIS)
    assert facts.own_dimensions == ("方案类型", "可行性")
    assert shown(facts.cases, "方案类型") == [("技术处理",), ("",)]


def test_whoever_asks_to_be_anonymous_is_nobody() -> None:  # FR-2
    table = """
    | 反馈日期 | 客户名称/单位 | 联系方式 | 匿名 | 问题描述 |
    | @2024-05-01 09:30 | 红星机械厂 | 13800001234 | 是 | 空调不制冷 |
    | @2024-05-01 09:40 | 红星机械厂 | 13800001234 | 否 | 空调不制冷 |
    """
    cases = extracted("feedback_report", table).cases
    assert shown(cases, "customer") == [("某客户",), ("红星机械厂",)]
    assert cases["customer_key"][0] == cases["customer_key"][1]


def test_a_register_without_states_or_calendar_is_told_as_far_as_it_goes() -> None:
    cases = small(
        "| 编号 | 时间 | 客户 | 响应 | 大类 |\n| 202405-001 | @2024-05-01 09:30 | 张三 | @2024-05-01 10:00 | 产品类 |"
    ).cases
    assert shown(cases, "customer", "type", "response_hours", "response_working_hours", "closed_at", "state") == [
        ("张*", "产品类", "0.5", "", "", "")
    ]


def test_taking_over_is_the_first_response_where_nothing_earlier_is_asked_for() -> None:  # ST-13, FA-15
    table = extracted("feedback_analysis", "| 提交时间 | 接收时间 |\n| @2024-05-06 09:00 | @2024-05-06 10:30 |").cases
    assert shown(table, "first_response_at", "response_hours") == [("05-06 10:30", "1.5")]
