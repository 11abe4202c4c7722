"""How is a file of our own written, so that a crash leaves the old one or the new one, never half of one?

Invariant: nothing stands under the name but whole contents.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.operations.files.left_behind import written_temporary
from xltools.operations.files.system_files import patiently, system


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in the place of one of the same name; its folder is made if need be.

    Raises:
        ReadOnlyWorkbookError: It cannot be written; what stood there still does.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = written_temporary(path.parent, data)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"nothing can be written in {path.parent} ({error.strerror}). Check the disk and the permissions."
        ) from None
    try:
        temporary.chmod(0o644)
        patiently(partial(temporary.replace, path))  # a reader of that moment is in the way on Windows
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be written ({error.strerror}). Make room on the disk, then try again."
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_new(path: Path, data: bytes) -> None:
    """Write a file under a name that is free, in a folder that is there.

    Raises:
        FileExistsError: The name is taken; what stands there still does.
        OSError: It cannot be written.
    """
    temporary = written_temporary(path.parent, data)
    try:
        temporary.chmod(0o644)
        system().put(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
