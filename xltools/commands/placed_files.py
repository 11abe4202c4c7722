"""What is said of a file that was put where it belongs?

Invariant: every way of placing a file has its words here, for all verbs that place one.
"""

from xltools.operations.reporting.report_files import Placing

PLACING_WORDS = {
    Placing.WRITTEN: "written",
    Placing.UNCHANGED: "unchanged",
    Placing.BESIDE: "written beside another file of that name, which was left alone",
}
