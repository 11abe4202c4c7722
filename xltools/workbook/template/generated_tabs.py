"""Which tabs does each refresh write anew, and what stands on them until the first one?

Invariant: a register that keeps no states has no list of work, for nobody could say which of its cases are open; one
without templates has no notices to customers.
"""

from xltools.model.generated_page import NOTICES_SHEET, OVERVIEW_SHEET, TODO_SHEET, GeneratedPage
from xltools.model.notice_template import TEMPLATES_SHEET
from xltools.model.register_definition import RegisterDefinition

GENERATED_PURPOSES = {
    OVERVIEW_SHEET: "今天的数字：新增、办结、未结、超时，按状态、责任人和等级分开。由工具填写，每次刷新整页重写。",
    TODO_SHEET: "还要办的事：最紧急的和超时的在前，点编号跳到那一行。由工具填写，每次刷新整页重写。",
    NOTICES_SHEET: "该告诉客户的话：按“通知模板”写好，复制即可发出。由工具填写，每次刷新整页重写。",
}
_NOT_YET = "刷新后由工具填写"


def generated_tabs(definition: RegisterDefinition) -> tuple[str, ...]:
    """The generated tabs of a register, in order; a name that the definition uses itself is left to it."""
    own = {sheet.title for sheet in definition.sheets}
    has_notices = definition.sheet(TEMPLATES_SHEET) is not None
    return tuple(
        tab
        for tab in GENERATED_PURPOSES
        if tab not in own and (has_notices if tab == NOTICES_SHEET else bool(definition.states))
    )


def empty_pages(definition: RegisterDefinition) -> tuple[GeneratedPage, ...]:
    """What stands on the generated tabs of a new register."""
    return tuple(
        GeneratedPage(tab, f"{tab}　{definition.title}", _NOT_YET, tables=()) for tab in generated_tabs(definition)
    )
