"""Why could a register not be read, in words for sheet 口径? By the kind of error that stopped it.

Invariant: every error has its words, and whether it may be gone after a while is known here alone.
"""

from enum import StrEnum

from xltools.errors import (
    DefinitionError,
    EncryptedWorkbookError,
    MissingExtraError,
    NotARegisterError,
    SettingsError,
    UnreadableWorkbookError,
    VanishedAddressError,
    VanishedError,
    WorkbookBusyError,
    XltoolsError,
)
from xltools.language.speaking import text


class Trouble(StrEnum):
    """What is wrong with a register."""

    PROTECTED = "protected"
    DAMAGED = "damaged"
    SETTINGS = "settings"
    DEFINITION = "definition"
    NO_REGISTER = "no_register"
    BUSY = "busy"
    VANISHED = "vanished"
    MISSING = "missing"  # nothing was found where it should be
    MISNAMED = "misnamed"  # a file name that is no text
    GONE = "gone"  # counted by an earlier summary, found no more
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    DEADLY = "deadly"  # the process that read it ended
    DENIED = "denied"

    @property
    def said(self) -> str:
        """In the spoken language."""
        return text(f"reporting.trouble.{self.value}")

    @property
    def may_pass(self) -> bool:
        """Whether it may be gone when it is tried again."""
        return self in _PASSING


class SlowFileError(UnreadableWorkbookError):
    """A file that does not arrive within the time that it is given."""

    def __init__(self, place: str, seconds: float) -> None:
        super().__init__(
            f"{place} did not arrive within {seconds:g} seconds. Check the connection, or give timeout_seconds more."
        )


class UnreachableError(UnreadableWorkbookError):
    """A store or share that does not answer as it should."""


class MissingStoreLibraryError(MissingExtraError):
    """What `fsspec` needs further for one kind of store is not installed; no extra of ours holds it."""

    def __init__(self, scheme: str, why: str) -> None:
        XltoolsError.__init__(self, f"{scheme}:// addresses need a further library ({why}). Install it with pip.")


_PASSING = frozenset({Trouble.BUSY, Trouble.VANISHED, Trouble.UNREACHABLE, Trouble.SLOW, Trouble.DENIED})
# The first class that fits.
_BY_ERROR: tuple[tuple[type[XltoolsError], Trouble], ...] = (
    (EncryptedWorkbookError, Trouble.PROTECTED),
    (SlowFileError, Trouble.SLOW),
    (UnreachableError, Trouble.UNREACHABLE),
    (UnreadableWorkbookError, Trouble.DAMAGED),
    (SettingsError, Trouble.SETTINGS),
    (DefinitionError, Trouble.DEFINITION),
    (NotARegisterError, Trouble.NO_REGISTER),
    (WorkbookBusyError, Trouble.BUSY),
    (VanishedError, Trouble.VANISHED),
    (VanishedAddressError, Trouble.VANISHED),
)


def trouble_of(error: XltoolsError) -> Trouble:
    """What an error means for a report."""
    return next((trouble for kind, trouble in _BY_ERROR if isinstance(error, kind)), Trouble.DENIED)
