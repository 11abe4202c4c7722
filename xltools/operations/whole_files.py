"""How is a file of our own written, so that a crash leaves the old one or the new one, never half of one?

Invariant: nothing stands under the name but whole contents.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.operations.open_elsewhere import TEMPORARY_PREFIX


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in the place of one of the same name; its folder is made if need be.

    Raises:
        ReadOnlyWorkbookError: It cannot be written; what stood there still does.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{os.getpid()}-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"nothing can be written in {path.parent} ({error.strerror}). Check the disk and the permissions."
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be written ({error.strerror}). Make room on the disk, then try again."
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
