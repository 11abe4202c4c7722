"""A clerk at a real LibreOffice, in front of one register: types, sorts, inserts, copies, saves.

The keyboard driver ``clerk.py`` lies in the shared folder, not in the repository; it says itself what it can.
"""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from tests.registers import heads_of
from tests.shared_material import shared_folder
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.layout import HEAD_ROW

UNO_PYTHON = os.environ.get("CLERK_UNO_PYTHON", "/usr/bin/python3")


def keyboard_driver() -> ModuleType:
    """The module; skips the test, saying why, where it or what it drives is missing."""
    path = shared_folder() / "tools" / "clerk.py"
    if not path.exists():
        pytest.skip(f"no keyboard driver at {path}; XLTOOLS_SHARED says where its folder is")
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice is installed (no soffice on the path)")
    if not _has_uno():
        pytest.skip(f"{UNO_PYTHON} cannot import uno (python3-uno); CLERK_UNO_PYTHON names another one")
    spec = importlib.util.spec_from_file_location("clerk", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not Path(module.SOFFICE).exists():
        pytest.skip(f"no LibreOffice at {module.SOFFICE}; CLERK_SOFFICE says where it is")
    return module


def _has_uno() -> bool:
    if shutil.which(UNO_PYTHON) is None:
        return False
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return not subprocess.run(
        [UNO_PYTHON, "-c", "import uno"], env=environment, capture_output=True, check=False
    ).returncode


class RegisterClerk:
    """Somebody who has one register open, and looks at one of its sheets, usually the register sheet."""

    def __init__(self, driver: Any, path: Path, template: str, key: str = "cases") -> None:
        self._driver = driver
        sheet = shipped_definition(template).sheet(key)
        assert sheet is not None
        self._sheet, self._heads = sheet.title, heads_of(template, key)
        opened = driver.open(str(path))
        assert opened["status"] == "done", opened
        assert not opened["readonly"]
        self.select("A1")

    def select(self, cells: str) -> None:
        """Go to cells of the register sheet, e.g. ``A5:C7``."""
        self._driver.command(".uno:GoToCell", ToPoint=f"${self._sheet}.{cells}")

    def type_row(self, row: int, values: Mapping[str, str]) -> None:
        for head, text in values.items():
            assert self.types(row, head, text), (head, text)

    def types(self, row: int, head: str, text: str) -> bool:
        """Type into one cell through the keyboard; False where the drop-down's message refuses it."""
        before = self.shows(row, head)
        # With the sheet in front of a dot, not of an exclamation mark: the driver's own notation ends in the first tab.
        answer = self._driver.type(f"{self._sheet}.{self._column(head)}{row}", text)
        self._driver.dismiss()
        now = self.shows(row, head)
        if answer["status"] == "dialog":
            assert now == before
            return False
        assert now, f"the driver typed {text!r} elsewhere"
        return True

    def shows(self, row: int, head: str) -> str:
        return str(self._driver.text(f"{self._sheet}!{self._column(head)}{row}")[0][0])

    def shown(self, head: str, first_row: int, last_row: int) -> list[str]:
        column = self._column(head)
        return [row[0] for row in self._driver.text(f"{self._sheet}!{column}{first_row}:{column}{last_row}")]

    def sort_rows(self, first_row: int, last_row: int, head: str, *, ascending: bool = True) -> None:
        self._select_rows(first_row, last_row)
        self._command(
            ".uno:DataSort", ByRows=True, HasHeader=False, CaseSensitive=False, IncludeAttribs=True, UserDefIndex=0,
            Col1=self._heads.index(head) + 1, Ascending1=ascending,
        )  # fmt: skip

    def insert_row_above(self, row: int) -> None:
        self.select(f"A{row}")
        self._command(".uno:InsertRowsBefore")

    def clear(self, row: int, head: str) -> None:
        self.select(f"{self._column(head)}{row}")
        self._driver.key("DELETE")
        assert self.shows(row, head) == ""

    def paste_copy(self, row: int, onto: int) -> None:
        self._select_rows(row, row)
        self._command(".uno:Copy")
        self.select(f"A{onto}")
        self._command(".uno:Paste")

    def save(self) -> None:
        saved = self._driver.save()
        assert (saved["status"], saved["modified"]) == ("done", False), saved

    def save_and_leave(self) -> None:
        self.save()
        self._driver.close()

    def _command(self, command: str, **arguments: object) -> None:
        answer = self._driver.command(command, **arguments)
        assert answer["status"] == "done", answer

    def _select_rows(self, first_row: int, last_row: int) -> None:
        self.select(f"A{first_row}:{get_column_letter(len(self._heads))}{last_row}")
        assert self._driver.text(f"{self._sheet}!A{HEAD_ROW}")[0][0] == self._heads[0]

    def _column(self, head: str) -> str:
        return get_column_letter(self._heads.index(head) + 1)


@contextmanager
def running_libreoffice() -> Iterator[Any]:
    """The driver of a LibreOffice of its own, with its own profile; ended with its process."""
    with keyboard_driver().Clerk(user="Li Na") as driver:
        yield driver
    close_pipe(driver)


def close_pipe(driver: Any) -> None:
    """The driver leaves that to the garbage collector, whose warning pytest would take for a fault of ours."""
    while "error" not in driver._q.get(timeout=20):  # the last word, after the end of the pipe
        pass
    driver._p.stdout.close()
