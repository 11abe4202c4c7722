"""For tests of what Windows is asked, on any system."""

import pytest

from tests.operations.files.windows_double import Kernel32Double, windows
from xltools.operations.files import system_files


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Kernel32Double:
    """From here on, the system is Windows."""
    double = Kernel32Double()
    monkeypatch.setattr(system_files, "_CHOSEN", windows(double))
    monkeypatch.setattr(system_files.time, "sleep", lambda _: None)
    return double
