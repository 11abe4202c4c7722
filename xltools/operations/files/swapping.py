"""How does a new file come to stand under an old one's name, whatever the system answers?

Invariant: at the end the new or the old bytes stand there, or somebody's later ones; what else is told where the old
bytes are kept. (clients.md, section 4, step 9.)
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xltools.errors import ChangedSinceReadError, ReadOnlyWorkbookError, WorkbookBusyError
from xltools.operations.files.left_behind import written_temporary
from xltools.operations.files.system_files import denied_on_windows, in_use, patiently, system
from xltools.operations.files.windows_files import HalfReplacedError

_KEPT_OUT = "by a program that keeps others from writing"


def swap(temporary: Path, path: Path, last_look: Callable[[], None], before: bytes, kept: Path) -> None:
    """Replace a workbook, waiting for whoever looks into it for a moment.

    Args:
        temporary: The new file, in the same folder; it goes.
        path: The workbook.
        last_look: Raises what forbids replacing it; asked at each attempt, for people go on working while we wait.
        before: The workbook's bytes.
        kept: Where they are kept, too.

    Raises:
        WorkbookBusyError: Somebody else's handle is in the way all the time.
        ChangedSinceReadError: Windows took the old file away by half, and somebody saved another one since.
        ReadOnlyWorkbookError: The system refuses for good.
    """

    def attempt() -> None:
        last_look()
        system().replace(temporary, path)

    try:
        patiently(attempt)
    except HalfReplacedError:
        _settle_half(temporary, path, before, kept)
    except OSError as error:
        if in_use(error) or denied_on_windows(error):
            raise WorkbookBusyError(path, _KEPT_OUT) from None
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be replaced ({error.strerror}). Check the disk and the permissions of the folder; "
            "the old file is untouched."
        ) from None


def _settle_half(temporary: Path, path: Path, before: bytes, kept: Path) -> None:
    """Nothing stands under the name: put the new file there, else the old bytes; never over what somebody saved."""
    try:
        patiently(lambda: system().put(temporary, path))
    except FileExistsError:
        raise ChangedSinceReadError(path) from None
    except OSError:
        _put_back(path, before, kept)
        raise WorkbookBusyError(path, _KEPT_OUT) from None


def _put_back(path: Path, before: bytes, kept: Path) -> None:
    try:
        old = written_temporary(path.parent, before)
        try:
            system().put(old, path)
        finally:
            with suppress(OSError):
                old.unlink()
    except FileExistsError:
        raise ChangedSinceReadError(path) from None
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"the system took {path.name} away by half ({error.strerror}). Copy it back from {kept}."
        ) from None
