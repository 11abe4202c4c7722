"""Which rules are there, and in what order? Cases and context in, decided columns, findings and notices out.

Invariant: no rule writes; what they decide becomes edits in one place, `xltools.rules.difference`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress
from operator import ne

from xltools.language.speaking import speaking
from xltools.model.case_memory import MemoryUpdate
from xltools.model.case_view import CaseView
from xltools.model.cell_edit import ReadValue
from xltools.model.finding import Finding, FindingCode
from xltools.model.generated_page import GeneratedPage
from xltools.model.issued_numbers import IssuedNumber
from xltools.model.notice import Notice
from xltools.model.pass_context import PassContext
from xltools.model.register import Column, Register, SheetTable, Value
from xltools.model.register_definition import SheetKind
from xltools.rules.added_rows import parted, with_rows
from xltools.rules.attachments import check_attachments
from xltools.rules.calendar_upkeep import check_calendar_year
from xltools.rules.case_workflow import work_cases
from xltools.rules.defaults import proposed_defaults
from xltools.rules.draft import Draft
from xltools.rules.duplicates import check_duplicates
from xltools.rules.entering import entered, rows_to_enter
from xltools.rules.field_checks import check_fields
from xltools.rules.improvements import SHEET as IMPROVEMENTS_SHEET
from xltools.rules.keyword_upkeep import check_keyword_upkeep
from xltools.rules.knowledge_rows import SHEET as KNOWLEDGE_SHEET
from xltools.rules.measures import measures_to_enter
from xltools.rules.numbering import Numbering, number_cases
from xltools.rules.past_rounds import OF_ROUNDS
from xltools.rules.references import check_references
from xltools.rules.remarks import REMARK_FIELD, overtyped_remarks, remarks
from xltools.rules.rolled_over import check_rolled_over
from xltools.rules.standings import Reckoning, Standing
from xltools.rules.survey_answers import ANSWERS_SHEET, answers_to_enter
from xltools.rules.upkeep_notices import upkeep_notices

Columns = Mapping[str, Sequence[ReadValue]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a pass decided.

    Attributes:
        columns: By sheet key and field: what each row's cell should hold.
        findings: Everything there is to say, the reader's findings included, in sheet and row order.
        issued: Numbers to remember before anything is written.
        added: Rows to be written below the last one, by sheet key.
        notices: What people are to be told.
        memory: What to remember once everything is written.
        of_rows: What of it tells that rows were added: if these cannot be written yet, they are to be decided anew.
        pages: Sheets to be written anew.
        cases: The cases as the last rule left them.
        reckoning: Reckons the limits of any of them, for explanations.
        standings: The limits of the open cases, by position.
        entered: Entries that became cases: key → number, None where it must wait; answers that became rows: key → None.
    """

    columns: Mapping[str, Columns]
    findings: tuple[Finding, ...]
    issued: tuple[IssuedNumber, ...]
    added: Mapping[str, Sequence[Mapping[str, Value]]]
    notices: tuple[Notice, ...]
    memory: MemoryUpdate
    of_rows: MemoryUpdate
    pages: tuple[GeneratedPage, ...]
    cases: CaseView
    reckoning: Reckoning
    standings: Mapping[int, Sequence[Standing]]
    entered: Mapping[str, str | None] = field(default_factory=dict)


def decide(register: Register, context: PassContext) -> Decision:
    """Run all rules over one register, in its language."""
    with speaking(register.definition.language):
        return _decided(register, context)


def _decided(register: Register, context: PassContext) -> Decision:
    cases_key, measures = register.definition.register_sheet.key, measures_to_enter(register, context)
    entering = {
        IMPROVEMENTS_SHEET: measures.rows,
        cases_key: rows_to_enter(register, context),
        ANSWERS_SHEET: answers_to_enter(register, context),
    }
    for key, rows in entering.items():
        register = with_rows(register, key, rows)
    numbering = number_cases(register, context)
    draft = _first_draft(register, context, numbering)
    judged = partial(_judged_sheet, context=context, numbers=numbering.numbers, draft=draft)
    others = {
        key: judged(register, table)
        for key, table in register.tables.items()
        if table is not register.cases and key != KNOWLEDGE_SHEET
    }
    draft.findings += _upkeep(register, context, numbering.registered_at)
    work = work_cases(register, context, draft)
    draft.findings += check_rolled_over(register, work.view)
    lessons = work.lessons
    register = with_rows(register, KNOWLEDGE_SHEET, lessons.rows)
    if (knowledge := register.tables.get(KNOWLEDGE_SHEET)) is not None:
        others[KNOWLEDGE_SHEET] = judged(register, knowledge)
    findings = _without_echoes(draft.findings)
    columns: dict[str, dict[str, Sequence[ReadValue]]] = {**others, cases_key: draft.cells}
    for key, table in register.tables.items():
        columns[key][REMARK_FIELD] = remarks(table, findings)
        findings += overtyped_remarks(table)
    upkeep = upkeep_notices(findings, register.policy, context)
    rounds = {name: column for name, column in work.memory.columns.items() if name in OF_ROUNDS}
    of_rows = MemoryUpdate(rounds, (*measures.noticed, *lessons.noticed))
    added: dict[str, Sequence[Mapping[str, Value]]] = dict(work.added)
    for key, rows in {**entering, KNOWLEDGE_SHEET: lessons.rows}.items():
        if rows:
            columns[key], added[key] = parted(columns[key], rows)
    return Decision(
        columns,
        tuple(_numbered(register, findings, numbering.numbers)),
        tuple(numbering.issued),
        added,
        (*work.notices, *upkeep),
        MemoryUpdate(work.memory.columns, (*work.memory.noticed, *of_rows.noticed, *(each.key for each in upkeep))),
        of_rows,
        work.pages,
        work.view,
        work.reckoning,
        work.standings,
        {**entered(context.entries, numbering.numbers), **dict.fromkeys(each.key for each in context.answers)},
    )


def _first_draft(register: Register, context: PassContext, numbering: Numbering) -> Draft:
    """The cases with their numbers, and what was read or can be said of them before any is worked on."""
    scheme, cases = register.definition.numbering, register.cases
    draft = Draft(_first_view(cases, scheme.field, numbering.numbers))
    draft.settle(scheme.field, numbering.numbers)
    draft.settle("registered_at", numbering.registered_at)
    draft.settle("sort_key", scheme.sort_values(numbering.numbers))
    draft.findings += [*register.findings, *numbering.findings]
    draft.findings += _overtyped_stamps(draft.view, numbering.registered_at)
    draft.findings += _attachments(register, cases, context)
    draft.findings += check_duplicates(cases, numbering.numbers, register.policy.setting_number("duplicate_days", 30))
    return draft


def _first_view(cases: SheetTable, number_field: str, numbers: Sequence[str | None]) -> CaseView:
    typed = cases.values[number_field]
    unproven = frozenset(index for index, number in enumerate(numbers) if typed[index] != number)
    copied = frozenset(index for index in unproven if typed[index] is not None)
    return CaseView(cases, numbers, cases.values, unproven, copied)


def _judged_sheet(
    register: Register, table: SheetTable, context: PassContext, numbers: Sequence[str | None], draft: Draft
) -> dict[str, Sequence[ReadValue]]:
    """What a sheet beside the register sheet holds: defaults in, checks out."""
    rows = Draft(CaseView(table, [None] * len(table.rows), table.values))
    rows.propose(proposed_defaults(table, register.policy))
    draft.findings += check_fields(rows.table(), register.policy, context.now)
    draft.findings += _attachments(register, table, context)
    if table.definition.kind in (SheetKind.LOG, SheetKind.RECORDS):
        draft.findings += check_references(table, numbers, context.issued.by_number)
    return rows.cells


def _upkeep(register: Register, context: PassContext, registered_at: Column) -> list[Finding]:
    """Whether calendar and keyword library are looked after."""
    policy, today, tables = register.policy, context.now.date(), register.tables
    return [
        *check_calendar_year(tables.get("calendar"), policy, today),
        *check_keyword_upkeep(tables.get("keywords"), policy, today, registered_at),
    ]


def _attachments(register: Register, table: SheetTable, context: PassContext) -> list[Finding]:
    """Files that a sheet names and nobody put there."""
    folder = register.policy.settings.get("attachments_folder", "")
    return list(check_attachments(table, context.attachments, folder))


def _overtyped_stamps(view: CaseView, registered_at: Sequence[Value]) -> list[Finding]:
    """What somebody typed over the stamp of registration is put back and said; the number memory knows it."""
    cells = view.table.cells.get("registered_at", ())
    differing = compress(range(len(cells)), map(ne, cells, registered_at))
    return [
        view.finding(FindingCode.TOOL_CELL_RESTORED, index, "registered_at", value=cells[index], restored=value)
        for index in differing
        if cells[index] is not None and (value := registered_at[index]) is not None
    ]


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """A cell that shows an error value, or a formula without a result, is not called empty as well."""
    filled = (FindingCode.CELL_ERROR, FindingCode.CELL_FORMULA)
    broken = {(each.sheet, each.row, each.column) for each in findings if each.code in filled}
    return [
        each
        for each in findings
        if each.code is not FindingCode.VALUE_MISSING or (each.sheet, each.row, each.column) not in broken
    ]


def _numbered(register: Register, findings: Sequence[Finding], numbers: Sequence[str | None]) -> list[Finding]:
    """Findings on cases carry the case's number; sheets in their order, rows from top to bottom."""
    cases = register.cases
    told = {each.row for each in findings if each.sheet == cases.title}  # few rows of many, as a rule
    by_row = {row: number for row, number in zip(cases.rows, numbers, strict=True) if row in told}
    places = {sheet.title: place for place, sheet in enumerate(register.definition.sheets)}
    known = [
        each._replace(case_number=by_row.get(each.row) or "") if each.sheet == cases.title else each
        for each in findings
    ]
    return sorted(known, key=lambda each: (places.get(each.sheet, len(places)), each.row, each.column))
