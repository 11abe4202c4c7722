"""What is to be known of the computer that xltools runs on? All that the checks ask it, in one place.

Invariant: checks ask nothing but this, so that tests examine computers that are not there.
"""

import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import gettempdir

from xltools.operations.examining.file_systems import linux_kind, linux_mounts, mac_kind, mac_mounts
from xltools.operations.examining.windows_places import drive_kind, may_add_files, this_windows

_PACKAGE = "xltools"


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the package asks for.

    Attributes:
        python: As ``requires-python`` has it: ``>=3.11``.
        libraries: As ``dependencies`` has them: ``click>=8.1``.
        extras: The same by extra.
    """

    python: str = ""
    libraries: tuple[str, ...] = ()
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Computer:
    """One computer.

    Attributes:
        system: As `sys.platform` has it.
        python: Its version.
        environment: The variables.
        temporary: The folder of temporary files.
        requirements: What xltools asks for; None where that is not known.
        version_of: The version of an installed library; None where it is not there.
        file_system: The kind of file system that a folder lies on; "" where it cannot be told.
        free_bytes: How much room is left where a folder lies.
        may_write: Whether files may be made in a folder.
        offset: How far its clock's zone is from UTC at an aware moment.
    """

    system: str
    python: tuple[int, ...]
    environment: Mapping[str, str]
    temporary: Path
    requirements: Requirements | None
    version_of: Callable[[str], str | None]
    file_system: Callable[[Path], str]
    free_bytes: Callable[[Path], int]
    may_write: Callable[[Path], bool]
    offset: Callable[[datetime], timedelta]


def this_computer() -> Computer:
    """The one that we run on."""
    return Computer(
        sys.platform,
        sys.version_info[:3],
        dict(os.environ),
        Path(gettempdir()),
        known_requirements(Path(__file__).parents[3] / "pyproject.toml"),
        _installed_version,
        _file_system,
        lambda folder: shutil.disk_usage(folder).free,
        _may_write,
        lambda now: now.astimezone().utcoffset() or timedelta(0),
    )


def known_requirements(project: Path) -> Requirements | None:
    """What the package asks for, from its project file in a checkout, else from what was installed."""
    try:
        table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        if table["name"] == _PACKAGE:
            extras = {name: tuple(listed) for name, listed in table.get("optional-dependencies", {}).items()}
            return Requirements(table["requires-python"], tuple(table["dependencies"]), extras)
    except (OSError, ValueError, KeyError):
        pass
    try:
        return of_metadata(metadata(_PACKAGE)["Requires-Python"] or "", requires(_PACKAGE) or [])
    except PackageNotFoundError:
        return None


def of_metadata(python: str, lines: list[str]) -> Requirements:
    """The same from an installed package, where an extra is a condition: ``dask>=2024.8; extra == 'cluster'``."""
    extras: dict[str, tuple[str, ...]] = {}
    libraries = []
    for line in lines:
        wanted, _, condition = line.partition(";")
        head, named, extra = condition.partition("extra ==")
        if named:
            name = extra.strip(" '\")")
            extras[name] = (*extras.get(name, ()), wanted.strip())
        else:
            libraries.append(f"{wanted.strip()};{head}" if head else wanted.strip())
    return Requirements(python, tuple(libraries), extras)


def _installed_version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _file_system(folder: Path) -> str:
    if sys.platform == "win32":
        return drive_kind(this_windows(), PureWindowsPath(folder))
    if sys.platform == "darwin":
        return mac_kind(mac_mounts(), PurePosixPath(folder))
    return linux_kind(linux_mounts(), PurePosixPath(folder))


def _may_write(folder: Path) -> bool:
    if sys.platform == "win32":
        return may_add_files(this_windows(), folder)
    return os.access(folder, os.W_OK | os.X_OK)
