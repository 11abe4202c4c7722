"""Every row is in exactly one of the two; settings and knowledge stand in both."""

from pathlib import Path

from tests.operations.rolling_over.year_end import held, register
from xltools.model.case_view import CaseView
from xltools.operations.rolling_over.parting import GoingOn, Parting, parted
from xltools.rules.knowledge_rows import SHEET as KNOWLEDGE_SHEET


def parting(path: Path, states: list[str]) -> Parting:
    found = held(path)
    numbers = [str(number) for number in found.cases.values["number"]]
    return parted(found, CaseView(found.cases, numbers, {**found.cases.values, "state": states}))


def test_rows_follow_their_case_and_strangers_stay(tmp_path: Path) -> None:
    found = parting(register(tmp_path), ["已闭环", "处理中", "已闭环", "待补充", "已闭环"])
    assert found.cases == (
        GoingOn(6, "202412-002", "客户2号公司", "处理中"),
        GoingOn(8, "202412-004", "客户4号公司", "待补充"),
    )
    assert (found.left, found.numbers) == (3, {"202412-002", "202412-004"})
    assert (found.moving["反馈登记"], found.staying["反馈登记"]) == ({6, 8}, {5, 7, 9})
    assert (found.moving["过程记录"], found.staying["过程记录"]) == ({6, 8}, {5, 7, 9})  # row 9: a number nobody bears


def test_improvement_items_go_by_their_own_progress(tmp_path: Path) -> None:
    found = parting(register(tmp_path), ["已闭环"] * 5)
    assert (found.moving["改进项"], found.staying["改进项"]) == ({5}, {6})


def test_every_row_of_the_sheets_of_cases_is_in_one_of_the_two(tmp_path: Path) -> None:
    path = register(tmp_path)
    found = parting(path, ["已闭环", "处理中", "已闭环", "待补充", "已闭环"])
    for key, table in held(path).tables.items():
        if table.title in found.moving:
            assert found.moving[table.title] | found.staying[table.title] == set(table.rows)
            assert not found.moving[table.title] & found.staying[table.title]
        else:
            assert table.definition.kind == "settings" or key == KNOWLEDGE_SHEET
    assert "设置" not in found.moving
