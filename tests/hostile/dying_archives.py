"""Archive runs that are killed: imported once, forked for each death.

Reads lines ``FOLDER<tab>step<tab>NUMBER`` (dies before that call to the system) or ``FOLDER<tab>wait<tab>SECONDS`` (is
killed from outside then) and answers each with ``killed`` or ``done``.
"""

import os
import signal
import sys
import time
from datetime import datetime
from pathlib import Path

from tests.hostile.dying_refreshes import die_at
from tests.operations.archiving.archived_register import Forms, MadeRegister, case, register
from xltools.operations.archiving import batch
from xltools.operations.archiving.archiving import ArchiveOutcome, archive_register

BEFORE, NOW = datetime(2024, 6, 1, 10), datetime(2024, 6, 2, 10)
CHANGED, COUNT = "202405-000", 4
batch.MOST_COPIES = 2  # two batches


def register_in(folder: Path) -> MadeRegister:
    """Four closed cases with attachments."""
    return register(
        folder, *(case(f"202405-{place:03}", attachments=f"{place}.jpg；共用.jpg") for place in range(COUNT))
    )


def prepare(folder: Path) -> None:
    """The folder as the run that dies finds it: one case was archived, and somebody changed it since."""
    made = register_in(folder)
    for name in ("共用", *map(str, range(COUNT))):
        (folder / "附件" / f"{name}.jpg").write_bytes(name.encode() * 1000)
    archive_register(register(folder, made.files.of(CHANGED)), folder / "归档", Forms(), BEFORE)


def archived(folder: Path) -> ArchiveOutcome:
    """A run."""
    made = register_in(folder)
    made.change(CHANGED, customer_comment="改过")
    return archive_register(made, folder / "归档", Forms(), NOW)


def one_life(folder: Path, kind: str, value: str) -> bool:
    """Whether the run was killed before it was done."""
    child = os.fork()
    if not child:
        try:
            if kind == "step":
                die_at(int(value))
            archived(folder)
        finally:
            os._exit(0)
    if kind == "wait":
        time.sleep(float(value))
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> None:
    for line in sys.stdin:
        name, kind, value = line.rstrip("\n").split("\t")
        print("killed" if one_life(Path(name), kind, value) else "done", flush=True)


if __name__ == "__main__":
    main()
