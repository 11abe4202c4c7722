"""Which priority follows from impact and urgency? Sheet 优先级矩阵 (RR-9).

Invariant: a combination has one priority, and it is one of the register's.
"""

from xltools.language.speaking import text
from xltools.workbook.settings.settings_rows import SettingsRows

_NEEDED = ("impact_scope", "urgency", "priority")
Matrix = dict[tuple[str, str], str]


def read_priority_matrix(rows: SettingsRows) -> Matrix:
    """Priority by (impact scope, urgency).

    An empty or unknown priority is reported by the ordinary checks, and the shipped one of that combination stands in.
    """
    rows = rows.or_shipped(_NEEDED, text("settings.in_force.shipped_matrix"))
    allowed = rows.lists.get("priority")
    shipped = dict(_cells(rows.shipped()))
    matrix: Matrix = {}
    first: dict[tuple[str, str], int] = {}
    for index, (combination, priority) in enumerate(_cells(rows)):
        if not all(combination):
            continue
        if combination in first:
            shown = " × ".join(combination)
            fallback = text("settings.in_force.first_row", row=rows.row(first[combination]))
            rows.unusable(index, "impact_scope", text("settings.expected.one_row_a_combination"), fallback, shown)
            continue
        first[combination] = index
        for usable in (priority, shipped.get(combination, "")):
            if usable and (allowed is None or usable in allowed):
                matrix[combination] = usable
                break
    return matrix


def _cells(rows: SettingsRows) -> list[tuple[tuple[str, str], str]]:
    return [
        ((rows.text(index, "impact_scope"), rows.text(index, "urgency")), rows.text(index, "priority"))
        for index in rows.indexes()
    ]
