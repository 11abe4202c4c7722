"""A computer that knows no name of its user stops nothing."""

import getpass

import pytest

from xltools.operations.user_name import user_name


@pytest.mark.parametrize("trouble", [OSError, KeyError, ImportError])
def test_a_name_that_is_unknown(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]) -> None:
    def unknown() -> str:
        raise trouble

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert [user_name(), user_name("somebody")] == ["", "somebody"]


def test_a_name_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "王师傅")
    assert user_name("somebody") == "王师傅"
