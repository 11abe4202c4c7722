"""Archive runs that are killed: imported once, forked for each death.

Reads lines ``FOLDER<tab>step<tab>NUMBER`` (dies before that call to the system) or ``FOLDER<tab>wait<tab>SECONDS`` (is
killed from outside then) and answers each with ``killed`` or ``done``.
"""

from datetime import datetime
from pathlib import Path

from tests.hostile.dying_refreshes import live
from tests.operations.archiving.archived_register import Forms, MadeRegister, case, register
from xltools.operations.archiving import batch
from xltools.operations.archiving.archiving_register import ArchiveOutcome, archive_register

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


if __name__ == "__main__":
    live(archived)
