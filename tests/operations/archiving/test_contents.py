"""What makes another version: what people enter. What the tool writes does not. (FR-14)"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.archiving.archived_register import case
from xltools.model.case_file import CaseFile
from xltools.model.register import Value
from xltools.operations.archiving.attachment_files import FoundFile
from xltools.operations.archiving.contents import contents_print
from xltools.workbook.definition_files import shipped_definition

LOG = [
    {"case_number": "202405-001", "logged_at": datetime(2024, 5, 2, 9), "content": "电话联系", "check_remark": None},
    {"case_number": "202405-001", "logged_at": datetime(2024, 5, 1, 9), "content": "上门", "check_remark": "x"},
]


def file(name: str = "a.jpg", size: int = 1, modified: int = 1, folder: str = "") -> FoundFile:
    return FoundFile(Path(name), f"{folder}{name}", name, size, modified)


def of(files: list[FoundFile] | None = None, log: list[dict[str, Value]] | None = None, **values: Value) -> str:
    return contents_print(replace(case(**values), records={"log": tuple(log or LOG)}), files or [])


@pytest.mark.parametrize(
    "values",
    [{"customer_name": "另一家"}, {"score": 3}, {"received_at": datetime(2024, 5, 1, 9, 31)}, {"urgency": "是"},
     {"files": [file()]}, {"log": LOG[:1]}, {"log": [LOG[0], {**LOG[1], "content": "上门两次"}]}],
)  # fmt: skip
def test_what_people_enter_counts(values: dict[str, object]) -> None:
    assert of(**values) != of()  # type: ignore[arg-type]


def test_a_file_counts_by_name_size_and_time_wherever_it_lies() -> None:
    lists = [[file()], [file("b.jpg")], [file(size=2)], [file(modified=2)], [file(), file("b.jpg")], [file(), file()]]
    assert len(set(map(of, lists))) == len(lists)
    assert of([file(folder="2024/"), file("b.jpg")]) == of([file("b.jpg"), file()])


@pytest.mark.parametrize(
    "values",
    [{"check_remark": "缺联系方式"}, {"registered_at": datetime(2024, 5, 2)}, {"sort_key": "x"}, {"log": LOG[::-1]},
     {"log": [LOG[0], {**LOG[1], "check_remark": None}]}, {"score": None}, {"customer_comment": ""}],
)  # fmt: skip
def test_what_the_tool_writes_and_where_rows_stand_do_not(values: dict[str, object]) -> None:
    assert of(**values) == of()  # type: ignore[arg-type]


def test_text_does_not_run_into_its_neighbour() -> None:
    assert of(customer_name="甲", contact="乙丙") != of(customer_name="甲乙", contact="丙")


def test_what_came_of_a_case_is_no_part_of_it() -> None:
    definition = shipped_definition("service_ticket")
    bare = CaseFile(definition, "202405-00001", 5, {"result": "更换主板"})
    lesson = {"title": "不开机", "source_case": "202405-00001", "root_cause": "电容老化"}
    item = {"title": "来料抽检", "source_case": "202405-00001", "progress": "进行中"}
    later = replace(bare, records={"knowledge": (lesson,), "improvements": (item,)})
    assert contents_print(later, []) == contents_print(bare, [])
