"""What is said of a folder in which no register stands? How to come by one, and which workbooks there cannot be read.

Invariant: a workbook that people see in the folder and the tool cannot read is named, not passed over in silence.
"""

from pathlib import Path

from xltools.errors import NotARegisterError
from xltools.operations.workspace import unread_workbooks_in

_SHOWN = 3


def no_register_in(folder: Path) -> NotARegisterError:
    """The error that says so."""
    names = [path.name for path in unread_workbooks_in(folder)]
    if not names:
        return NotARegisterError(
            "no register in this folder. Make one with: xltools init TEMPLATE FOLDER, or adopt your own workbook with: "
            "xltools adopt FILE"
        )
    shown = ", ".join(names[:_SHOWN]) + f" and {len(names) - _SHOWN} more" * (len(names) > _SHOWN)
    return NotARegisterError(
        f"no register in this folder. {shown}: only .xlsx and .xlsm can be read. Save each as .xlsx in Excel, WPS or "
        "LibreOffice, then run: xltools adopt FILE"
    )
