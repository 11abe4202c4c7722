"""Which rows can be entered: judged by the pass that would enter them. (FA-1)"""

from datetime import datetime
from pathlib import Path

from tests.operations.importing.samples import export, register
from tests.registers import read
from xltools.operations.importing.destinations import of_cases
from xltools.operations.importing.judging import Judged, judged
from xltools.operations.importing.mapping import column_plan
from xltools.operations.importing.typed_entries import typed_entries

NOW = datetime(2024, 5, 10, 14, 0)


def judge(path: Path, heads: str, *rows: str) -> Judged:
    standing = read(path.read_bytes(), NOW)
    table = standing.cases
    file = export(heads, *rows)
    plan = column_plan(file, table, None, "")
    return judged(path, typed_entries(file, plan, table, NOW.date()), plan, of_cases(standing.definition), NOW)


def test_checks_between_cells_count_too(tmp_path: Path) -> None:
    found = judge(
        register(tmp_path), "描述|时间|响应|大类|小类",
        "开机后自动停机|2024-05-09 10:00|2024-05-09 09:00||", "开机后自动停机|2024-05-09 10:00|||",
        "开机后自动停机|2024-06-09 10:00|||", "开机后自动停机|2024-05-09 10:00||产品类|服务态度",
    )  # fmt: skip
    assert [(row.line, sorted(row.faulty)) for row in found.returned] == [(2, [2]), (4, [1]), (5, [4])]
    assert (len(found.accepted), found.known) == (1, 0)


def test_every_row_is_entered_known_or_sent_back(tmp_path: Path) -> None:
    rows = [f"第{place}台开机后停机|2024-{place:02}-01" for place in range(1, 15)]
    found = judge(register(tmp_path), "描述|时间", *rows)
    assert len(found.accepted) + len(found.returned) + found.known == len(rows)
    assert len(found.returned) == 9  # months that have not come, and months that there are none of
