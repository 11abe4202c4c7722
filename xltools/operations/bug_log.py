"""Where is written down what went wrong with the program itself, so that it can be pasted into a report?

Invariant: the exception's own words are left out, for they often quote a cell.
"""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from xltools import __version__


def write_bug_log() -> Path:
    """Put versions and the place of the exception being handled into a file of its own, and name the file.

    Raises:
        OSError: The disk is full.
    """
    kind, _, trace = sys.exc_info()
    where = "Traceback (most recent call last):\n" + "".join(traceback.format_tb(trace))
    name = kind.__name__ if kind is not None else "Exception"
    with tempfile.NamedTemporaryFile("w", prefix="xltools-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(f"xltools {__version__}, Python {sys.version}, {platform.platform()}\n\n{where}{name}\n")
    return Path(log.name)


def bug_place(error: Exception) -> tuple[str, str, int]:
    """What an exception is, and where it was raised: class, file and line."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return type(error).__name__, frame.filename, frame.lineno or 0
