"""How does a newcomer get registers to look at? A folder with all four, filled with made-up cases and refreshed.

Invariant: people's cells are written by the patcher, everything else by the same refresh that serves real registers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from xltools.errors import FolderNotEmptyError
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.model.field import FieldKind
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demo_attachments import made_up_file
from xltools.operations.demo_cases import DemoScript, demo_script
from xltools.operations.demo_stories import CasePlace, DemoRow, DemoValue
from xltools.operations.number_ledger import NumberLedger
from xltools.operations.refresh import RefreshResult, refresh
from xltools.operations.starting import template_bytes
from xltools.operations.workspace import Workspace
from xltools.rules.attachments import attachment_names
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reading import read_register
from xltools.workbook.row_heights import least_heights

DEMONSTRATED = ("feedback_report", "feedback_analysis", "rapid_response", "service_ticket")
OPEN_FIRST = "service_ticket"
ATTACHMENTS_FOLDER = "附件"
_FORGOTTEN_SHARE = 0.03
_TYPED_SUFFIX = ".mp3"  # the planted missing recording ends so; it is never made
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoRegister:
    """One register as it was made.

    Attributes:
        path: The workbook.
        template: Name of its definition.
        title: Its title.
        rows: How many rows people are made to have typed, by sheet key.
        first: The refresh that gave the numbers.
        result: The refresh after log and records were written; how the register stands now.
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


def make_demonstration(
    folder: Path, now: datetime, seed: int, cases: int, progress: Progress = lambda _: None
) -> Demonstration:
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
        registers.append(_make_register(folder / f"{definition.title}.xlsx", definition, script, now))
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


def _make_register(path: Path, definition: RegisterDefinition, script: DemoScript, now: datetime) -> DemoRegister:
    """Cases first; then, under the numbers that the refresh gave them, everything that belongs to them."""
    cases = definition.register_sheet.key
    package = open_package(template_bytes(definition))
    register = read_register(package, now, definition)
    path.write_bytes(_typed(package, register, _edits(register, {cases: script.rows[cases]}, ())))
    first = refresh(path, now, hold_seconds=0)
    package = open_package(path.read_bytes())
    register = read_register(package, now, definition)
    numbers = [str(number) for number in register.cases.values[definition.numbering.field]]
    belonging = {key: rows for key, rows in script.rows.items() if key != cases}
    stamped = _stamp_edits(register, script)
    _date_back(path, definition, numbers, script)
    path.write_bytes(_typed(package, register, [*_edits(register, belonging, numbers), *stamped]))
    result = refresh(path, now, hold_seconds=0)
    counts = {key: len(rows) for key, rows in script.rows.items()}
    return DemoRegister(path, definition.name, definition.title, counts, first, result)


def _typed(package: Package, register: Register, edits: Iterable[CellEdit]) -> bytes:
    """The workbook after people typed this; spreadsheets let rows grow while one types."""
    edits = list(edits)
    return patch_package(package, edits, least_heights(edits, register.fields_by_place()))


def _edits(register: Register, rows: Mapping[str, Iterable[DemoRow]], numbers: Iterable[str]) -> Iterator[CellEdit]:
    """The cells of new rows, below what stands on each sheet."""
    known = tuple(numbers)
    for key, sheet_rows in rows.items():
        table = register.tables[key]
        start = max(table.head_row, *table.rows, 0) + 1
        for row, values in enumerate(sheet_rows, start=start):
            for name, value in values.items():
                yield CellEdit(table.title, row, table.columns[name], _cell(value, known))


def _cell(value: DemoValue, numbers: tuple[str, ...]) -> CellValue:
    return numbers[value.place] if isinstance(value, CasePlace) else value


def _stamp_edits(register: Register, script: DemoScript) -> Iterator[CellEdit]:
    """Stamps of the tool as if it had been there all along; what the memory holds is emptied, to be shown anew."""
    table = register.cases
    for row, stamps in zip(table.rows, script.stamps, strict=True):
        for name, moment in stamps.items():
            if name in table.columns:
                value = None if name == "registered_at" else moment
                yield CellEdit(table.title, row, table.columns[name], value)


def _date_back(path: Path, definition: RegisterDefinition, numbers: list[str], script: DemoScript) -> None:
    """Remember each case as registered when it came in, not all of them now."""
    workspace = Workspace(path.parent)
    ledger = NumberLedger(workspace, definition.numbering)
    when = {number: stamps["registered_at"] for number, stamps in zip(numbers, script.stamps, strict=True)}
    register_id = workspace.register_id(path)
    with ledger.held(path):
        mine = {number: record for number, record in ledger.read().items() if record.register == register_id}
        ledger.append(record._replace(registered_at=when[number]) for number, record in mine.items())
