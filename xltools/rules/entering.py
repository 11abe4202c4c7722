"""Which rows of exports become cases? All that the pass was given, below the last case. (FA-1)

Invariant: an entry fills what people may fill and nothing else, and gets its number in the same pass; what it says is
judged like what a clerk types.
"""

from collections.abc import Mapping, Sequence

from xltools.model.list_words import row_as_listed
from xltools.model.pass_context import Entry, PassContext
from xltools.model.register import Register
from xltools.rules.added_rows import AddedRow

RECEIVED = "received_at"


def rows_to_enter(register: Register, context: PassContext) -> tuple[AddedRow, ...]:
    """The entries of the context as rows of the register sheet.

    A time of receipt that the source does not have at all is the moment of the pass; an empty one stays empty. A number
    stands in an entry only where an earlier pass gave it and a crash kept that pass from writing it.
    """
    fields, policy = register.cases.definition.by_name, register.policy
    allowed = {field.name for field in register.cases.present() if field.typed_by_people}
    allowed.add(register.definition.numbering.field)
    moment = {RECEIVED: context.now} if RECEIVED in allowed else {}
    return tuple(
        row_as_listed(
            {name: value for name, value in (moment | dict(entry.values)).items() if name in allowed}, fields, policy
        )
        for entry in context.entries
    )


def entered(entries: Sequence[Entry], numbers: Sequence[str | None]) -> Mapping[str, str | None]:
    """By entry, the number that it got; the entries are the last of the cases."""
    return dict(zip((entry.key for entry in entries), numbers[len(numbers) - len(entries) :], strict=True))
