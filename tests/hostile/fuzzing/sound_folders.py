"""Folders with one register each that people have worked in and the tool has refreshed, fit to be spoilt."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.registers import definition, heads_of, template, with_rows
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demonstration import DEMONSTRATED, make_demonstration
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh

NOW = datetime(2026, 11, 20, 10, 30)
LATER = datetime(2026, 11, 20, 15, 45)  # what is left has become less, so there is something to write
ENGLISH = "it_service_desk"
NAMES = (*DEMONSTRATED, ENGLISH)
REGISTER = "台账.xlsx"
SAID = [
    {
        "Reported at": "@2026-11-18 09:40",
        "Reported through": "telephone",
        "Reported by": "Anna Keller",
        "Contact": "anna.keller@example.com",
        "What does not work": "Outlook asks for the password again and again",
    },
    {
        "Reported at": "@2026-11-19 15:20",
        "Reported through": "telephone",
        "Reported by": "Jan Novak",
        "Contact": "jan.novak@example.com",
        "What does not work": "The notebook does not start after the update",
    },
]


@dataclass(frozen=True)
class SoundFolder:
    """What is in such a folder.

    Attributes:
        files: All files by their path in the folder, the register and its memory among them.
        definition: What the register is.
    """

    files: dict[str, bytes]
    definition: RegisterDefinition

    @property
    def data(self) -> bytes:
        return self.files[REGISTER]

    def put(self, folder: Path, *, memory: bool = True) -> Path:
        """Lay it out; gives the path of the register."""
        for name, data in self.files.items():
            if memory or not name.startswith(".xltools"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        return folder / REGISTER


@cache
def sound(name: str) -> SoundFolder:
    """The folder with a register made from that template."""
    return _told_in_english() if name == ENGLISH else _demonstrated()[name]


@cache
def _demonstrated() -> dict[str, SoundFolder]:
    """All made-up registers, each refreshed once more in a folder of its own."""
    folder = Path(tempfile.mkdtemp())
    made = make_demonstration(folder / "made", NOW, seed=8, cases=4)
    found = {}
    for register in made.registers:
        alone = folder / register.template
        alone.mkdir()
        shutil.copy(register.path, alone / REGISTER)
        found[register.template] = _looked_at(alone, definition(register.template))
    shutil.rmtree(folder)
    return found


def _told_in_english() -> SoundFolder:
    folder = Path(tempfile.mkdtemp())
    desk = definition(ENGLISH)
    known = set(heads_of(ENGLISH, desk.register_sheet.key))
    rows = [{head: text for head, text in row.items() if head in known} for row in SAID]
    data = with_rows(template(ENGLISH), desk.register_sheet.title, rows, heads_of(ENGLISH, desk.register_sheet.key))
    (folder / REGISTER).write_bytes(data)
    source = Path(__file__).parents[2] / f"{ENGLISH}.toml"
    (folder / source.name).write_bytes(source.read_bytes())
    made = _looked_at(folder, desk)
    shutil.rmtree(folder)
    return made


def _looked_at(folder: Path, register: RegisterDefinition) -> SoundFolder:
    refresh(folder / REGISTER, NOW, order=PassOrder(hold_seconds=0))
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
    return SoundFolder(files, register)
