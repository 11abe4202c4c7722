"""An order that says nothing is an ordinary refresh."""

from xltools.operations.passes.pass_order import Cause, PassOrder


def test_an_order_that_says_nothing_waits_for_nobody_and_brings_nothing() -> None:
    order = PassOrder()
    assert order.cause is Cause.ASKED
    assert not order.while_open
    assert not order.only_if_due
    assert (order.entries, order.measures, order.definition) == ((), (), None)
    assert order.hold_seconds >= 1  # clients.md, section 3: who opened the old bytes just before meets the lock
