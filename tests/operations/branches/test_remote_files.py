"""Registers in a store: found, read, and whatever goes wrong told with the address."""

import os
from collections.abc import Iterator
from typing import ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from xltools.errors import DefinitionError, MissingExtraError, VanishedAddressError
from xltools.operations.branches import remote_files
from xltools.operations.branches.remote_files import is_address, remote_bytes, remote_workbooks
from xltools.operations.reporting.troubles import UnreachableError


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    memory = fsspec.filesystem("memory")
    memory.pipe("/shelf/a.xlsx", b"one")
    memory.pipe("/shelf/deep/b.xlsx", b"two")
    yield memory
    memory.rm("/shelf", recursive=True)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("s3://b/x", True),
        ("file:///a", True),
        ("D:/分部", False),
        ("D:\\分部", False),
        ("\\\\share\\x", False),
        ("a/b", False),
    ],
)
def test_a_drive_is_no_address(text: str, answer: bool) -> None:
    assert is_address(text) is answer


@pytest.mark.usefixtures("store")
def test_one_file_a_folder_and_a_pattern() -> None:
    def names(pattern: str) -> list[str]:
        return [each.address for each in remote_workbooks(pattern, {})]

    assert names("memory://shelf/a.xlsx") == ["memory://shelf/a.xlsx"]
    assert (
        names("memory://shelf") == names("memory://shelf/") == ["memory://shelf/a.xlsx", "memory://shelf/deep/b.xlsx"]
    )
    assert names("memory://shelf/*.xlsx") == ["memory://shelf/a.xlsx"]
    assert remote_bytes("memory://shelf/deep/b.xlsx", {}) == b"two"


def test_a_hint_changes_with_the_file(store: fsspec.AbstractFileSystem) -> None:
    (before,) = remote_workbooks("memory://shelf/a.xlsx", {})
    store.rm("/shelf/a.xlsx")
    store.pipe("/shelf/a.xlsx", b"three")
    (after,) = remote_workbooks("memory://shelf/a.xlsx", {})
    assert before.hint
    assert before.hint != after.hint


def test_a_checksum_of_the_store_is_a_hint_at_any_time(
    store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"name": "/shelf/a.xlsx", "size": 3, "type": "file", "ETag": '"abc"'}
    monkeypatch.setattr(type(store), "glob", lambda *_, **__: {"/shelf/a.xlsx": told})
    (found,) = remote_workbooks("memory://shelf/a*.xlsx", {})
    assert (found.hint, found.changed_at) == ('3-"abc"', None)


def test_what_is_gone_and_what_does_not_answer_are_told_apart(
    store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VanishedAddressError):
        remote_bytes("memory:///shelf/c.xlsx", {})

    def fail(*_: object, **__: object) -> bytes:
        raise ConnectionResetError("reset by peer")

    monkeypatch.setattr(type(store), "cat_file", fail)
    with pytest.raises(UnreachableError) as told:
        remote_bytes("memory:///shelf/a.xlsx", {})
    assert "memory:///shelf/a.xlsx" in str(told.value)


def test_an_unknown_kind_of_store_is_refused() -> None:
    with pytest.raises((UnreachableError, MissingExtraError)):
        remote_bytes("nosuchstore://x/y.xlsx", {})


def test_options_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "XLTOOLS_TEST_STORE", "told")
    asked: dict[str, object] = {}

    def url_to_fs(address: str, **options: object) -> tuple[fsspec.AbstractFileSystem, str]:
        asked.update(options)
        return fsspec.filesystem("memory"), address

    monkeypatch.setattr("fsspec.core.url_to_fs", url_to_fs)
    remote_files.remote_workbooks("memory://x/*.xlsx", {"memory": {"secret": "env:XLTOOLS_TEST_STORE", "size": 3}})
    assert asked == {"secret": "told", "size": 3}


def test_what_the_environment_does_not_hold_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLTOOLS_TEST_STORE", raising=False)
    with pytest.raises(DefinitionError) as told:
        remote_workbooks("memory://x/*.xlsx", {"memory": {"secret": "env:XLTOOLS_TEST_STORE"}})
    assert told.value.key == "branches.storage.memory.secret"


def test_half_a_file_is_a_bad_connection(store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(store), "cat_file", lambda *_, **__: b"on")
    with pytest.raises(UnreachableError):
        remote_bytes("memory://shelf/a.xlsx", {})


class _OfAHost(MemoryFileSystem):
    """A store whose names of files leave out the host, as those of FTP and SFTP do."""

    protocol = "hosted"
    store: ClassVar[dict[str, object]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]

    def __init__(self, host: str, **options: object) -> None:
        super().__init__(**options)
        self.host = host

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        told = "/" + path.removeprefix("hosted://").partition("/")[2] if "://" in path else path
        return told.rstrip("/")

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, str]:
        host = path.removeprefix("hosted://").partition("/")[0]
        return {"host": host} if host else {}


def test_the_host_stays_in_the_address() -> None:
    fsspec.register_implementation("hosted", _OfAHost, clobber=True)
    _OfAHost("shelf.example").pipe("/data/a.xlsx", b"one")
    (found,) = remote_workbooks("hosted://shelf.example/data/*.xlsx", {})
    assert found.address == "hosted://shelf.example/data/a.xlsx"
    assert remote_bytes(found.address, {}) == b"one"


def test_the_library_that_a_store_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def url_to_fs(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", url_to_fs)
    with pytest.raises(MissingExtraError, match="s3fs"):
        remote_workbooks("s3://bucket/*.xlsx", {})
