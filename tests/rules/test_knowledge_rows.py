"""Rows of sheet 知识库 are read as they stand, with what they are recognised by. (ST-11)"""

from datetime import date

from tests.rules.case_views import FIRST_ROW, table_of
from xltools.rules.knowledge_rows import knowledge_row, knowledge_rows

SHEET = table_of(
    """
    | title                       | source_case  | product_model  | symptom          | remedy     | written_on  |
    | BZ-200 报警 E-002 无法启动  | 202405-00123 | BZ-200、FX-50  | 面板亮 2 秒即灭  | 更换主控板 | @2024-05-02 |
    |                             |              |                | XQ-80 异响 F7    |            |             |
    """,
    "service_ticket",
    "knowledge",
)


def test_a_row_tells_where_it_stands_and_what_it_is_about() -> None:
    first, second = knowledge_rows(SHEET, {"xq80"})
    assert (first.row, second.row) == (FIRST_ROW, FIRST_ROW + 1)
    assert first.models == {"bz200", "fx50"}
    assert first.codes == {"e2"}  # its own model is no code
    assert (first.source, first.remedy, first.lessons) == ("202405-00123", "更换主控板", "")
    assert first.written_on == date(2024, 5, 2)
    assert (second.title, second.models, second.codes, second.written_on) == ("", frozenset(), {"f7"}, None)


def test_cells_that_are_missing_are_empty() -> None:
    row = knowledge_row(9, {"symptom": "卡料"}, ())
    assert (row.row, row.symptom, row.title, row.remedy) == (9, "卡料", "", "")


def test_title_and_symptom_are_worded_apart() -> None:
    title, symptom = knowledge_row(9, {"title": "卡料", "symptom": "异响"}, ()).wordings()
    assert (title, symptom) == ({"卡料"}, {"异响"})
