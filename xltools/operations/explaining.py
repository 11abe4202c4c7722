"""How is one case of a register explained? Read and decided as `check` does; nothing is written.

Invariant: what is explained is what a refresh at the same moment would decide.
"""

from datetime import datetime
from pathlib import Path

from xltools.language.speaking import speaking
from xltools.operations.journaling.written_values import values_written_with
from xltools.operations.passes.deciding import Pass, read_and_decide
from xltools.operations.progress import Stages, untold
from xltools.operations.workspace import workspace_of
from xltools.rules.explanation import Explanation, explain
from xltools.rules.meant_case import case_meant


def explain_case(path: Path, number: str, now: datetime, progress: Stages = untold) -> Explanation:
    """Explain one case.

    Args:
        path: The register; links are followed.
        number: The case's number; full-width signs, blanks and small letters do no harm.
        now: The moment of the pass.
        progress: Told the stage that begins.

    Raises:
        UnknownCaseError: The register has no such case.
        XltoolsError: The workbook cannot be read, or is no register.
    """
    done = read_and_decide(path, now, progress)
    with speaking(done.register.definition.language):
        return _explained(done, number)


def position_of(done: Pass, number: str) -> int:
    """The position of a case among those of a pass.

    Raises:
        UnknownCaseError: The register has no such case.
    """
    view, scheme = done.decision.cases, done.register.definition.numbering
    return view.index_of()[case_meant(view.numbers, number, scheme, done.opened.snapshot.path.name)]


def _explained(done: Pass, number: str) -> Explanation:
    index = position_of(done, number)
    return explain(done.register, done.context, done.decision, index, _written(done, index))


def _written(done: Pass, index: int) -> dict[str, str]:
    """By field: what the tool wrote into the case's row in the very pass that gave the case its number."""
    table, scheme = done.register.cases, done.register.definition.numbering
    number = done.decision.cases.numbers[index]
    if number is None:
        return {}
    headers = {field.header: field.name for field in table.definition.fields}
    workspace = workspace_of(done.opened.snapshot.path)
    head = table.definition.by_name[scheme.field].header
    values = values_written_with(workspace, done.context.register_id, table.title, head, number)
    return {headers[header]: value for header, value in values.items() if header in headers}
