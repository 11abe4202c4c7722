"""What may the workbook of a register be called? A name that every system takes and under which it is looked for.

Invariant: a name that passes is the same file on Windows, macOS and Linux.
"""

from xltools.operations.workspace import may_be_workbook
from xltools.reports.file_names import safe_file_name

_LONGEST_NAME = 200  # what sheet 设置 takes as a value


def name_that_would_do(stem: str, suffix: str = ".xlsx") -> str:
    """The name nearest to one that somebody wants.

    Args:
        stem: The name without its extension.
        suffix: The extension.

    Returns:
        The name without its extension: ``stem`` itself if a register may be called so; "" where nothing of it is left.
    """
    name = safe_file_name(stem, _LONGEST_NAME, suffix)
    return name.removesuffix(suffix) if may_be_workbook(name) else ""
