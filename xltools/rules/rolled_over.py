"""Where does this register go on, and which cases were entered into it although it goes on elsewhere?

Two rows of sheet 设置 tell it, written by `xltools rollover`. Invariant: the old register goes on giving numbers; what
is entered there is told, never refused.
"""

from collections.abc import Iterator

from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Register
from xltools.model.sheet_keys import SETTINGS_SHEET

SUCCESSOR, PREDECESSOR = "successor", "predecessor"
POINTERS = frozenset({SUCCESSOR, PREDECESSOR})


def pointer(register: Register, key: str) -> str:
    """The file name of the register before or after this one; "" where there is none.

    Args:
        register: The register.
        key: `SUCCESSOR` or `PREDECESSOR`.
    """
    table = register.tables.get(SETTINGS_SHEET)
    if table is None or not table.values.keys() >= {"key", "value"}:
        return ""
    rows = zip(table.values["key"], table.values["value"], strict=True)
    return next((str(value).strip() for name, value in rows if name == key and value is not None), "")


def check_rolled_over(register: Register, view: CaseView) -> Iterator[Finding]:
    """Findings on cases that are open in a register that goes on elsewhere, those apart that were taken up again.

    Args:
        register: The register.
        view: Its cases, with their states decided.
    """
    successor = pointer(register, SUCCESSOR)
    if not successor:
        return
    closed, number = set(register.definition.closed_states), register.definition.numbering.field
    states, reopened = view.column("state"), view.column("reopened")
    for index, state in enumerate(states):
        if state not in closed and reopened[index] is None:
            yield view.finding(FindingCode.REGISTER_ROLLED_OVER, index, number, value=successor)
