"""Which rows of exports and answers are entered? All that the pass was given, below the last row. (FA-1, FR-10)

Invariant: an entry fills what people may fill and nothing else, and gets its number in the same pass; what it says is
judged like what a clerk types.
"""

from collections.abc import Iterable, Mapping, Sequence

from xltools.model.list_words import row_as_listed
from xltools.model.pass_context import Entry, PassContext
from xltools.model.policy import Policy
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.added_rows import AddedRow

RECEIVED = "received_at"


def rows_to_enter(register: Register, context: PassContext) -> tuple[AddedRow, ...]:
    """The entries of the context as rows of the register sheet.

    A time of receipt that the source does not have at all is the moment of the pass; an empty one stays empty. A number
    stands in an entry only where an earlier pass gave it and a crash kept that pass from writing it.
    """
    number = register.definition.numbering.field
    return entered_rows(register.cases, context.entries, {RECEIVED: context.now}, register.policy, number)


def entered_rows(
    table: SheetTable, entries: Iterable[Entry], usual: Mapping[str, Value], policy: Policy, number: str = ""
) -> tuple[AddedRow, ...]:
    """Entries as rows of a sheet: what people may fill there, with its words as their lists spell them.

    Args:
        table: The sheet.
        entries: What is to be entered.
        usual: By field, what stands in a row whose source does not have the field at all.
        policy: The lists.
        number: The field of the tool's that an entry may fill nevertheless, if there is one.
    """
    fields = table.definition.by_name
    allowed = {number, *(field.name for field in table.present() if field.typed_by_people)}
    filled = ({**usual, **entry.values} for entry in entries)
    return tuple(
        row_as_listed({name: value for name, value in row.items() if name in allowed}, fields, policy) for row in filled
    )


def entered(entries: Sequence[Entry], numbers: Sequence[str | None]) -> Mapping[str, str | None]:
    """By entry, the number that it got; the entries are the last of the cases."""
    return dict(zip((entry.key for entry in entries), numbers[len(numbers) - len(entries) :], strict=True))
