"""Where do a case's class, priority and handler come from? A person, the keyword library, the matrix, a rule.

Invariant: a filled cell is called the tool's only where that is known for certain; else it is "as in the cell".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.field import Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import message
from xltools.model.register import Register
from xltools.rules.assignment import DEPARTMENT_FIELD, HANDLER_FIELD, AssignmentRules
from xltools.rules.classification import case_text, explain_text, level_names
from xltools.rules.places import cell_place, row_place
from xltools.rules.priority import PRIORITY_FIELD, SCOPE_FIELD, URGENCY_FIELD


class Origin(StrEnum):
    """Where a value comes from."""

    EMPTY = "empty"
    CELL = "cell"  # it stands there; who typed it is not known
    TYPED = "typed"  # only people write there
    PROPOSED = "proposed"  # the tool proposes it; the next refresh writes it
    WRITTEN = "written"  # the tool wrote it, and it still stands there
    DERIVED = "derived"  # the tool decides it at each refresh


class ValueOrigin(NamedTuple):
    """One value of a case.

    Attributes:
        header: The head of its column.
        place: The address of its cell.
        value: The value; "" where there is none.
        origin: Where it comes from.
        rule_place: The address of the settings row that speaks for it; "" where there is none.
        rule: What that row says.
        remark: What is wrong, in a sentence.
    """

    header: str
    place: str
    value: str
    origin: Origin
    rule_place: str = ""
    rule: str = ""
    remark: str = ""


class KeywordEvidence(NamedTuple):
    """A row of the keyword library that stands in the description, once however often it stands there.

    Attributes:
        keyword: What was found.
        place: The address of its row.
        classes: What it speaks for.
        weight: How strongly.
        taken_back_by: The wording that keeps it from counting; "" where it counts.
    """

    keyword: str
    place: str
    classes: tuple[str, ...]
    weight: float
    taken_back_by: str


class ClassOrigin(NamedTuple):
    """The classes of a case: the values, what the library alone would say (level by level), and its evidence."""

    values: tuple[ValueOrigin, ...]
    guesses: tuple[str, ...]
    evidence: tuple[KeywordEvidence, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """What the values of one case are traced through.

    Attributes:
        register: The register as read.
        view: The cases as the last rule left them.
        findings: What the pass has to say.
        index: The case's position.
        written: Values that the tool is known to have written, by field.
    """

    register: Register
    view: CaseView
    findings: tuple[Finding, ...]
    index: int
    written: Mapping[str, str]

    def classes(self) -> ClassOrigin:
        """The class or classes (FA-7), highest level first."""
        policy, sheet = self.register.policy, self.view.table.definition
        names = [name for name in level_names(sheet) if name and self.view.has(name)]
        values = tuple(self._value(name) for name in names)
        if not policy.keywords or not names:
            return ClassOrigin(values, (), ())
        reading = explain_text(case_text(self.view, self.index), policy, sheet)
        library = self.register.tables.get("keywords")
        hits = {hit.keyword.row: hit for hit in sorted(reading.hits, key=lambda hit: not hit.taken_back_by)}
        evidence = tuple(
            KeywordEvidence(
                hit.keyword.keyword,
                row_place(library, hit.keyword.row),
                tuple(filter(None, (hit.keyword.first_class, hit.keyword.second_class))),
                hit.keyword.weight,
                hit.taken_back_by,
            )
            for hit in sorted(hits.values(), key=lambda hit: hit.start)
        )
        guesses = (reading.first, reading.second)[-len(names) :]
        return ClassOrigin(values, tuple(guess or "" for guess in guesses), evidence)

    def priority(self) -> ValueOrigin | None:
        """The priority, with its row of the matrix (RR-9); None in a register without priorities."""
        if not self.view.has(PRIORITY_FIELD):
            return None
        value = self._value(PRIORITY_FIELD)
        pair = tuple(self.view.column(name)[self.index] for name in (SCOPE_FIELD, URGENCY_FIELD))
        matrix = self.register.tables.get("priority_matrix")
        if matrix is None or value.origin is not Origin.DERIVED or None in pair:
            return value
        columns = (matrix.values.get(name, ()) for name in (SCOPE_FIELD, URGENCY_FIELD))
        row = next((row for row, each in zip(matrix.rows, zip(*columns, strict=True), strict=False) if each == pair), 0)
        rule = f"{pair[0]} × {pair[1]}"
        return value._replace(rule_place=row_place(matrix, row) if row else "", rule=rule)

    def handler(self) -> ValueOrigin | None:
        """The handler, with the row of 分派规则 for the case's class (FR-5); None in a register without handlers."""
        if not self.view.has(HANDLER_FIELD):
            return None
        value = self._value(HANDLER_FIELD)
        remark = next(iter(self._told(FindingCode.NOBODY_AVAILABLE)), "")
        rule = AssignmentRules(self.register.policy.assignment).of(self.view, self.index)
        if rule is None:
            return value._replace(remark=remark)
        classes = " · ".join(filter(None, (rule.category, rule.subcategory)))
        who = " · ".join(filter(None, (rule.role, rule.department)))
        place = row_place(self.register.tables.get("assignment"), rule.row)
        return value._replace(rule_place=place, rule=f"{classes} → {who}", remark=remark)

    def department(self) -> ValueOrigin | None:
        """The leading department (FA-8); None in a register without one."""
        return self._value(DEPARTMENT_FIELD) if self.view.has(DEPARTMENT_FIELD) else None

    def _value(self, name: str) -> ValueOrigin:
        field = self.view.field(name)
        value = self.view.column(name)[self.index]
        place = cell_place(self.view.table, self.view.table.rows[self.index], name)
        shown = "" if value is None else str(value)
        return ValueOrigin(field.header if field else name, place, shown, self._origin(name, shown))

    def _origin(self, name: str, value: str) -> Origin:
        field = self.view.field(name)
        if not value:
            return Origin.EMPTY
        if field is None or field.owner is Owner.TOOL:
            return Origin.DERIVED
        if field.owner is Owner.PERSON:
            return Origin.TYPED
        if self.view.table.cells[name][self.index] is None:
            return Origin.PROPOSED
        return Origin.WRITTEN if self.written.get(name) == value else Origin.CELL

    def _told(self, code: FindingCode) -> Iterator[str]:
        table = self.view.table
        row = table.rows[self.index]
        return (
            message(each)
            for each in self.findings
            if each.code is code and (each.sheet, each.row) == (table.title, row)
        )
