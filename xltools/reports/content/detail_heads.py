"""What do other sections need to know of sheet 明细? Its heads that they count by, and where links into it lead.

Invariant: a figure that a live formula counts names its columns by these, so that formula and sheet speak alike.
"""

from xltools.language.speaking import text
from xltools.reports.content.cells import head
from xltools.reports.dimensions import DIMENSIONS

RECEIVED, ONCE, CLOSED, OVERDUE = "received_now", "counted_now", "closed_now", "overdue_now"  # keys of heads
PROBLEM = "frequent_problem"


def case_anchor(index: int) -> str:
    """Where links to a case lead."""
    return f"case:{index}"


def class_anchor(name: str) -> str:
    """Where links from a case back to its class lead."""
    return f"class:{name}"


def timer_head(label: str) -> str:
    """The head of the column that says how a limit was kept."""
    return head("timer", label=label)


def on_time_word() -> str:
    """What stands in the column of a limit that was kept."""
    return text("report.detail.on_time")


def late_word() -> str:
    """What stands in the column of a limit that was not kept."""
    return text("report.detail.late")


def dimension_label(key: str) -> str:
    """What a dimension is called: the head of its column."""
    return next((each.label for each in DIMENSIONS if each.key == key), key)
