"""Which tabs does each refresh write anew, and what stands on them until the first one?

Invariant: a register that keeps no states has none of them, for nobody could say which of its cases are open.
"""

from xltools.model.generated_page import OVERVIEW_SHEET, TODO_SHEET, GeneratedPage
from xltools.model.register_definition import RegisterDefinition

GENERATED_PURPOSES = {
    OVERVIEW_SHEET: "今天的数字：新增、办结、未结、超时，按状态、责任人和等级分开。由工具填写，每次刷新整页重写。",
    TODO_SHEET: "还要办的事：最紧急的和超时的在前，点编号跳到那一行。由工具填写，每次刷新整页重写。",
}
_NOT_YET = "刷新后由工具填写"


def generated_tabs(definition: RegisterDefinition) -> tuple[str, ...]:
    """The generated tabs of a register, in order; a name that the definition uses itself is left to it."""
    own = {sheet.title for sheet in definition.sheets}
    return tuple(tab for tab in GENERATED_PURPOSES if definition.states and tab not in own)


def empty_pages(definition: RegisterDefinition) -> tuple[GeneratedPage, ...]:
    """What stands on the generated tabs of a new register."""
    return tuple(
        GeneratedPage(tab, f"{tab}　{definition.title}", _NOT_YET, tables=()) for tab in generated_tabs(definition)
    )
