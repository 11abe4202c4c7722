"""A pass gets its clock; it has none of its own."""

from tests.registers import NOW, read, workbook
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext


def test_a_context_holds_what_it_is_given() -> None:
    issued = IssuedNumbers(read(workbook()).definition.numbering)
    context = PassContext(NOW, "台账.xlsx", issued)
    assert (context.now, context.attachments) == (NOW, frozenset())
