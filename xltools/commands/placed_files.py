"""What is said of a file that was put where it belongs?

Invariant: every way of placing a file has its words here, for all verbs that place one.
"""

from collections.abc import Iterable

from xltools.operations.reporting.report_files import Placed, Placing

PLACING_WORDS = {
    Placing.WRITTEN: "written",
    Placing.UNCHANGED: "unchanged",
    Placing.BESIDE: "written beside another file of that name, which was left alone",
}


def files_document(files: Iterable[Placed]) -> list[dict[str, str]]:
    """The files as JSON, in their order."""
    return [{"path": str(each.path), "result": each.placing.value, "sha256": each.sha256} for each in files]
