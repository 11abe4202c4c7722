"""Every error has its words, in every language, and only what may pass is tried again."""

from pathlib import Path

import pytest

from xltools.errors import (
    EncryptedWorkbookError,
    NotAWorkbookError,
    ReadOnlyWorkbookError,
    VanishedError,
    WorkbookBusyError,
    XltoolsError,
)
from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.operations.reporting.troubles import SlowFileError, Trouble, UnreachableError, trouble_of


@pytest.mark.parametrize(
    ("error", "trouble", "passing"),
    [
        (EncryptedWorkbookError(), Trouble.PROTECTED, False),
        (NotAWorkbookError(), Trouble.DAMAGED, False),
        (SlowFileError("x", 3), Trouble.SLOW, True),
        (UnreachableError("x"), Trouble.UNREACHABLE, True),
        (WorkbookBusyError(Path("x"), "y"), Trouble.BUSY, True),
        (VanishedError(Path("x")), Trouble.VANISHED, True),
        (ReadOnlyWorkbookError("x"), Trouble.DENIED, True),
    ],
)
def test_what_an_error_means(error: XltoolsError, trouble: Trouble, passing: bool) -> None:
    assert trouble_of(error) is trouble
    assert trouble.may_pass is passing


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_every_trouble_is_said(language: str) -> None:
    with speaking(language):
        assert len({trouble.said for trouble in Trouble}) == len(Trouble)
