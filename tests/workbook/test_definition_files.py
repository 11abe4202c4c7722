"""The shipped registers say what the procedures state, and definitions that contradict themselves are refused."""

import codecs
import re
from collections import Counter
from datetime import date, datetime, time

import pytest

from xltools.errors import DefinitionError
from xltools.model.field import NUMERIC_KINDS, TEXT_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.reports.dimensions import DIMENSIONS
from xltools.workbook.definition_files import (
    read_definition,
    shipped_definition,
    shipped_definitions,
    templates_folder,
)

REGISTERS = ("feedback_analysis", "feedback_report", "rapid_response", "service_ticket")
SHARED_SHEETS = (
    "log improvements timers assignment keywords suggestions vague_words people working_hours calendar "
    "voided_numbers settings"
)
TOOL_COLUMNS = (
    "number state check_remark next_due remaining overdue_mark assigned_at round escalated_to escalated_at "
    "registered_at archived_at archive_location sort_key"
)
TIMER_COLUMNS = ("starts_at", "ends_at", "due_at", "condition_field")

# register, requirement, sheet, names of fields that carry it
FIELDS = [
    (
        "feedback_report",
        "FR-1",
        "cases",
        (
            "channel customer_name contact_person contact occurred_at occurred_place problem_description extent "
            "attachments priority"
        ),
    ),
    ("feedback_report", "FR-2", "cases", "anonymous"),
    ("feedback_report", "FR-3", "cases", "number received_at registered_at"),
    ("feedback_report", "FR-4", "cases", "category subcategory"),
    ("feedback_report", "FR-5", "cases", "handler assigned_at"),
    (
        "feedback_report",
        "FR-6",
        "cases",
        "first_response_due_at first_response_at initial_plan_due_at initial_plan_at solution_due_at completed_at",
    ),
    ("feedback_report", "FR-7", "cases", "update_due_at"),
    ("feedback_report", "FR-8", "log", "case_number logged_at participants log_kind content conclusion"),
    (
        "feedback_report",
        "FR-9",
        "cases",
        "result reviewed_by reviewed_at major_reason second_reviewed_by second_reviewed_at",
    ),
    ("feedback_report", "FR-9", "reviews", "case_number reviewer verdict opinion"),
    ("feedback_report", "FR-10", "cases", "informed_due_at informed_at satisfaction customer_comment score"),
    ("feedback_report", "FR-11", "cases", "round"),
    ("feedback_report", "FR-12", "cases", "report_by report_date note"),
    ("feedback_report", "FR-14", "cases", "archived_at archive_location"),
    ("feedback_report", "FR-15", "improvements", "title improvement_kind measure department progress"),
    ("feedback_report", "FR-16", "cases", "product_model fault_code model_verified"),
    ("feedback_report", "FR-17", "cases", "escalated_to escalated_at"),
    (
        "feedback_analysis",
        "FA-3",
        "cases",
        (
            "customer_name contact feedback_type product product_batch region problem_description attachments priority "
            "channel received_at"
        ),
    ),
    ("feedback_analysis", "FA-7", "cases", "feedback_type category"),
    ("feedback_analysis", "FA-7", "keywords", "keyword feedback_type category weight updated_by updated_on"),
    ("feedback_analysis", "FA-8", "cases", "lead_department handler"),
    ("feedback_analysis", "FA-8", "co_departments", "case_number department duty"),
    ("feedback_analysis", "FA-9", "cases", "assigned_at accept_due_at accepted_at escalated_to escalated_at"),
    (
        "feedback_analysis",
        "FA-10",
        "cases",
        "plan plan_kind plan_steps expected_at measures resources feasibility",
    ),
    ("feedback_analysis", "FA-11", "cases", "update_due_at"),
    (
        "feedback_analysis",
        "FA-12",
        "extensions",
        "case_number reason new_due_at approver verdict approved_at opinion",
    ),
    ("feedback_analysis", "FA-12", "cases", "solution_due_at revised_due_at"),
    ("feedback_analysis", "FA-13", "cases", "result informed_at"),
    ("feedback_analysis", "FA-13", "people", "staff_number"),
    (
        "feedback_analysis",
        "FA-14",
        "cases",
        "survey_due_at surveyed_at satisfaction customer_comment follow_up_due_at follow_up_at follow_up_result",
    ),
    ("feedback_analysis", "FA-14", "visits", "case_number visited_at visit_kind satisfaction outcome"),
    ("feedback_analysis", "FA-17", "cases", "product product_batch root_cause_kind root_cause"),
    ("rapid_response", "RR-2", "cases", "department"),
    ("rapid_response", "RR-2", "departments", "name code"),
    (
        "rapid_response",
        "RR-3",
        "cases",
        "received_at customer_name salutation contact customer_level order_number",
    ),
    ("rapid_response", "RR-4", "cases", "channel"),
    ("rapid_response", "RR-5", "cases", "problem_type"),
    (
        "rapid_response",
        "RR-6",
        "cases",
        (
            "problem_description impact_scope impact_detail customer_request request_mark system_version "
            "steps_to_reproduce error_text"
        ),
    ),
    ("rapid_response", "RR-7", "cases", "attachments"),
    ("rapid_response", "RR-8", "cases", "category subcategory"),
    ("rapid_response", "RR-9", "cases", "impact_scope urgency priority first_response_due_at solution_due_at"),
    ("rapid_response", "RR-9", "priority_matrix", "impact_scope urgency priority"),
    ("rapid_response", "RR-10", "cases", "event_level impact_scope lead_department solution_due_at"),
    ("rapid_response", "RR-11", "duties", "case_number department duty person due_at progress"),
    (
        "rapid_response",
        "RR-12",
        "cases",
        (
            "recorded_by registered_at classified_by classified_at assigned_by assigned_at followed_by followed_at "
            "closed_by closed_at"
        ),
    ),
    ("rapid_response", "RR-13", "improvements", "source_case measure progress"),
    ("service_ticket", "ST-1", "cases", "channel first_response_due_at first_response_at"),
    (
        "service_ticket",
        "ST-3",
        "cases",
        "product product_model symptom occurred_at tried_methods attachments",
    ),
    ("service_ticket", "ST-4", "cases", "priority handling_due_at handling_started_at solution_due_at"),
    (
        "service_ticket",
        "ST-5",
        "cases",
        "diagnosis remote_assistance remote_consent liaison liaison_notified_at",
    ),
    ("service_ticket", "ST-5", "liaisons", "diagnosis department name"),
    ("service_ticket", "ST-6", "cases", "plan_due_at plan_approved_at plan_approved_by"),
    ("service_ticket", "ST-6", "plans", "case_number plan person due_at approval_kind approver verdict"),
    ("service_ticket", "ST-7", "cases", "update_due_at"),
    ("service_ticket", "ST-8", "log", "content spare_parts conclusion"),
    ("service_ticket", "ST-8", "customer_tasks", "case_number task due_at task_state"),
    ("service_ticket", "ST-9", "cases", "confirmed_at confirmation_kind completed_at"),
    ("service_ticket", "ST-9", "confirmations", "case_number confirmed_on confirmation_kind signed_by"),
    (
        "service_ticket",
        "ST-10",
        "cases",
        (
            "survey_due_at surveyed_at score_timeliness score_skill score_attitude score_outcome low_score_mark "
            "callback_due_at callback_at low_score_reason"
        ),
    ),
    ("service_ticket", "ST-11", "cases", "root_cause result lessons report_by report_date"),
    ("service_ticket", "ST-11", "knowledge", "source_case symptom root_cause remedy lessons"),
    ("service_ticket", "ST-12", "cases", "archived_at archive_location"),
    ("service_ticket", "ST-14", "units_in_service", "product_model units"),
    ("service_ticket", "ST-15", "improvements", "measure department progress"),
]

# register, requirement, list, values in order
LISTS = [
    ("feedback_report", "FR-1", "channel", "电话客服 在线平台 邮件 电商平台评价 售后工单系统"),
    ("feedback_report", "FR-1", "priority", "紧急 高 中 低"),
    ("feedback_report", "FR-4", "category", "产品类 服务类 物流类 其他"),
    ("feedback_report", "FR-9", "major_reason", "批量质量缺陷 客户投诉升级"),
    ("feedback_report", "FR-10", "satisfaction", "满意 基本满意 不满意"),
    ("feedback_analysis", "FA-1", "channel", "电话 在线客服 邮件 社交媒体 产品内置入口"),
    ("feedback_analysis", "FA-3", "feedback_type", "问题咨询 投诉建议 故障报修 需求申请"),
    ("feedback_analysis", "FA-3", "priority", "普通 紧急 特急"),
    ("feedback_analysis", "FA-14", "satisfaction", "非常满意 满意 一般 不满意 非常不满意"),
    ("rapid_response", "RR-3", "salutation", "先生 女士"),
    ("rapid_response", "RR-3", "customer_level", "VIP 普通"),
    ("rapid_response", "RR-5", "problem_type", "投诉 功能故障 流程咨询 流程优化 紧急事件 跨部门协作"),
    ("rapid_response", "RR-8", "category", "技术类 服务类 产品类 业务类 其他类"),
    ("rapid_response", "RR-9", "priority", "P0 P1 P2 P3"),
    ("rapid_response", "RR-9", "impact_scope", "大面积 部分 个别"),
    ("rapid_response", "RR-9", "urgency", "高 中 低"),
    ("service_ticket", "ST-1", "channel", "电话 在线客服 公众号 邮件 工单系统"),
    ("service_ticket", "ST-4", "priority", "一般 重要 紧急"),
]

# register, requirement, timer, priority, limit, unit
LIMITS = [
    ("feedback_report", "FR-3", "registration", None, 1, "工作日"),
    ("feedback_report", "FR-6", "first_response", "紧急", 4, "小时"),
    ("feedback_report", "FR-6", "first_response", None, 2, "工作日"),
    ("feedback_report", "FR-6", "initial_plan", "紧急", 24, "小时"),
    ("feedback_report", "FR-6", "solution", None, 5, "工作日"),
    ("feedback_report", "FR-7", "update", None, 2, "工作日"),
    ("feedback_report", "FR-10", "inform", None, 1, "工作日"),
    ("feedback_analysis", "FA-2", "registration", None, 1, "工作日"),
    ("feedback_analysis", "FA-9", "acceptance", None, 2, "小时"),
    ("feedback_analysis", "FA-11", "update", "普通", 1, "自然日"),
    ("feedback_analysis", "FA-11", "update", "紧急", 4, "小时"),
    ("feedback_analysis", "FA-11", "update", "特急", 2, "小时"),
    ("feedback_analysis", "FA-14", "survey", None, 24, "小时"),
    ("feedback_analysis", "FA-14", "follow_up", None, 48, "小时"),
    ("rapid_response", "RR-9", "first_response", "P0", 15, "分钟"),
    ("rapid_response", "RR-9", "first_response", "P1", 1, "小时"),
    ("rapid_response", "RR-9", "first_response", "P2", 4, "工作小时"),
    ("rapid_response", "RR-9", "first_response", "P3", 1, "工作日"),
    ("rapid_response", "RR-9", "solution", "P0", 4, "小时"),
    ("rapid_response", "RR-9", "solution", "P1", 24, "小时"),
    ("rapid_response", "RR-9", "solution", "P2", 3, "工作日"),
    ("rapid_response", "RR-9", "solution", "P3", 5, "工作日"),
    ("service_ticket", "ST-1", "first_response", None, 1, "小时"),
    ("service_ticket", "ST-1", "first_response", "紧急", 10, "分钟"),
    ("service_ticket", "ST-4", "handling_start", "紧急", 2, "小时"),
    ("service_ticket", "ST-4", "solution", "紧急", 8, "小时"),
    ("service_ticket", "ST-4", "solution", "重要", 24, "小时"),
    ("service_ticket", "ST-4", "solution", "一般", 5, "工作日"),
    ("service_ticket", "ST-6", "plan_approval", "重要", 30, "分钟"),
    ("service_ticket", "ST-6", "plan_approval", "紧急", 30, "分钟"),
    ("service_ticket", "ST-7", "update", "紧急", 2, "小时"),
    ("service_ticket", "ST-7", "update", None, 1, "自然日"),
    ("service_ticket", "ST-10", "survey", None, 24, "小时"),
    ("service_ticket", "ST-10", "callback", None, 1, "小时"),
]

# register, requirement, key, value
SETTINGS = [
    ("feedback_report", "FR-2", "anonymous_name", "某客户"),
    ("feedback_report", "FR-11", "reopen_satisfaction", "不满意"),
    ("feedback_report", "FR-14", "retention_years", "3"),
    ("feedback_analysis", "FA-7", "keyword_update_days", "31"),
    ("feedback_analysis", "FA-12", "extension_limit_days", "3"),
    ("feedback_analysis", "FA-14", "reopen_satisfaction", "一般、不满意、非常不满意"),
    ("feedback_analysis", "FA-15", "top_problems", "5"),
    ("feedback_analysis", "FA-17", "report_day", "5"),
    ("rapid_response", "RR-6", "unclear_request_text", "需进一步沟通确认"),
    ("service_ticket", "ST-5", "remote_consent_required", "是"),
    ("service_ticket", "ST-10", "low_score_threshold", "3"),
    ("service_ticket", "ST-12", "retention_years", "3"),
    ("service_ticket", "ST-13", "report_day", "5"),
    ("service_ticket", "ST-14", "failure_rate_threshold", "10"),
]

# register, category, role
ASSIGNMENTS = [
    ("feedback_report", "产品类", None, "质量专员"),  # FR-5
    ("feedback_report", "产品类", "功能故障", "技术工程师"),
    ("feedback_report", "服务类", None, "服务主管"),
    ("feedback_analysis", "产品故障", None, "技术工程师"),  # FA-8
    ("feedback_analysis", "服务流程", None, "运营主管"),
    ("feedback_analysis", "售后政策", None, "客服组长"),
]

# register, requirement, words that are refused
VAGUE = [
    ("feedback_report", "FR-16", "产品坏了"),
    ("feedback_analysis", "FA-10", "尽快处理"),
    ("rapid_response", "RR-6", "要求解决"),
]


@pytest.fixture(params=REGISTERS)
def definition(request: pytest.FixtureRequest) -> RegisterDefinition:
    return shipped_definition(request.param)


def sheet_of(definition: RegisterDefinition, key: str) -> SheetDefinition:
    sheet = definition.sheet(key)
    assert sheet is not None, key
    return sheet


def rows_of(register: str, sheet: str) -> tuple[dict[str, object], ...]:
    return sheet_of(shipped_definition(register), sheet).rows


def parts(text: object) -> list[str]:
    return [part for part in str(text or "").split("、") if part]


def test_the_four_registers_are_shipped():
    assert shipped_definitions() == REGISTERS
    assert [shipped_definition(name).name for name in REGISTERS] == list(REGISTERS)


@pytest.mark.parametrize(("register", "requirement", "sheet", "names"), FIELDS)
def test_fields_of_each_requirement_are_there(register, requirement, sheet, names):
    declared = sheet_of(shipped_definition(register), sheet).by_name
    assert [name for name in names.split() if name not in declared] == [], requirement


@pytest.mark.parametrize(("register", "requirement", "name", "values"), LISTS)
def test_lists_of_each_requirement(register, requirement, name, values):
    assert list(shipped_definition(register).lists[name].values) == values.split(), requirement


@pytest.mark.parametrize(("register", "requirement", "timer", "priority", "limit", "unit"), LIMITS)
def test_time_limits_of_each_requirement(register, requirement, timer, priority, limit, unit):
    rows = [row for row in rows_of(register, "timers") if (row["name"], row.get("priority")) == (timer, priority)]
    assert [(row["limit"], row["unit"]) for row in rows] == [(limit, unit)], requirement
    assert requirement in str(rows[0]["basis"])


def test_no_time_limit_is_there_without_a_requirement(definition):
    stated = {(register, timer) for register, _, timer, *_ in LIMITS} | {("feedback_analysis", "solution")}  # ours
    assert {(definition.name, row["name"]) for row in sheet_of(definition, "timers").rows} <= stated


@pytest.mark.parametrize(("register", "requirement", "key", "value"), SETTINGS)
def test_figures_of_each_requirement_are_settings(register, requirement, key, value):
    settings = {row["key"]: row["value"] for row in rows_of(register, "settings")}
    assert settings[key] == value, requirement


@pytest.mark.parametrize(("register", "category", "subcategory", "role"), ASSIGNMENTS)
def test_who_handles_what(register, category, subcategory, role):
    rows = {(row["category"], row.get("subcategory")): row["role"] for row in rows_of(register, "assignment")}
    assert rows[category, subcategory] == role


@pytest.mark.parametrize(("register", "requirement", "word"), VAGUE)
def test_vague_words_are_listed_with_advice(register, requirement, word):
    assert word in {row["word"] for row in rows_of(register, "vague_words") if row["advice"]}, requirement


@pytest.mark.parametrize(
    ("register", "pattern"),
    [
        ("feedback_report", "{year}{month}-{serial:3}"),  # FR-3
        ("feedback_analysis", "{year}{month}-{serial:3}"),  # FA-2
        ("rapid_response", "{year}{month}{day}-{code}-{serial:3}"),  # RR-2
        ("service_ticket", "{year}{month}-{serial:5}"),  # ST-2
    ],
)
def test_number_patterns(register, pattern):
    assert shipped_definition(register).numbering.pattern == pattern


@pytest.mark.parametrize(
    ("register", "names"),
    [
        (
            "feedback_report",
            "received_at channel customer_name contact problem_description priority category subcategory",
        ),
        (
            "feedback_analysis",  # FA-5: at least the description and the contact
            "customer_name contact feedback_type problem_description priority channel received_at category",
        ),
        (
            "rapid_response",
            (
                "received_at department recorded_by customer_name contact customer_level channel problem_type "
                "problem_description impact_scope category subcategory urgency"
            ),
        ),
        (
            "service_ticket",
            "customer_name contact received_at channel problem_description priority category",
        ),
    ],
)
def test_required_fields(register, names):
    required = {field.name for field in shipped_definition(register).register_sheet.fields if field.required}
    assert required == set(names.split())


@pytest.mark.parametrize(
    ("register", "field", "condition_field", "values"),
    [
        ("feedback_report", "model_verified", "product_model", ()),  # FR-16
        ("feedback_report", "result", "reviewed_by", ()),  # FR-9
        ("feedback_analysis", "plan_steps", "plan_kind", ("技术处理",)),  # FA-10
        ("feedback_analysis", "expected_at", "plan_kind", ("技术处理",)),
        ("feedback_analysis", "measures", "plan_kind", ("投诉处理",)),
        ("feedback_analysis", "resources", "plan_kind", ("服务需求",)),
        ("feedback_analysis", "feasibility", "plan_kind", ("服务需求",)),
        ("feedback_analysis", "follow_up_result", "follow_up_at", ()),  # FA-14
        ("rapid_response", "system_version", "problem_type", ("功能故障",)),  # RR-6
        ("rapid_response", "steps_to_reproduce", "problem_type", ("功能故障",)),
        ("rapid_response", "error_text", "problem_type", ("功能故障",)),
        ("rapid_response", "event_level", "problem_type", ("紧急事件",)),  # RR-10
        ("rapid_response", "lead_department", "problem_type", ("紧急事件", "跨部门协作")),
        ("service_ticket", "remote_consent", "remote_assistance", ("是",)),  # ST-5
        ("service_ticket", "confirmed_at", "completed_at", ()),  # ST-9
        ("service_ticket", "score_skill", "surveyed_at", ()),  # ST-10
        ("service_ticket", "low_score_reason", "callback_at", ()),
        ("service_ticket", "lessons", "report_date", ()),  # ST-11
    ],
)
def test_fields_required_under_a_condition(register, field, condition_field, values):
    conditions = shipped_definition(register).register_sheet.by_name[field].required_when
    assert (condition_field, values) in [(condition.field, condition.values) for condition in conditions]


def test_report_headers_of_fr_12_are_columns():
    headers = (  # 处理过程 is composed from the log
        "反馈编号 客户名称/单位 联系方式 反馈日期 反馈来源 问题描述 问题分类 优先级 处理责任人 处理时限 "
        "处理结果 客户满意度 客户评价 报告编制人 编制日期 审核人 审核日期 备注"
    )
    declared = {field.header for field in shipped_definition("feedback_report").register_sheet.fields}
    assert [header for header in headers.split() if header not in declared] == []


def test_columns_of_st_3_keep_their_order():
    columns = (
        "工单号 客户名称 联系人 联系方式 反馈时间 反馈渠道 问题描述（摘要） 问题分级 受理人 首次响应时间 "
        "预计解决时间 处理状态"
    )
    expected = columns.split()
    headers = [field.header for field in shipped_definition("service_ticket").register_sheet.fields]
    assert [header for header in headers if header in expected] == expected
    assert set(headers[:13]) - set(expected) == {"校验提示"}


def test_a_time_alone_belongs_to_the_day_of_receipt():  # ST-3
    field = shipped_definition("service_ticket").register_sheet.by_name["first_response_at"]
    assert field.day_of == "received_at"


def test_urgency_is_ordinary_by_default():  # FA-3
    field = shipped_definition("feedback_analysis").register_sheet.by_name["priority"]
    assert (field.owner, field.default) == (Owner.PROPOSED, "普通")


@pytest.mark.parametrize(
    ("register", "field", "owner"),
    [
        ("feedback_analysis", "feedback_type", Owner.PROPOSED),  # FA-7
        ("feedback_analysis", "category", Owner.PROPOSED),
        ("rapid_response", "priority", Owner.TOOL),  # RR-9
        ("rapid_response", "request_mark", Owner.TOOL),  # RR-6
        ("rapid_response", "problem_type", Owner.PERSON),  # RR-5
        ("service_ticket", "low_score_mark", Owner.TOOL),  # ST-10
    ],
)
def test_owners(register, field, owner):
    assert shipped_definition(register).register_sheet.by_name[field].owner is owner


def test_priority_matrix_covers_every_combination():  # RR-9
    definition = shipped_definition("rapid_response")
    rows = {
        (row["impact_scope"], row["urgency"]): row["priority"] for row in rows_of("rapid_response", "priority_matrix")
    }
    scopes, urgencies = definition.lists["impact_scope"].values, definition.lists["urgency"].values
    assert set(rows) == {(scope, urgency) for scope in scopes for urgency in urgencies}
    assert [pair for pair, priority in rows.items() if priority == "P0"] == [("大面积", "高")]


def test_every_department_has_a_code_that_fits_the_number():  # RR-2
    definition = shipped_definition("rapid_response")
    codes = {str(row["name"]): str(row["code"]) for row in rows_of("rapid_response", "departments")}
    assert tuple(codes) == definition.lists["department"].values
    assert codes["客服部"] == "CS"
    for code in codes.values():
        prefix = definition.numbering.prefix(datetime(2023, 10, 27), code)
        assert definition.numbering.parse(definition.numbering.number(prefix, 1)) == (prefix, 1)


def test_every_diagnosis_that_is_passed_on_has_a_contact_person():  # ST-5
    people = {row["name"] for row in rows_of("service_ticket", "people")}
    liaisons = {row["diagnosis"]: row["name"] for row in rows_of("service_ticket", "liaisons")}
    assert set(liaisons) == {"产品缺陷", "硬件维修", "流程缺陷"}
    assert set(liaisons.values()) <= people


def test_all_four_share_the_tools_columns_and_the_settings_sheets(definition):
    cases = definition.register_sheet
    assert cases.key == "cases"
    assert [key for key in SHARED_SHEETS.split() if definition.sheet(key) is None] == []
    assert [name for name in TOOL_COLUMNS.split() if cases.by_name[name].owner is not Owner.TOOL] == []
    assert {field.name for field in cases.fields if field.identity} == {
        "received_at",
        "customer_name",
        "contact",
        "problem_description",
    }


def test_due_times_belong_to_the_tool_and_personal_data_is_marked(definition):
    for field in definition.register_sheet.fields:
        assert not field.name.endswith("_due_at") or field.owner is Owner.TOOL, field.name
    for _, field in definition.all_fields():
        assert field.kind is not FieldKind.CONTACT or field.personal is not None, field.name
    assert definition.register_sheet.by_name["customer_name"].personal is not None


def test_every_sheet_has_its_check_remark_and_every_row_its_case(definition):
    for sheet in definition.sheets:
        typed = any(field.typed_by_people for field in sheet.fields)
        assert ("check_remark" in sheet.by_name) is typed, sheet.key
        if sheet.kind is SheetKind.LOG:
            assert "case_number" in sheet.by_name, sheet.key


def test_log_kinds_include_talks_with_the_customer_and_pauses(definition):  # FR-7, FR-8
    assert {"调查", "方案", "审批", "客户沟通", "暂停", "恢复", "其他"} <= set(definition.lists["log_kind"].values)


def test_heads_are_short_and_list_titles_differ(definition):
    for sheet, field in definition.all_fields():
        assert len(field.header) <= 12, (sheet.key, field.header)
    titles = Counter(declared.title for declared in definition.lists.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_timers_name_columns_lists_and_roles_that_exist(definition):
    headers = {field.header: field for field in definition.register_sheet.fields}
    roles = {row[key] for row in sheet_of(definition, "people").rows for key in ("role", "name")}
    for row in sheet_of(definition, "timers").rows:
        assert [row[key] for key in TIMER_COLUMNS if key in row and row[key] not in headers] == []
        assert all(headers[row[key]].kind is FieldKind.DATETIME for key in TIMER_COLUMNS[:3] if key in row)
        assert "due_at" not in row or headers[row["due_at"]].owner is Owner.TOOL
        assert {row["priority"]} <= set(definition.lists["priority"].values) if "priority" in row else True
        assert {row["channel"]} <= set(definition.lists["channel"].values) if "channel" in row else True
        assert {row[key] for key in ("escalates_to", "escalates_to_2") if key in row} <= roles


def test_every_due_column_of_a_register_has_its_timer(definition):
    filled = {row.get("due_at") for row in sheet_of(definition, "timers").rows}
    for field in definition.register_sheet.fields:
        if field.name.endswith("_due_at") and field.name != "revised_due_at":  # an extension fills that one
            assert field.header in filled, field.name


def test_condition_values_come_from_the_column_that_they_test(definition):
    headers = {field.header: field for field in definition.register_sheet.fields}
    for row in sheet_of(definition, "timers").rows:
        for value in parts(row.get("condition_value")):
            assert value in definition.lists[headers[row["condition_field"]].choices].values


def test_conditions_of_fields_come_from_the_column_that_they_test(definition):
    for sheet, field in definition.all_fields():
        for condition in field.required_when:
            tested = sheet.by_name[condition.field]
            assert not condition.values or set(condition.values) <= set(definition.lists[tested.choices].values)


@pytest.mark.parametrize(
    ("register", "timer", "priority", "role"),
    [
        ("feedback_report", "first_response", "紧急", "售后主管"),  # FR-17
        ("feedback_analysis", "solution", "特急", "值班经理"),  # FA-6
        ("rapid_response", "first_response", "P0", "客服经理"),  # RR-10
    ],
)
def test_the_most_urgent_are_escalated_at_once(register, timer, priority, role):
    hours = {"分钟": 1 / 60, "小时": 1}
    row = next(row for row in rows_of(register, "timers") if (row["name"], row.get("priority")) == (timer, priority))
    assert row["escalates_to"] == role
    assert row["limit"] * hours[row["unit"]] + row["escalates_after"] == 0


def test_assignment_names_categories_roles_and_departments_that_exist(definition):
    roles = {row["role"] for row in sheet_of(definition, "people").rows}
    categories = definition.lists["category"].values
    rows = sheet_of(definition, "assignment").rows
    assert {row["category"] for row in rows} == set(categories)
    assert {row["role"] for row in rows} <= roles
    for row in rows:
        if "subcategory" in row:
            assert row["subcategory"] in definition.lists["subcategory"].by_parent[row["category"]]
        if "department" in definition.lists:
            assert row["department"] in definition.lists["department"].values


def test_keywords_lead_to_categories_that_exist(definition):
    rows = sheet_of(definition, "keywords").rows
    assert 40 <= len(rows) <= 200
    assert len({row["keyword"] for row in rows}) == len(rows)
    for row in rows:
        assert keyword_target_exists(definition, row), row
        assert all(row["keyword"] in excluded != row["keyword"] for excluded in parts(row.get("excludes"))), row


def keyword_target_exists(definition: RegisterDefinition, row: dict[str, object]) -> bool:
    """Two levels where the register has a second one; else type and category, each on its own."""
    if "subcategory" in definition.lists:
        parts_of = definition.lists["subcategory"].by_parent[row["feedback_type"]]
        return row.get("category") is None or row["category"] in parts_of  # some words speak for the first level alone
    types = definition.lists["feedback_type"].values if "feedback_type" in definition.lists else (None,)
    return row.get("feedback_type") in types and row["category"] in definition.lists["category"].values


def test_vague_words_apply_to_columns_that_exist_and_are_not_their_own_advice(definition):
    headers = {field.header for _, field in definition.all_fields()}
    words = {row["word"] for row in sheet_of(definition, "vague_words").rows}
    for row in sheet_of(definition, "vague_words").rows:
        assert row.get("applies_to", "问题描述") in headers | {"问题描述"}
        assert row["advice"] not in words


def test_suggestions_are_concrete_and_name_departments_and_dimensions_that_exist(definition):
    """FA-17, FR-15: what is entered into 改进项 must pass its checks."""
    departments = {row["department"] for row in definition.sheet("people").rows}
    kinds = set(definition.lists["improvement_kind"].values)
    vague = {row["word"] for row in definition.sheet("vague_words").rows}
    rows = definition.sheet("suggestions").rows
    assert len(rows) >= 12
    assert [row["measure"] for row in rows if any(word in row["measure"] for word in vague)] == []
    assert {row["department"] for row in rows} <= departments
    assert {row["improvement_kind"] for row in rows} <= kinds
    assert {row.get("dimension", "") for row in rows} <= {"", *(each.label for each in DIMENSIONS)}


def test_periodical_reports_have_their_titles(definition):  # FR-15, FA-17, ST-15
    expected = {
        "feedback_report": "售后服务改进报告 售后服务改进报告",
        "feedback_analysis": "客户反馈管理分析报告 客户反馈管理分析季报",
        "service_ticket": "售后服务月度分析报告 售后服务优化报告",
        "rapid_response": "客服反馈快速响应月报 客服反馈快速响应季报",
    }
    assert list(definition.report_titles) == ["month", "quarter"]
    assert " ".join(definition.report_titles.values()) == expected[definition.name]


def test_deputies_are_people_of_the_register(definition):
    rows = sheet_of(definition, "people").rows
    assert {row["deputy"] for row in rows if "deputy" in row} <= {row["name"] for row in rows}


def test_default_rows_keep_the_rules_of_their_own_fields(definition):
    broken = [
        (sheet.key, number, name)
        for sheet in definition.sheets
        for number, row in enumerate(sheet.rows, start=1)
        for name in broken_cells(definition, sheet, row)
    ]
    assert broken == []


def test_unique_fields_are_unique_in_the_default_rows(definition):
    for sheet in definition.sheets:
        for field in sheet.fields:
            values = [row[field.name] for row in sheet.rows if field.name in row]
            assert not field.unique or len(set(values)) == len(values), (sheet.key, field.name)


def broken_cells(definition: RegisterDefinition, sheet: SheetDefinition, row: dict[str, object]) -> list[str]:
    missing = [field.name for field in sheet.fields if field.name not in row and must_be_filled(field, row)]
    wrong = [name for name, value in row.items() if not cell_fits(definition, sheet.by_name[name], value)]
    return missing + wrong


def must_be_filled(field: FieldDefinition, row: dict[str, object]) -> bool:
    return field.required or any(
        condition.field in row and (not condition.values or row[condition.field] in condition.values)
        for condition in field.required_when
    )


def cell_fits(definition: RegisterDefinition, field: FieldDefinition, value: object) -> bool:
    if field.owner is Owner.TOOL:
        return False
    if field.kind in TEXT_KINDS:
        return text_fits(definition, field, value)
    if field.kind in NUMERIC_KINDS:
        smallest, largest = field.minimum, field.maximum
        kinds = int if field.kind is FieldKind.INTEGER else (int, float)
        inside = (smallest is None or value >= smallest) and (largest is None or value <= largest)
        return isinstance(value, kinds) and not isinstance(value, bool) and inside
    return type(value) is {FieldKind.DATE: date, FieldKind.DATETIME: datetime, FieldKind.TIME: time}[field.kind]


def text_fits(definition: RegisterDefinition, field: FieldDefinition, value: object) -> bool:
    if not isinstance(value, str) or not max(field.min_length, 1) <= len(value) <= field.max_length:
        return False
    if field.kind is FieldKind.CHOICE and not field.depends_on:
        return value in definition.lists[field.choices].values
    if field.kind is FieldKind.CONTACT:
        return re.fullmatch(r"1\d{10}|[\w.]+@example\.com", value) is not None
    return value == value.strip()


def test_examples_keep_the_rules_of_their_own_fields(definition):
    words = {row["word"] for row in sheet_of(definition, "vague_words").rows}
    for sheet, field in definition.all_fields():
        if not field.example:
            continue
        assert field.example not in words, (sheet.key, field.name)
        if field.kind in TEXT_KINDS - {FieldKind.CASE_NUMBER, FieldKind.CONTACT}:
            assert text_fits(definition, field, field.example), (sheet.key, field.name)
        if field.kind is FieldKind.DATETIME and not field.day_of:
            assert datetime.fromisoformat(field.example), (sheet.key, field.name)


BASE = """
name = "tickets"
title = "工单"
version = 1
procedure = "试验"
tabs = ["cases", "codes"]

[numbering]
pattern = "{year}{month}-{serial:3}"

[lists.category]
title = "大类"
values = ["甲", "乙"]

[lists.subcategory]
title = "小类"
parent = "category"
[lists.subcategory.by_parent]
"甲" = ["甲一", "甲二"]
"乙" = ["乙一"]

[[sheets]]
key = "cases"
title = "登记"
kind = "register"
fields = [
    { name = "number", header = "编号", kind = "case_number", owner = "tool" },
    { name = "received_at", header = "时间", kind = "datetime" },
    { name = "category", header = "大类", kind = "choice", choices = "category" },
    { name = "subcategory", header = "小类", kind = "choice", choices = "subcategory", depends_on = "category" },
    { name = "note", header = "备注", kind = "text" },
]

[[sheets]]
key = "codes"
title = "代码"
kind = "settings"
fields = [
    { name = "name", header = "名称", kind = "text" },
    { name = "code", header = "代码", kind = "code" },
]
"""
NOTE = '{ name = "note", header = "备注", kind = "text" }'

# what is wrong, text of BASE, what stands there instead, the key that is named
CONTRADICTIONS = [
    ("not TOML", 'name = "tickets"', "name =", "file"),
    ("unknown key", "version = 1", "version = 1\ncolour = 1", "colour"),
    (
        "unknown key of a field",
        NOTE,
        '{ name = "note", header = "备注", kind = "text", wide = 1 }',
        "sheets.cases.fields.4.wide",
    ),
    ("missing key", 'title = "工单"\n', "", "title"),
    (
        "unknown kind of field",
        NOTE,
        '{ name = "note", header = "备注", kind = "colour" }',
        "sheets.cases.fields.4.kind",
    ),
    ("head with a bracket", 'header = "备注"', 'header = "【备注】"', "sheets.cases.fields.4.header"),
    ("unknown list", 'choices = "category"', 'choices = "colour"', "definition"),
    (
        "default not in the list",
        'kind = "choice", choices = "category"',
        'kind = "choice", choices = "category", owner = "proposed", default = "丙"',
        "definition",
    ),
    (
        "default without a proposal",
        NOTE,
        '{ name = "note", header = "备注", kind = "text", default = "无" }',
        "sheets.cases.fields.4",
    ),
    ("choice without a list", NOTE, '{ name = "note", header = "备注", kind = "choice" }', "sheets.cases.fields.4"),
    ("dependent list without depends_on", ', depends_on = "category"', "", "definition"),
    ("dependent list without parent", 'parent = "category"\n', "", "lists.subcategory"),
    ("parent list unknown", 'parent = "category"\n', 'parent = "colour"\n', "definition"),
    ("parent's value without a part", '"乙" = ["乙一"]\n', "", "definition"),
    ("depends on another list's field", 'depends_on = "category"', 'depends_on = "note"', "definition"),
    ("depends on no field", 'depends_on = "category"', 'depends_on = "colour"', "sheets.cases"),
    ("doubled value", '["甲", "乙"]', '["甲", "甲"]', "lists.category"),
    ("two register sheets", 'kind = "settings"', 'kind = "register"', "definition"),
    ("no register sheet", 'kind = "register"', 'kind = "records"', "definition"),
    ("unknown tab", 'tabs = ["cases", "codes"]', 'tabs = ["cases", "codes", "log"]', "tabs"),
    ("sheet without a tab", 'tabs = ["cases", "codes"]', 'tabs = ["cases"]', "tabs"),
    ("tab twice", 'tabs = ["cases", "codes"]', 'tabs = ["cases", "codes", "codes"]', "definition"),
    ("sheet key twice", 'key = "codes"', 'key = "cases"', "sheets"),
    ("same tab title", 'title = "代码"', 'title = "登记"', "definition"),
    ("tab title Excel refuses", 'title = "代码"', 'title = "代码/旧"', "sheets.codes.title"),
    ("field twice", 'name = "note", header', 'name = "number", header', "sheets.cases"),
    ("head twice", 'header = "备注"', 'header = "编号"', "sheets.cases"),
    ("unknown shared field", NOTE, '{ use = "note" }', "sheets.cases.fields"),
    ("condition on no field", NOTE, NOTE[:-2] + ', required_when = [{ field = "colour" }] }', "sheets.cases"),
    ("tool's field required", NOTE, NOTE[:-2] + ', owner = "tool", required = true }', "sheets.cases.fields.4"),
    ("number owned by people", ', owner = "tool"', "", "definition"),
    ("pattern without a serial", "-{serial:3}", "", "numbering"),
    ("dated by no field", "[lists.category]", 'dated_by = "colour"\n[lists.category]', "definition"),
    ("default rows of no sheet", BASE[-2:], "]\n[default_rows]\nlog = []\n", "tabs"),
    ("extra rows of no sheet", BASE[-2:], "]\n[extra_rows]\nlog = []\n", "tabs"),
    ("row fills unknown field", BASE[-2:], "]\n[default_rows]\ncodes = [{ colour = 1 }]\n", "sheets.codes"),
    ("extra row fills unknown field", BASE[-2:], "]\n[extra_rows]\ncodes = [{ colour = 1 }]\n", "sheets.codes"),
    ("include missing", 'name = "tickets"', 'include = "nowhere.toml"\nname = "tickets"', "include"),
    ("include of nothing", 'name = "tickets"', 'include = ""\nname = "tickets"', "include"),
    ("include elsewhere", 'name = "tickets"', 'include = "../common.toml"\nname = "tickets"', "include"),
]


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [pytest.param(*row[1:], id=row[0].replace(" ", "-")) for row in CONTRADICTIONS],
)
def test_contradictions_are_refused_with_file_and_key(tmp_path, before, after, key):
    path = tmp_path / "tickets.toml"
    head, _, tail = BASE.rpartition(before) if before == BASE[-2:] else BASE.partition(before)
    assert before in BASE
    path.write_text(head + after + tail, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    assert (caught.value.source, caught.value.key) == (path.name, key)


def test_the_base_of_the_contradictions_is_sound(tmp_path):
    path = tmp_path / "tickets.toml"
    path.write_text(BASE, encoding="utf-8")
    assert read_definition(path).register_sheet.title == "登记"


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = tmp_path / "tickets.toml"
    path.write_bytes(codecs.BOM_UTF8 + BASE.encode())
    assert read_definition(path).name == "tickets"


@pytest.mark.parametrize("data", [BASE.encode("gb18030"), b"\xff\xfe\x00", b"#" * (2 * 1024 * 1024 + 1)])
def test_files_that_are_no_text_of_ours_are_refused(tmp_path, data):
    path = tmp_path / "tickets.toml"
    path.write_bytes(data)
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    assert (caught.value.source, caught.value.key) == ("tickets.toml", "file")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DefinitionError) as caught:
        read_definition(tmp_path / "tickets.toml")
    assert (caught.value.source, caught.value.key) == ("tickets.toml", "file")


def test_an_unknown_template_is_refused():
    with pytest.raises(DefinitionError) as caught:
        shipped_definition("common")
    assert (caught.value.source, caught.value.key) == ("common", "name")


def test_extra_rows_come_after_the_rows_of_the_sheet(tmp_path):
    path = tmp_path / "tickets.toml"
    rows = '[default_rows]\ncodes = [{ name = "一" }]\n[extra_rows]\ncodes = [{ name = "二" }]\n'
    path.write_text(BASE + rows, encoding="utf-8")
    assert sheet_of(read_definition(path), "codes").rows == ({"name": "一"}, {"name": "二"})


def test_a_teams_own_file_includes_the_shipped_common_part(tmp_path):
    path = tmp_path / "tickets.toml"
    text = BASE.replace('name = "tickets"', 'include = "common.toml"\nname = "tickets"', 1)
    path.write_text(
        text.replace('"codes"]', '"codes", "settings"]').replace(NOTE, '{ use = "note" }'), encoding="utf-8"
    )
    definition = read_definition(path)
    assert definition.register_sheet.by_name["note"].kind is FieldKind.LONG_TEXT
    assert {row["key"] for row in sheet_of(definition, "settings").rows} >= {"company_name", "retention_years"}


def test_a_file_beside_the_definition_wins_over_the_shipped_one(tmp_path):
    (tmp_path / "common.toml").write_text(
        '[shared_fields]\nnote = { header = "旁注", kind = "text" }\n', encoding="utf-8"
    )
    path = tmp_path / "tickets.toml"
    text = BASE.replace('name = "tickets"', 'include = "common.toml"\nname = "tickets"', 1)
    path.write_text(text.replace(NOTE, '{ use = "note" }'), encoding="utf-8")
    assert read_definition(path).register_sheet.by_name["note"].header == "旁注"


def test_the_shipped_files_are_in_the_templates_folder():
    assert {f"{name}.toml" for name in (*REGISTERS, "common")} <= {path.name for path in templates_folder().iterdir()}
