"""Which registers belong to a headquarters, and how are they read? Table ``[branches]`` of its ``xltools.toml``.

Invariant: no secret stands in the file: what a store asks for is named by the environment variable that holds it.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from xltools.model.field import Strict
from xltools.operations.workspace_file import BRANCHES, workspace_part

FROM_ENVIRONMENT = "env:"
_SECRET = re.compile(
    r"secret|password|token|credential|connection_string|^pass|(account|access|api|private)_?key$", re.IGNORECASE
)
_ADDRESS_WITH_PASSWORD = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://[^/@]*:[^/]*@")
BY_FOLDER, BY_FILE = "folder", "file"
OptionValue = str | int | float | bool
Pause = Callable[[float], None]


class BranchSettings(Strict):
    """Where the branches' registers are, and how to read them.

    Attributes:
        registers: Files, folders, patterns (``D:/分部/*/*.xlsx``) or addresses (``s3://bucket/registers/*.xlsx``).
        names: What a branch is called by: ``folder``, ``file``, or a pattern with one group over the whole path; by
            default whichever tells them apart.
        workers: Processes that read; by default one for each processor.
        retries: How often what is busy or cannot be reached is tried again.
        pause_seconds: Before the first such try; twice as long before each further one.
        timeout_seconds: How long one file may take to arrive.
        storage: By the scheme of an address, what `fsspec` is told: ``endpoint_url``; ``env:NAME`` stands for what the
            environment holds under that name.
    """

    registers: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    names: str = ""
    workers: Annotated[int, Field(ge=1, le=256)] | None = None
    retries: Annotated[int, Field(ge=0, le=20)] = 2
    pause_seconds: Annotated[float, Field(ge=0, le=600)] = 2.0
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    storage: dict[str, dict[str, OptionValue]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        refuse_passwords(self.registers)
        if self.names not in ("", BY_FOLDER, BY_FILE):
            try:
                groups = re.compile(self.names).groups
            except re.error as error:
                raise ValueError(f"names: {self.names!r} is no pattern ({error}); write folder, file or one") from None
            if groups != 1:
                raise ValueError(f"names: {self.names!r} needs one group (…) that holds the name")
        for scheme, options in self.storage.items():
            for key, value in options.items():
                if _SECRET.search(key) and not (isinstance(value, str) and value.startswith(FROM_ENVIRONMENT)):
                    raise ValueError(
                        f"storage.{scheme}.{key} is a secret; write {FROM_ENVIRONMENT}NAME and set that variable"
                    )
        return self

    def pause_before(self, attempt: int) -> float:
        """Seconds to wait before a further try, counted from 1."""
        return self.pause_seconds * 2.0 ** (attempt - 1)


def refuse_passwords(patterns: Iterable[str]) -> None:
    """Refuse addresses with a password in them: they are told on the command line and in the report.

    Raises:
        ValueError: One has; the sentence does not repeat it.
    """
    for pattern in patterns:
        if found := _ADDRESS_WITH_PASSWORD.match(pattern):
            raise ValueError(
                f"registers: an address of {found[1]} holds a password; write username and "
                f'password = "{FROM_ENVIRONMENT}NAME" under [branches.storage.{found[1]}]'
            )


def branch_settings(folder: Path) -> BranchSettings | None:
    """What the folder's file says of branches; None where it has no such table.

    Raises:
        DefinitionError: The file is no TOML, or the table is not as it should be; names the key.
    """
    return workspace_part(folder, BRANCHES, BranchSettings)
