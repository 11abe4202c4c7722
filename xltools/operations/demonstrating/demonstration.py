"""How does a newcomer get registers to look at? A folder with all four, filled with made-up cases and refreshed.

Invariant: people's cells are written by the patcher, everything else by the same refresh that serves real registers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from xltools.errors import FolderNotEmptyError
from xltools.model.field import FieldKind
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_attachments import made_up_file
from xltools.operations.demonstrating.demo_cases import DemoScript, demo_script
from xltools.operations.demonstrating.demo_typing import type_in
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh
from xltools.operations.progress import Stages, untold
from xltools.operations.starting import template_bytes
from xltools.operations.workspace import Workspace
from xltools.rules.attachments import attachment_names
from xltools.workbook.definition_files import shipped_definition

DEMONSTRATED = ("feedback_report", "feedback_analysis", "rapid_response", "service_ticket")
OPEN_FIRST = "service_ticket"
ATTACHMENTS_FOLDER = "附件"
_FORGOTTEN_SHARE = 0.03
_TYPED_SUFFIX = ".mp3"  # the planted missing recording ends so; it is never made


@dataclass(frozen=True, slots=True)
class DemoRegister:
    """One register as it was made.

    Attributes:
        path: The workbook.
        template: Name of its definition.
        title: Its title.
        rows: How many rows people are made to have typed, by sheet key.
        first: The refreshes of earlier days, taken together.
        result: The last refresh; how the register stands now.
    """

    path: Path
    template: str
    title: str
    rows: Mapping[str, int]
    first: RefreshResult
    result: RefreshResult


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made.

    Attributes:
        folder: The folder.
        registers: The registers, in the order in which they were made.
        attachments: How many files were put into the attachments folder.
        forgotten: How many files are named in registers and missing on purpose.
        open_first: The register that shows most at a glance.
    """

    folder: Path
    registers: tuple[DemoRegister, ...]
    attachments: int
    forgotten: int
    open_first: Path


def make_demonstration(folder: Path, now: datetime, seed: int, cases: int, progress: Stages = untold) -> Demonstration:
    """Make a folder with the four registers, filled with made-up cases, their attachments, refreshed.

    Args:
        folder: Where; made if it is not there.
        now: The moment at which the registers are looked at; the cases go back six months from here.
        seed: The same seed, moment and number of cases make the same registers.
        cases: About how many cases each register gets.
        progress: Told the title of the register that begins.

    Raises:
        FolderNotEmptyError: There is something in the folder already, or it is a file.
        XltoolsError: A register could not be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmptyError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    Workspace(folder).require_memory()  # made-up numbers must not mix with those of a workspace around the folder
    scripts = {name: demo_script(shipped_definition(name), seed, now, cases) for name in DEMONSTRATED}
    made, forgotten = _write_attachments(folder / ATTACHMENTS_FOLDER, scripts, seed)
    registers = []
    for name, script in scripts.items():
        definition = shipped_definition(name)
        progress(definition.title)
        registers.append(_make_register(folder / f"{definition.title}.xlsx", definition, script))
    first = next(register.path for register in registers if register.template == OPEN_FIRST)
    return Demonstration(folder, tuple(registers), made, forgotten, first)


def _write_attachments(folder: Path, scripts: Mapping[str, DemoScript], seed: int) -> tuple[int, int]:
    rng = Random(f"{seed} attachments")  # noqa: S311 - a story, not a secret
    folder.mkdir()
    names = list(dict.fromkeys(name for key, script in scripts.items() for name in _named_files(key, script)))
    kept = [name for name in names if not name.endswith(_TYPED_SUFFIX) and rng.random() >= _FORGOTTEN_SHARE]
    for name in kept:
        (folder / name).write_bytes(made_up_file(name))
    return len(kept), len(names) - len(kept)


def _named_files(template: str, script: DemoScript) -> Iterator[str]:
    definition = shipped_definition(template)
    for key, rows in script.rows.items():
        sheet = definition.sheet(key)
        fields = [field for field in sheet.fields if field.kind is FieldKind.ATTACHMENTS] if sheet else []
        for row in rows:
            for field in fields:
                yield from attachment_names(str(row.get(field.name, "")))


def _make_register(path: Path, definition: RegisterDefinition, script: DemoScript) -> DemoRegister:
    """At each look: what has happened since the last one is typed in, and the register is refreshed."""
    path.write_bytes(template_bytes(definition))
    looks: list[RefreshResult] = []
    earlier: datetime | None = None
    for moment in script.looks:
        numbers = type_in(path, definition, script, earlier, moment)
        looks.append(refresh(path, moment, order=PassOrder(hold_seconds=0)))
        if moment != script.looks[-1]:
            _date_back(path, definition, numbers, script)
        earlier = moment
    counts = {key: len(rows) for key, rows in script.rows.items()}
    return DemoRegister(path, definition.name, definition.title, counts, _together(looks[:-1]), looks[-1])


def _together(looks: list[RefreshResult]) -> RefreshResult:
    """Several refreshes told as one."""
    return replace(
        looks[-1],
        findings=tuple(finding for look in looks for finding in look.findings),
        edits=tuple(edit for look in looks for edit in look.edits),
        new_numbers=sum(look.new_numbers for look in looks),
        notices=tuple(notice for look in looks for notice in look.notices),
    )


def _date_back(path: Path, definition: RegisterDefinition, numbers: list[str], script: DemoScript) -> None:
    """Remember each case as registered when it came in, not all of them now."""
    workspace = Workspace(path.parent)
    ledger = NumberLedger(workspace, definition.numbering)
    when = {number: case.stamps["registered_at"] for number, case in zip(numbers, script.cases, strict=False)}
    register_id = workspace.register_id(path)
    with ledger.held(path):
        mine = {number: record for number, record in ledger.read().items() if record.register == register_id}
        ledger.append(record._replace(registered_at=when[number]) for number, record in mine.items())
