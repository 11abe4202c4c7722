"""Where lies what tests use and the repository does not hold: real workbooks, real complaints, the keyboard driver?"""

import os
from pathlib import Path


def shared_folder() -> Path:
    """The folder ``shared`` beside the repository; ``XLTOOLS_SHARED`` names another place. It need not be there."""
    return Path(os.environ.get("XLTOOLS_SHARED") or Path(__file__).parents[2] / "shared")
