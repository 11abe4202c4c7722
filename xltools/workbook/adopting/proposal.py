"""What is proposed for a team's own workbook? Its table, what its columns are and why, and what it lacks.

Invariant: a proposal tells what was seen; what could not be told from the workbook is a question, never a value.
"""

from dataclasses import dataclass
from typing import NamedTuple

from xltools.language.speaking import speaking, text
from xltools.model.field import FieldKind, Owner
from xltools.model.register_definition import DateOrder
from xltools.workbook.adopting.column_evidence import ColumnEvidence
from xltools.workbook.adopting.number_patterns import NumberingProposal

NUMBER, RECEIVED, COMPLETED, RESPONDED, HAND_STATE = (
    "number",
    "received_at",
    "completed_at",
    "first_response_at",
    "hand_state",
)


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column of the team's.

    Attributes:
        column: Its number from 1.
        letter: The same as letters.
        head: What stands over it, as the definition names it; with its group where two heads are equal.
        field: The field that it becomes; "" where it stays undeclared: nobody checks or writes it.
        kind: Its kind.
        owner: Who writes it: people, or the tool where it holds the numbers of cases.
        required: Whether it is filled in nearly every row.
        list_values: What may be chosen, for a choice.
        evidence: What stands in it.
        confidence: How sure the field is, from 0 to 1.
        why: Why it is taken for that field, in English.
    """

    column: int
    letter: str
    head: str
    field: str
    kind: FieldKind
    owner: Owner
    required: bool
    list_values: tuple[str, ...]
    evidence: ColumnEvidence
    confidence: float
    why: str


class Question(NamedTuple):
    """Something that the workbook does not tell.

    Attributes:
        key: Where in the definition the answer belongs.
        text: The question in English, for the command line.
        said: The same in the language of the workbook, for the definition's comments.
        choices: What may be answered; empty where anything may.
    """

    key: str
    text: str
    said: str
    choices: tuple[str, ...] = ()


class PassedOver(NamedTuple):
    """A tab that is not adopted, and why, in English."""

    title: str
    why: str


class Additions(NamedTuple):
    """What the workbook lacks: heads of columns on the sheet of cases, and tabs."""

    heads: tuple[str, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a workbook would become a register.

    Attributes:
        name: The definition's name.
        title: What the register is called: the title band's words, else the tab's.
        language: In which its heads are written.
        date_order: How its dates are typed as text.
        sheet: The tab with the cases.
        head_row: The row of the heads, from 1, the lower of two lines.
        head_rows: 1 or 2.
        first_row: The first row below the heads.
        last_row: The last row of a case.
        cases: How many rows hold anything.
        footer: Words with which the rows below the cases begin.
        columns: The columns, in their order on the sheet.
        numbering: How numbers go on.
        additions: What would be added.
        questions: What could not be told.
        passed_over: The other tabs.
        taken_titles: All tabs of the workbook.
        row_heads: All heads in the row of the heads, those beside the table as well.
    """

    name: str
    title: str
    language: str
    date_order: DateOrder
    sheet: str
    head_row: int
    head_rows: int
    first_row: int
    last_row: int
    cases: int
    footer: tuple[str, ...]
    columns: tuple[ColumnProposal, ...]
    numbering: NumberingProposal
    additions: Additions
    questions: tuple[Question, ...]
    passed_over: tuple[PassedOver, ...]
    taken_titles: tuple[str, ...]
    row_heads: tuple[str, ...]

    def of(self, field: str) -> ColumnProposal | None:
        """The column that becomes a field."""
        return column_of(self.columns, field)


def column_of(columns: tuple[ColumnProposal, ...], field: str) -> ColumnProposal | None:
    """The column that becomes a field; None where there is none."""
    return next((column for column in columns if column.field == field), None)


def asked(language: str, key: str, code: str, choices: tuple[str, ...] = (), **values: object) -> Question:
    """A question from the catalogue, in English and in the language of the workbook.

    Args:
        language: That of the workbook.
        key: Where in the definition the answer belongs.
        code: Which question, as a key of the catalogue.
        choices: What may be answered.
        values: What the question names; what each language says in words of its own as a function.
    """
    said = []
    for spoken in ("en", language):
        with speaking(spoken):
            shown = {name: value() if callable(value) else value for name, value in values.items()}
            said.append(text(f"adopting.questions.{code}", **shown))
    return Question(key, said[0], said[1], choices)
