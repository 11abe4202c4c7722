"""Open cases point at what sheet 知识库 knows of the same model and the same fault. (ST-11)"""

import random
import re
from dataclasses import replace

import pytest

from tests.registers import definition, rows_of
from tests.rules.case_views import FIRST_ROW, keywords_of, policy_of, table_of
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.register import Register
from xltools.rules.similar_cases import similar_case_column

KEYWORDS = """
    | keyword  | weight |
    | 死机     | 9      |
    | 无法启动 | 10     |
    | 屏幕     | 2      |
    | 报警     | 6      |
"""
KNOWLEDGE = """
    | title        | source_case  | product_model | symptom                      | remedy       | written_on  |
    | 无法启动     | 202401-00001 | BZ-200        | 报警 E-002，上电后面板亮即灭 | 更换主控板   | @2024-01-05 |
    | 无法启动     | 202401-00002 | BZ-200、FX-50 | 报警 E-014，主接触器反复吸合 | 更换电源模块 | @2024-01-06 |
    | 送料皮带跑偏 |              | bz 200        | 皮带向左偏移，边缘起毛       | 更换同步带   | @2024-01-07 |
    | 切换配方死机 | 202401-00004 | CZ-30         | 画面停在加载页，按键没有响应 | 远程升级     | @2024-01-08 |
    | 通用         |              |               | 报警 F-7                     | 检查电压     |             |
    | 包装机常见   |              | 包装机        | 报警 F-7 停机                | 检查气压     |             |
"""


def pointed(cases: str, knowledge: str = KNOWLEDGE, closed: tuple[int, ...] = ()) -> list[list[int]]:
    """The rows, from 1, that each case points at."""
    return [
        [int(row) - FIRST_ROW + 1 for row in re.findall(r"第 (\d+) 行", cell)]
        for cell in shown(cases, knowledge, closed)
    ]


def shown(cases: str, knowledge: str = KNOWLEDGE, closed: tuple[int, ...] = ()) -> list[str]:
    register, view = given(cases, knowledge)
    open_cases = [index for index in range(len(view)) if index not in closed]
    column = similar_case_column(register, view, open_cases, CaseMemory())
    assert column is not None
    return [str(value or "") for value in column]


def given(cases: str, knowledge: str = KNOWLEDGE) -> tuple[Register, CaseView]:
    table = table_of(cases, "service_ticket")
    if "similar_cases" not in table.cells:
        table = replace(table, cells={**table.cells, "similar_cases": [None] * len(table.rows)})
    sheet = table_of(knowledge, "service_ticket", "knowledge")
    policy = policy_of("service_ticket", keywords=KEYWORDS)
    register = Register(definition("service_ticket"), {"cases": table, "knowledge": sheet}, policy, ())
    numbers = [f"202405-{index:05}" for index in range(1, len(table.rows) + 1)]
    return register, CaseView(table, [*table.values.get("number", numbers)], table.values)


def case(**cells: str) -> str:
    return "\n".join(f"| {' | '.join(each)} |" for each in (cells, cells.values()))


@pytest.mark.parametrize(
    ("model", "problem", "rows"),
    [
        ("BZ-200", "停机，面板显示 E002", [1]),  # the code alone
        ("ｂｚ　２００", "停机，面板显示 Ｅ－００２", [1]),
        ("FX-50", "停机，面板显示 E-002", []),  # another model's E-002 is another fault
        ("FX-50", "停机，面板显示 e 14", [2]),
        ("BZ-200", "早班无法启动", [2, 1]),  # the same named problem; the latest first
        ("BZ-200", "早班无法启动，报警 E-002", [1]),  # E-014 is another fault, whatever is said beside it
        ("BZ-200", "送料皮带总是跑偏", [3]),  # worded alike
        ("CZ-30", "玩一会儿就死机", [4]),
        ("CZ-30", "屏幕不亮", []),
        ("TB-80", "无法启动，报警 E-002", []),
        ("XX-1", "", []),
    ],
)
def test_only_the_same_model_and_the_same_fault_are_pointed_at(model: str, problem: str, rows: list[int]) -> None:
    assert pointed(case(product_model=model, problem_description=problem)) == [rows]


def test_a_keyword_of_little_weight_names_no_problem() -> None:
    knowledge = case(title="屏幕花屏", product_model="CZ-30", symptom="排线氧化", remedy="更换触摸屏并校准")
    assert pointed(case(product_model="CZ-30", problem_description="屏幕有划痕"), knowledge) == [[]]


@pytest.mark.parametrize(("product", "rows"), [("", [5]), ("包装机", [5, 6]), ("贴标机", [5])])
def test_without_a_model_only_a_code_points_and_only_at_the_product_or_no_model(product: str, rows: list[int]) -> None:
    (found,) = pointed(case(product=product, problem_description="报警 F-7，送料皮带跑偏"))
    assert sorted(found) == rows


def test_the_symptom_is_read_as_well() -> None:
    cases = case(product_model="BZ-200", problem_description="今天又停了", symptom="皮带向左偏移，边缘起毛")
    assert pointed(cases) == [[3]]


def test_what_a_case_calls_its_product_is_no_sign_of_a_fault() -> None:
    knowledge = case(title="x", product_model="A1", symptom="全自动立式包装机刀片", remedy="更换刀片")
    cases = case(product="全自动立式包装机", product_model="A1", problem_description="全自动立式包装机漏油")
    assert pointed(cases, knowledge) == [[]]


def test_a_case_is_not_its_own_example() -> None:
    assert pointed(case(number="202401-00001", product_model="BZ-200", problem_description="报警 E-002")) == [[]]


def test_three_at_most_are_shown_and_those_for_which_most_speaks_come_first() -> None:
    knowledge = """
    | title | product_model | symptom                          | remedy   |
    | a     | BZ-200        | 无法启动                         | 换保险丝 |
    | b     | BZ-200        | E-002                            | 换电容   |
    | c     | BZ-200        | 无法启动，主接触器反复吸合       | 换接触器 |
    | d     | BZ-200        | 无法启动，主接触器反复吸合 E-002 | 换主控板 |
    """
    cases = case(product_model="BZ-200", problem_description="无法启动，主接触器反复吸合，E-002")
    assert pointed(cases, knowledge) == [[4, 2, 3]]


def test_the_order_of_rows_decides_nothing_where_they_differ() -> None:
    rows = rows_of(KNOWLEDGE)
    for each in rows:
        each.update(product_model="BZ-200", symptom="报警 E-002", written_on="")
    cases = case(product_model="BZ-200", problem_description="报警 E-002")
    first = None
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        lines = "\n".join(f"| {' | '.join(each)} |" for each in (rows[0], *(row.values() for row in rows)))
        told = re.sub(r"第 \d+ 行", "", shown(cases, lines)[0])
        first = first or told
        assert told == first != ""


def test_each_line_tells_where_what_whose_and_how_in_few_words() -> None:
    knowledge = case(
        title="长" * 90, source_case="202401-00001", product_model="BZ-200", symptom="E-002", remedy="换" * 300
    )
    (line,) = shown(case(product_model="BZ-200", problem_description="E-002"), knowledge)
    assert f"第 {FIRST_ROW} 行" in line
    assert "202401-00001" in line
    assert line.startswith("知识库")
    assert "\n" not in line
    assert len(line) < 110


def test_closed_cases_keep_what_stood_there() -> None:
    cases = """
    | product_model | problem_description | similar_cases |
    | BZ-200        | 报警 E-002          | 旧的          |
    | BZ-200        | 报警 E-002          | 旧的          |
    | BZ-200        | 没有电              | 旧的          |
    """
    closed, pointing, nothing = shown(cases, closed=(0,))
    assert (closed, nothing) == ("旧的", "")
    assert pointing not in ("", "旧的")


@pytest.mark.parametrize("missing", ["knowledge", "similar_cases"])
def test_the_rule_sleeps_without_the_sheet_or_the_column(missing: str) -> None:
    register, view = given(case(product_model="BZ-200", problem_description="报警 E-002"))
    if missing == "knowledge":
        register = replace(register, tables={"cases": view.table})
    else:
        view = replace(view, table=replace(view.table, cells={}))
    assert similar_case_column(register, view, [0], CaseMemory()) is None


def test_an_empty_sheet_and_an_empty_library_point_nowhere() -> None:
    register, view = given(case(product_model="CZ-30", problem_description="玩一会儿就死机"))
    nothing = replace(register.policy, keywords=keywords_of(""))
    assert similar_case_column(replace(register, policy=nothing), view, [0], CaseMemory()) == [None]
    empty = table_of("| title | symptom |", "service_ticket", "knowledge")
    tables = {**register.tables, "knowledge": empty}
    assert similar_case_column(replace(register, tables=tables), view, [0], CaseMemory()) == [None]
