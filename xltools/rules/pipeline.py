"""Which rules are there, and in what order? Cases and context in, decided columns and findings out.

Invariant: no rule writes; what they decide becomes edits in one place, `xltools.rules.difference`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xltools.model.cell_edit import ReadValue
from xltools.model.field import Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import remark
from xltools.model.issued_numbers import IssuedNumber
from xltools.model.pass_context import PassContext
from xltools.model.register import Column, Register, SheetTable
from xltools.model.register_definition import SheetKind
from xltools.rules.attachments import check_attachments
from xltools.rules.defaults import proposed_defaults
from xltools.rules.duplicates import check_duplicates
from xltools.rules.field_checks import check_fields
from xltools.rules.numbering import number_cases
from xltools.rules.references import check_references

REMARK_FIELD = "check_remark"
Columns = Mapping[str, Sequence[ReadValue]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a pass decided.

    Attributes:
        columns: By sheet key and field: what each row's cell should hold.
        findings: Everything there is to say, the reader's findings included, in sheet and row order.
        issued: Numbers to remember before anything is written.
    """

    columns: Mapping[str, Columns]
    findings: tuple[Finding, ...]
    issued: tuple[IssuedNumber, ...]


def decide(register: Register, context: PassContext) -> Decision:
    """Run all rules over one register."""
    numbering = number_cases(register, context.register_id, context.issued, context.now)
    scheme = register.definition.numbering
    cases: dict[str, Sequence[ReadValue]] = {
        scheme.field: numbering.numbers,
        "registered_at": numbering.registered_at,
        "sort_key": scheme.sort_values(numbering.numbers),
    }
    columns: dict[str, dict[str, Sequence[ReadValue]]] = {
        key: dict(proposed_defaults(table, register.policy)) for key, table in register.tables.items()
    }
    columns[register.definition.register_sheet.key].update(cases)
    findings = _all_findings(register, context, numbering.findings, numbering.numbers, columns)
    findings += _overtyped_tool_cells(register.cases, {"registered_at": numbering.registered_at})
    for key, table in register.tables.items():
        columns[key][REMARK_FIELD] = _remarks(table, findings)
        findings += _overtyped_remarks(table)
    return Decision(columns, tuple(_numbered(register, findings, numbering.numbers)), tuple(numbering.issued))


def _all_findings(
    register: Register,
    context: PassContext,
    numbering: Sequence[Finding],
    numbers: Sequence[str | None],
    proposed: Mapping[str, Columns],
) -> list[Finding]:
    findings = [*register.findings, *numbering]
    policy = register.policy
    for key, table in register.tables.items():
        findings += check_fields(_with_proposed(table, proposed[key]), policy, context.now)
        findings += check_attachments(table, context.attachments, policy.settings.get("attachments_folder", ""))
        if table.definition.kind in (SheetKind.LOG, SheetKind.RECORDS):
            findings += check_references(table, numbers)
    days = float(policy.settings.get("duplicate_days", "30"))
    findings += check_duplicates(register.cases, numbers, days)
    broken = {(each.sheet, each.row, each.column) for each in findings if each.code is FindingCode.CELL_ERROR}
    return [
        each
        for each in findings
        if each.code is not FindingCode.VALUE_MISSING or (each.sheet, each.row, each.column) not in broken
    ]


def _with_proposed(table: SheetTable, proposed: Columns) -> SheetTable:
    """Checks see what the tool is about to propose, or the clerk would be asked for it."""
    filled = {
        name: column
        for name, column in proposed.items()
        if table.definition.by_name[name].owner is Owner.PROPOSED and name in table.values
    }
    if not filled:
        return table
    values: dict[str, Column] = {
        name: [str(new) if old is None else old for old, new in zip(table.values[name], column, strict=True)]
        for name, column in filled.items()
    }
    return replace(table, values={**table.values, **values})


def _overtyped_tool_cells(table: SheetTable, decided: Mapping[str, Sequence[ReadValue]]) -> list[Finding]:
    """What somebody typed over a stamp of ours is put back and said."""
    findings = []
    for name, column in decided.items():
        for index, (cell, value) in enumerate(zip(table.cells.get(name, ()), column, strict=False)):
            if cell is not None and value is not None and cell != value:
                params = {"value": cell, "restored": value}
                findings.append(table.finding(FindingCode.TOOL_CELL_RESTORED, index, name, **params))
    return findings


def _overtyped_remarks(table: SheetTable) -> list[Finding]:
    """A note that somebody wrote where the tool's remark stands is taken out, and said."""
    return [
        table.finding(FindingCode.TOOL_CELL_RESTORED, index, REMARK_FIELD, value=cell, restored="")
        for index, cell in enumerate(table.cells.get(REMARK_FIELD, ()))
        if cell is not None and not str(cell).startswith("【")
    ]


def _remarks(table: SheetTable, findings: Sequence[Finding]) -> list[str | None]:
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


def _numbered(register: Register, findings: Sequence[Finding], numbers: Sequence[str | None]) -> list[Finding]:
    """Findings on cases carry the case's number; sheets in their order, rows from top to bottom."""
    cases = register.cases
    by_row = dict(zip(cases.rows, numbers, strict=True))
    places = {sheet.title: place for place, sheet in enumerate(register.definition.sheets)}
    known = [
        each._replace(case_number=by_row.get(each.row) or "") if each.sheet == cases.title else each
        for each in findings
    ]
    return sorted(known, key=lambda each: (places.get(each.sheet, len(places)), each.row, each.column))
