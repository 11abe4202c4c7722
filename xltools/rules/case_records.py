"""Which rows of a log or record sheet belong to which case? By the sheet's first column of case numbers. (FR-8, RR-11)

Invariant: a row whose number no case bears belongs to none; that it is so, `xltools.rules.references` reports.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from xltools.model.case_view import CaseView
from xltools.model.field import FieldKind
from xltools.model.register import Column, Register, SheetTable


class CaseRecords(NamedTuple):
    """The rows of one sheet, beside the cases that they belong to.

    Attributes:
        table: The sheet.
        number_field: The field that names the case.
        cases: By row: position of the case, None where no case bears the number.
    """

    table: SheetTable
    number_field: str
    cases: Sequence[int | None]

    def column(self, name: str) -> Column:
        """The values of a field; all None where the sheet lacks it."""
        found = self.table.values.get(name)
        return [None] * len(self.cases) if found is None else found

    def of_cases(self) -> Iterator[tuple[int, int]]:
        """(row, case) of every row that belongs to one."""
        return ((row, case) for row, case in enumerate(self.cases) if case is not None)

    def by_case(self) -> dict[int, list[int]]:
        """Rows by case, for cases that have any."""
        rows: dict[int, list[int]] = {}
        for row, case in self.of_cases():
            rows.setdefault(case, []).append(row)
        return rows


def case_records(register: Register, view: CaseView, key: str, *needed: str) -> CaseRecords | None:
    """The rows of a sheet by case.

    Args:
        register: The register.
        view: Its cases.
        key: The sheet's key.
        needed: Fields without which the rule that asks can't work.

    Returns:
        None where the sheet or a needed field is missing: the rule sleeps.
    """
    table = register.tables.get(key)
    if table is None or not table.values.keys() >= set(needed):
        return None
    number_field = next((field.name for field in table.present() if field.kind is FieldKind.CASE_NUMBER), None)
    if number_field is None:
        return None
    position = view.index_of() if table.rows else {}
    cases = list(map(position.get, cast("Sequence[str]", table.values[number_field])))
    return CaseRecords(table, number_field, cases)
