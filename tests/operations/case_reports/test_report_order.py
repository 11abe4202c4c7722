"""An order without anything said asks for the team's own copy of the report."""

from pathlib import Path

from xltools.model.form_values import Audience
from xltools.operations.case_reports.report_order import CaseReportOrder


def test_nothing_leaves_the_house_unasked() -> None:  # FR-13
    order = CaseReportOrder(Path("台账.xlsx"), ("202405-001",))
    assert (order.audience, order.pdf, order.forms, order.closed_in) == (Audience.INWARD, False, (), None)
