"""Under what conditions is a register worked on? System errors as sentences, and no search for cycles meanwhile.

Invariant: what goes wrong beneath us reaches people as one of our own errors.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError, VanishedError


@contextmanager
def no_bare_system_error(path: Path) -> Iterator[None]:
    """Disks fill up and shares go away at any call: whatever the step at hand does not explain itself is told here."""
    try:
        yield
    except FileNotFoundError as error:
        raise VanishedError(Path(error.filename) if isinstance(error.filename, str) else path) from None
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be worked on ({error.strerror or error}). "
            "Check the disk, the connection and the permissions, then run the command again."
        ) from None


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """A pass makes millions of objects and no cycles: looking for cycles would cost a quarter of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
