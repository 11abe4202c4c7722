"""A register that is fit to be spoilt, and the promise that is kept whatever was done to it."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl

from tests.operations.passes.test_refresh import NAME, ROW
from tests.registers import NOW, heads_of, template, with_rows
from xltools.errors import XltoolsError
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, check, refresh
from xltools.workbook.packaging.package import open_package

SHEET = "反馈登记"
SHEET_END = b"</sheetData>"


@cache
def sound() -> bytes:
    """A register with two cases."""
    rows = [ROW, {**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}]
    return with_rows(template(NAME), SHEET, rows, heads_of(NAME, "cases"))


@cache
def register_part() -> str:
    return next(sheet.part for sheet in open_package(sound()).sheets if sheet.name == SHEET)


def spoilt(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The register with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return buffer.getvalue()


def with_cells(row_xml: bytes) -> bytes:
    """The register with rows put in behind the others."""
    return spoilt(register_part(), lambda text: text.replace(SHEET_END, row_xml + SHEET_END))


def edited(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The register as somebody saved it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def survived(folder: Path, data: bytes) -> RefreshResult | XltoolsError:
    """Refresh it twice: done and then nothing to do, or refused in one line with the file untouched."""
    path = folder / "台账.xlsx"
    path.write_bytes(data)
    outcome = outcome_of(path)
    if isinstance(outcome, XltoolsError):
        assert "\n" not in str(outcome)
        assert path.read_bytes() == data
        assert [entry.name for entry in folder.iterdir() if entry.name != ".xltools"] == [path.name]
        return outcome
    again = refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert (again.written, again.edits) == (False, ())
    return outcome


def outcome_of(path: Path) -> RefreshResult | XltoolsError:
    """What a check and then a refresh come to."""
    try:
        check(path, NOW)
        return refresh(path, NOW, order=PassOrder(hold_seconds=0))
    except XltoolsError as error:
        return error
