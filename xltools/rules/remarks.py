"""What does each row's column 校验提示 say? All findings of the row, in the order of its columns.

Invariant: the column is the tool's; whatever else stands there is taken out, and said.
"""

from collections import defaultdict
from collections.abc import Sequence

from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import remark
from xltools.model.register import SheetTable

REMARK_FIELD = "check_remark"


def remarks(table: SheetTable, findings: Sequence[Finding]) -> list[str | None]:
    """The column 校验提示 of one sheet."""
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.sheet == table.title and finding.row:
            by_row[finding.row].append(finding)
    if not by_row:
        return [None] * len(table.rows)
    return [
        remark(sorted(by_row[row], key=lambda each: table.columns.get(each.field, 0))) if row in by_row else None
        for row in table.rows
    ]


def overtyped_remarks(table: SheetTable) -> list[Finding]:
    """A note that somebody wrote where the tool's remark stands is taken out, and said."""
    return [
        table.finding(FindingCode.TOOL_CELL_RESTORED, index, REMARK_FIELD, value=cell, restored="")
        for index, cell in enumerate(table.cells.get(REMARK_FIELD, ()))
        if cell is not None and not str(cell).startswith("【")
    ]
