"""How are registers found and read that lie in a store? Through `fsspec`, which speaks to all of them.

Invariant: what a store answers is bytes, and whatever it fails with is one of our errors with the address in it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from xltools.errors import (
    DefinitionError,
    MissingExtraError,
    ReadOnlyWorkbookError,
    UnsafeWorkbookError,
    VanishedAddressError,
    XltoolsError,
)
from xltools.operations.branches.branch_settings import FROM_ENVIRONMENT, OptionValue
from xltools.operations.branches.found_workbooks import may_be_register
from xltools.operations.files.replacing import MAXIMUM_BYTES
from xltools.operations.reporting.troubles import MissingStoreLibraryError, UnreachableError
from xltools.operations.workspace_file import BRANCHES, FILE_NAME

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # a drive letter is one sign
_CHECKSUMS = ("ETag", "etag", "md5Hash", "md5", "checksum", "content_md5")
_CHANGED = ("LastModified", "last_modified", "mtime", "modified", "updated", "created")
Storage = Mapping[str, Mapping[str, OptionValue]]


class RemoteFile(NamedTuple):
    """A file in a store.

    Attributes:
        address: Of the file.
        hint: What tells one saved state from another without reading it; "" where the store tells nothing.
        changed_at: When it was changed, in seconds since 1970; None where the hint is a checksum.
    """

    address: str
    hint: str
    changed_at: float | None


def is_address(pattern: str) -> bool:
    """Whether this names something in a store, not a path."""
    return _ADDRESS.match(pattern) is not None


def remote_workbooks(pattern: str, storage: Storage) -> list[RemoteFile]:
    """What may be registers at an address: one, all of a folder, or those of a pattern.

    Raises:
        MissingExtraError: `fsspec`, or what it needs for this kind of store, is not installed.
        DefinitionError: An environment variable that its options name is not set.
        VanishedAddressError, ReadOnlyWorkbookError, UnreachableError: It cannot be listed.
    """
    with _told(pattern):
        system, path = _opened(pattern, storage)
        path = path.rstrip("/") or path
        found = system.find(path, detail=True) if system.isdir(path) else system.glob(path, detail=True)
        files = (told for told in found.values() if told.get("type", "file") == "file")
        named = [(str(told["name"]), told) for told in files]
        return [
            RemoteFile(_address(system, pattern, path, name), *_sight(told))
            for name, told in named
            if may_be_register(name, path)
        ]


def remote_bytes(address: str, storage: Storage) -> bytes:
    """A file whole.

    Raises:
        MissingExtraError, DefinitionError, VanishedAddressError, ReadOnlyWorkbookError, UnsafeWorkbookError,
            UnreachableError: It cannot be read.
    """
    with _told(address):
        system, path = _opened(address, storage)
        if (size := system.size(path) or 0) > MAXIMUM_BYTES:
            told = f"the workbook has {size / 2**20:.0f} MB, more than {MAXIMUM_BYTES / 2**20:.0f}"
            raise UnsafeWorkbookError(told, "Split the register, for instance by year.")
        data = bytes(system.cat_file(path))
        if len(data) < size:
            raise UnreachableError(f"{address} arrived with {len(data)} of {size} bytes only. Check the connection.")
        return data


def _opened(address: str, storage: Storage) -> tuple[Any, str]:
    """The store and the path in it."""
    scheme = address.split("://", 1)[0].lower()
    options = {key: _value(value, f"{scheme}.{key}") for key, value in storage.get(scheme, {}).items()}
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtraError("reading registers from an address", "cluster") from None
    system, path = url_to_fs(address, **options)
    system.invalidate_cache()  # what was listed for the last summary of a long process is no news
    return system, path


def _value(value: OptionValue, key: str) -> OptionValue:
    if not (isinstance(value, str) and value.startswith(FROM_ENVIRONMENT)):
        return value
    variable = value.removeprefix(FROM_ENVIRONMENT)
    if variable not in os.environ:
        told = f"the environment variable {variable} is not set on the machine that reads"
        raise DefinitionError(FILE_NAME, f"{BRANCHES}.storage.{key}", told)
    return os.environ[variable]


def _address(system: Any, pattern: str, path: str, name: str) -> str:
    """Of a file that was found: written as the pattern is, whose host many stores leave out of the names they tell."""
    asked = pattern.rstrip("/")
    written = asked[: -len(path)] + name if path and asked.endswith(path) else ""
    if written and system._strip_protocol(written) == name:
        return written
    return str(system.unstrip_protocol(name))


def _sight(told: Mapping[str, Any]) -> tuple[str, float | None]:
    """Hint and time of change, as far as this kind of store tells them."""
    size = told.get("size")
    checksum = next((str(told[key]) for key in _CHECKSUMS if told.get(key)), "")
    if checksum:
        return f"{size}-{checksum}", None
    changed = next((moment for key in _CHANGED if (moment := _seconds(told.get(key))) is not None), None)
    return ("", None) if changed is None else (f"{size}-{changed}-{told.get('ino', '')}", changed)


def _seconds(moment: object) -> float | None:
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return float(moment) if isinstance(moment, (int, float)) else None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Stores fail with anything that their libraries know."""
    try:
        yield
    except XltoolsError:
        raise
    except ImportError as error:
        raise MissingStoreLibraryError(address.split("://", 1)[0], str(error).splitlines()[0]) from None
    except FileNotFoundError:
        raise VanishedAddressError(address) from None
    except PermissionError:
        raise ReadOnlyWorkbookError(
            f"{address} may not be read. Ask for permission, or set its storage options."
        ) from None
    except Exception as error:  # noqa: BLE001
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnreachableError(f"{address} could not be read ({why}). Check the address and the connection.") from None
