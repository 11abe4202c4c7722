"""An order says all there is to say, and changes nothing by default."""

from pathlib import Path

from tests.operations.branches.branch_world import CLOCK, MAY, branch_settings_of
from xltools.operations.branches.branch_order import BranchOrder


def test_nothing_but_the_workbook_is_made_unless_asked_for() -> None:
    order = BranchOrder(Path("hq"), MAY, branch_settings_of(), CLOCK)
    assert (order.pdf, order.dry_run, order.output, order.workers, order.cluster) == (False, False, None, None, "")
