"""Lessons of closed cases are entered on sheet 知识库 once; what people do with them stands. (ST-11)"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.life import Life
from tests.registers import GOOD, read, template
from tests.rules.case_views import FIRST_ROW, table_of, view_of
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.model.register import Register, SheetTable
from xltools.rules.knowledge import LessonsToEnter, lessons_to_enter

KNOWN = ["title", "source_case", "product_model", "symptom", "root_cause", "remedy", "lessons", "author", "written_on"]
NOW = datetime(2024, 5, 3, 9)


def case(number: str = "202405-00001", **cells: str) -> dict[str, str]:
    return {
        "number": number,
        "customer_name": "李四光",
        "contact": "13800005678",
        "product_model": "BZ-200",
        "problem_description": "设备无法启动，报警代码E-002",
        "symptom": "上电后面板亮 2 秒即灭",
        "result": "更换主控板，连续运行 1 小时无报警",
        "root_cause": "主控板电容老化",
        "lessons": "保养时加测电源纹波",
        "report_by": "刘敏",
        "report_date": "@2024-05-02",
        "round": "#1",
        **cells,
    }


def lines(rows: list[dict[str, str]], heads: list[str]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, *([r[h] for h in heads] for r in rows)])


def cases_of(*rows: dict[str, str]) -> CaseView:
    return view_of(lines(list(rows), list(case())), "service_ticket")


def sheet_of(*rows: dict[str, str]) -> SheetTable:
    filled = [{name: row.get(name, "") for name in KNOWN} for row in rows]
    return table_of(lines(filled, KNOWN), "service_ticket", "knowledge")


def register_of(view: CaseView, sheet: SheetTable | None) -> Register:
    register = read(template("service_ticket"), name="service_ticket")
    tables = {"cases": view.table} | ({"knowledge": sheet} if sheet else {})
    return replace(register, tables=tables)


def gathered(*rows: dict[str, str], sheet: SheetTable | None = None, noticed: tuple[str, ...] = ()) -> LessonsToEnter:
    view = cases_of(*rows)
    register = register_of(view, sheet or sheet_of())
    memory = CaseMemory(noticed=frozenset(noticed))
    context = PassContext(NOW, "台账.xlsx", IssuedNumbers(register.definition.numbering), memory=memory)
    return lessons_to_enter(register, view, range(len(view)), context)


def entered(lessons: LessonsToEnter) -> list[object]:
    return [row["source_case"] for row in lessons.rows]


def test_a_lesson_becomes_a_row() -> None:
    (row,) = gathered(case()).rows
    assert row == {
        "title": "BZ-200 设备无法启动，报警代码E-002",
        "source_case": "202405-00001",
        "product_model": "BZ-200",
        "symptom": "上电后面板亮 2 秒即灭",
        "root_cause": "主控板电容老化",
        "remedy": "更换主控板，连续运行 1 小时无报警",
        "lessons": "保养时加测电源纹波",
        "author": "刘敏",
        "written_on": date(2024, 5, 2),
    }


def test_open_cases_teach_nothing_yet() -> None:
    view = cases_of(case())
    context = PassContext(NOW, "台账.xlsx", IssuedNumbers(register_of(view, None).definition.numbering))
    assert lessons_to_enter(register_of(view, sheet_of()), view, [], context) == ((), ())


def test_it_names_neither_customers_nor_staff_but_its_author() -> None:
    # FA-4
    told = dict.fromkeys(("result", "root_cause", "lessons", "symptom"), "李四光 13800005678 找刘敏，更换主控板")
    (row,) = gathered(case(**told, problem_description="李四光：设备无法启动")).rows
    texts = "".join(str(value) for name, value in row.items() if name != "author")
    assert not any(name in texts for name in ("李四光", "13800005678", "刘敏"))
    assert row["author"] == "刘敏"


@pytest.mark.parametrize(
    ("name", "text"),
    [("lessons", ""), ("lessons", "无"), ("lessons", "—"), ("root_cause", ""), ("result", ""), ("result", "好了")],
)
def test_what_teaches_nothing_waits(name: str, text: str) -> None:
    assert gathered(case(**{name: text})) == ((), ())


def test_what_the_sheet_s_checks_refuse_is_not_entered_and_covers_nothing() -> None:
    vague, good = case("202405-00001", result="设备坏了"), case("202405-00002", result="设备坏了，更换主控板后正常")
    assert entered(gathered(vague, good)) == ["202405-00002"]


def test_long_texts_fit_the_cells() -> None:
    (row,) = gathered(case(problem_description="无法启动，" * 90, result="换" * 2500)).rows
    assert len(str(row["title"])) <= 100
    assert len(str(row["remedy"])) == 2000


def test_a_code_stands_in_the_title_or_in_the_symptom() -> None:
    long = "上电以后面板上面的灯先亮起来，接着主接触器反复吸合好几次，最后屏幕上跳出了 E-014"
    (row,) = gathered(case(problem_description=long)).rows
    assert "E-014" in f"{row['title']}{row['symptom']}"


def test_without_a_symptom_the_problem_stands_for_it_and_without_a_date_today() -> None:
    (row,) = gathered(case(symptom="", report_date="")).rows
    assert (row["symptom"], row["written_on"]) == ("设备无法启动，报警代码E-002", date(2024, 5, 3))


def test_a_case_is_entered_once_a_round() -> None:
    first = gathered(case())
    assert gathered(case(), noticed=first.noticed) == ((), ())
    other = {"result": "更换电源模块并加固线束", "lessons": "线束须防震"}
    again = gathered(case(round="#2", **other), sheet=sheet_of({"source_case": "202405-00001"}), noticed=first.noticed)
    assert entered(again) == ["202405-00001"]
    assert gathered(case(round="#2", **other), noticed=first.noticed + again.noticed) == ((), ())


def test_a_case_that_the_sheet_names_already_is_only_remembered() -> None:
    found = gathered(case(), sheet=sheet_of({"source_case": "202405-00001", "title": "自己写的"}))
    assert found.rows == ()
    assert gathered(case(), noticed=found.noticed) == ((), ())
    assert len(found.noticed) == 1


def test_near_twins_are_entered_once_and_all_remembered() -> None:
    rows = [case(f"202405-{serial:05}", symptom=f"上电后面板亮 {serial} 秒即灭") for serial in range(1, 101)]
    found = gathered(*rows)
    assert entered(found) == ["202405-00001"]
    assert gathered(*rows, noticed=found.noticed) == ((), ())  # also when people take the row out


@pytest.mark.parametrize(
    ("cells", "new"),
    [
        ({"symptom": "上电后面板亮3秒即灭。"}, False),
        ({"symptom": "皮带跑偏卡料", "lessons": "保养时加测电源的纹波"}, False),  # the same handling, the same lesson
        ({"lessons": "新员工先培训再上岗"}, True),  # the same symptom and handling, another lesson
        ({"symptom": "皮带跑偏卡料", "lessons": "新员工先培训再上岗"}, True),
        ({"result": "远程升级程序到 2.4.1 并重设参数"}, True),
        ({"product_model": "FX-50"}, True),
        ({"product_model": "bz 200"}, False),
        ({"problem_description": "设备无法启动，报警代码E-014"}, True),
    ],
)
def test_a_row_is_new_where_it_tells_more(cells: dict[str, str], *, new: bool) -> None:
    standing = {
        "title": "E-002 无法启动",
        "product_model": "BZ-200、TB-80",
        "symptom": "上电后面板亮 2 秒即灭",
        "remedy": "更换主控板，连续运行 2 小时无报警",
        "lessons": "保养时加测电源纹波",
    }
    found = gathered(case(**cells), sheet=sheet_of(standing))
    assert bool(found.rows) is new
    assert len(found.noticed) == 1


@pytest.mark.parametrize("missing", ["sheet", "source_case", "title", "lessons"])
def test_the_rule_sleeps_without_the_sheet_or_a_field_of_it(missing: str) -> None:
    view = cases_of(case())
    sheet = sheet_of()
    if missing == "sheet":
        register = register_of(view, None)
    else:
        kept = {name: column for name, column in sheet.values.items() if name != missing}
        register = register_of(view, replace(sheet, values=kept))
    context = PassContext(NOW, "台账.xlsx", IssuedNumbers(register.definition.numbering))
    assert lessons_to_enter(register, view, [0], context) == ((), ())


@pytest.mark.parametrize("missing", ["lessons", "root_cause", "result"])
def test_the_rule_sleeps_where_cases_tell_no_lessons(missing: str) -> None:
    view = cases_of(case())
    poor = replace(view, columns={name: column for name, column in view.columns.items() if name != missing})
    register = register_of(view, sheet_of())
    context = PassContext(NOW, "台账.xlsx", IssuedNumbers(register.definition.numbering))
    assert lessons_to_enter(register, poor, [0], context) == ((), ())


def test_new_rows_stand_below_and_open_cases_find_them_in_the_same_pass() -> None:
    life = Life("service_ticket")
    ticket = {
        "客户名称": "某科技有限公司",
        "联系人": "张三",
        "联系方式": GOOD["联系方式"],
        "反馈渠道": "电话",
        "问题分级": "一般",
        "受理人": "刘敏",
        "产品型号": "BZ-200",
        "问题描述（摘要）": "设备无法启动，报警代码E-002",
    }
    life.type(1, **ticket, 反馈时间="@2024-05-06 09:30")
    life.type(1, 首次响应时间="@09:40", 初步诊断="已知故障", 开始处理时间="@2024-05-06 09:50")
    life.type(1, 方案批准时间="@2024-05-06 10:05", 方案批准人="赵磊", 处理结果="更换主控板，连续运行无报警")
    life.type(1, 客户确认时间="@2024-05-06 11:00", 确认方式="线上", 解决时间="@2024-05-06 11:30")
    life.type(1, 回访时间="@2024-05-07 10:00", 服务时效="#5", 技术能力="#5", 沟通态度="#5", 问题解决效果="#5")
    life.type(1, 问题原因="电容老化", 经验教训="保养时加测电源纹波", 结案人="刘敏", 结案日期="@2024-05-07")
    life.type(1, "plans", 工单号="202405-00001", 提出时间="@2024-05-06 10:00", 处理方案="当天 14:00 前带主控板到场更换")
    life.type(
        1, "plans", 责任人="王强", 完成时限="@2024-05-06 14:00", 审批方式="主管审批", 批准人="赵磊", 审批结论="同意"
    )
    life.type(1, "plans", 审批时间="@2024-05-06 10:05")
    life.type(1, "confirmations", 工单号="202405-00001", 确认日期="@2024-05-06", 确认方式="线上", 客户签字人="张三")
    life.type(1, "confirmations", 确认内容="运行无报警，同意结案")
    life.type(2, **ticket, 反馈时间="@2024-05-07 14:00")
    life.refresh("2024-05-07 15:00")  # and again, which must find nothing to do
    assert life.shows("处理状态", "相似案例") == ["已结案", ""]
    (row,) = life.rows("knowledge")
    assert (row["来源工单"], row["校验提示"]) == ("202405-00001", None)
    assert f"第 {FIRST_ROW} 行" in life.shows("相似案例", row=2)[0]
    life.type(1, "knowledge", **{head: "-" for head, value in row.items() if value is not None})
    life.refresh("2024-05-07 15:05")
    assert life.rows("knowledge") == []
    assert life.shows("相似案例", row=2) == [""]
