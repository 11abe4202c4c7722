"""What does the summary of all branches hold? All sections in order.

Invariant: the same figures, the same report; nothing is taken from the clock.
"""

from datetime import datetime

from xltools.language.speaking import text
from xltools.reports.branches.attention import by_attention
from xltools.reports.branches.basis import basis_section
from xltools.reports.branches.branches import branches_section
from xltools.reports.branches.classes import classes_section
from xltools.reports.branches.overview import overview_section
from xltools.reports.branches.problems import problems_section
from xltools.reports.branches.satisfaction import satisfaction_section
from xltools.reports.branches.timing import timing_section
from xltools.reports.branches.totals import BranchBasis
from xltools.reports.document import Report


def branches_report(basis: BranchBasis, made_at: datetime) -> Report:
    """The whole report, in the spoken language.

    Args:
        basis: What it rests on.
        made_at: The cut-off.
    """
    ranked = by_attention(basis.totals.lines, basis.totals.now)
    sections = (
        overview_section(basis, ranked),
        branches_section(basis, ranked),
        classes_section(basis),
        timing_section(basis),
        satisfaction_section(basis),
        problems_section(basis),
        basis_section(basis),
    )
    company, department = (basis.totals.mostly_said(what) for what in ("company", "department"))
    return Report(text("branches.title"), basis.label, company, department, made_at, sections)
