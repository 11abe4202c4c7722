"""What goes wrong beneath us reaches people as one of our own errors."""

import gc
from pathlib import Path

import pytest

from xltools.errors import ReadOnlyWorkbookError, VanishedError
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection


def test_a_full_disk_is_told_as_an_error_of_ours() -> None:
    with pytest.raises(ReadOnlyWorkbookError), no_bare_system_error(Path("台账.xlsx")):
        raise OSError(28, "No space left on device")


def test_a_file_that_went_away_is_told_by_its_name() -> None:
    with pytest.raises(VanishedError) as error, no_bare_system_error(Path("台账.xlsx")):
        Path("gone.xlsx").read_bytes()
    assert "gone.xlsx" in str(error.value)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collection_is_as_it_was_afterwards(enabled: bool) -> None:
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with without_garbage_collection():
            inside = gc.isenabled()
        assert (inside, gc.isenabled()) == (False, enabled)
    finally:
        (gc.enable if was else gc.disable)()
