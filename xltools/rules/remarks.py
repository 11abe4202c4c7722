"""What does each row's column 校验提示 say? All findings of the row, in the order of its columns.

Invariant: the column is the tool's; whatever else stands there is taken out, and said.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import is_remark, remark
from xltools.model.register import SheetTable

REMARK_FIELD = "check_remark"


def remarks(table: SheetTable, findings: Sequence[Finding]) -> list[str | None]:
    """The column 校验提示 of one sheet."""
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.sheet == table.title and finding.row:
            by_row[finding.row].append(finding)
    column: list[str | None] = [None] * len(table.rows)
    for row, told in by_row.items():
        at = bisect_left(table.rows, row)
        if at < len(column) and table.rows[at] == row:
            column[at] = remark(sorted(told, key=lambda each: table.columns.get(each.field, 0)))
    return column


def overtyped_remarks(table: SheetTable) -> list[Finding]:
    """A note that somebody wrote where the tool's remark stands is taken out, and said."""
    cells = table.cells.get(REMARK_FIELD, ())
    filled = [index for index, cell in enumerate(cells) if cell is not None]
    return [
        table.finding(FindingCode.TOOL_CELL_RESTORED, index, REMARK_FIELD, value=cells[index], restored="")
        for index in filled
        if not is_remark(cells[index])
    ]
