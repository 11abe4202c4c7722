"""Packages that are broken, hostile or spelled as nobody expects."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.hostile.samples import register_part, sound, spoilt, survived, with_cells
from xltools.errors import UnreadableWorkbookError, UnsafeWorkbookError, XltoolsError
from xltools.operations.passes.refresh import RefreshResult

BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
) + b"]>"  # fmt: skip


def parts() -> list[str]:
    with zipfile.ZipFile(BytesIO(sound())) as archive:
        return archive.namelist()


@pytest.mark.parametrize("part", parts())
@pytest.mark.parametrize("spoil", ["empty", "garbage", "cut", "bomb", "utf-16"])
def test_a_spoilt_part_is_borne_or_refused(tmp_path: Path, part: str, spoil: str) -> None:
    def change(text: bytes) -> bytes:
        declaration, bracket, rest = text.partition(b"?>")
        return {
            "empty": b"",
            "garbage": b"\x00\xff<<<>>>&&&",
            "cut": text[: len(text) // 2],
            "bomb": declaration + bracket + BOMB + rest.replace(b"</t>", b"&j;</t>", 1),
            "utf-16": text.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        }[spoil]

    survived(tmp_path, spoilt(part, change))


@pytest.mark.parametrize("twentieth", range(20))
def test_a_package_cut_short_is_refused(tmp_path: Path, twentieth: int) -> None:
    assert isinstance(survived(tmp_path, sound()[: len(sound()) * twentieth // 20]), UnreadableWorkbookError)


FAR = {
    "last cell": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "single quotes": b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "small letters": b'<row r="500000"><c r="xfd500000"><v>1</v></c></row>',
    "blanks": b'<row r = "1048576"><c r = "XFD1048576"><v>1</v></c></row>',
    "line breaks": b'<row\nr="1048576"><c\nr="XFD1048576"><v>1</v></c></row>',
    "not the last row": b'<row r="1048576"><c r="CZ1048576"><v>1</v></c></row><row r="7"/>',
    "in another row": b'<row r="7"><c r="CZ1048576"><v>1</v></c></row>',
    "without addresses": b'<row r="599999">' + b"<c><v>1</v></c>" * 16384 + b"</row>",
    "rows without numbers": b"<row/>" * 700_000 + b"<row><c><v>1</v></c></row>",
    "character reference": b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("cells", FAR.values(), ids=FAR.keys())
def test_a_far_cell_is_refused_before_the_reader_aborts(tmp_path: Path, cells: bytes) -> None:
    # in a process of its own: an abort would take the whole test run along
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_cells(cells))
    done = subprocess.run([sys.executable, "-m", "xltools", "check", str(path)], capture_output=True, timeout=50)
    assert done.returncode == UnsafeWorkbookError.exit_code
    assert b"Traceback" not in done.stderr


BORNE = {
    "single quotes": b"<row r='9'><c r='E9' t='inlineStr'><is><t>abc</t></is></c></row>",
    "no addresses": b"<row><c/><c/><c/><c/><c t='inlineStr'><is><t>abc</t></is></c></row>",
    "an error without text": b'<row r="9"><c r="E9" t="e"/></row>',
    "an error in single quotes": b"<row r='9'><c r='E9' t='e'><v>#N/A</v></c></row>",
    "a text that looks like a far cell": b'<row r="9"><c r="E9" t="inlineStr"><is><t> r="XFD9" </t></is></c></row>',
    "row 50,000": b'<row r="50000"><c r="E50000" t="inlineStr"><is><t>abc</t></is></c></row>',
}


@pytest.mark.parametrize("cells", BORNE.values(), ids=BORNE.keys())
def test_what_other_programs_write_is_read(tmp_path: Path, cells: bytes) -> None:
    assert isinstance(survived(tmp_path, with_cells(cells)), RefreshResult)


def test_errors_are_seen_however_they_are_spelled(tmp_path: Path) -> None:
    for folder, quote in (("one", b'"'), ("two", b"'")):
        (tmp_path / folder).mkdir()
        cells = b'<row r="9"><c r="E9" t="e"><v>#N/A</v></c></row>'.replace(b'"', quote)
        result = survived(tmp_path / folder, with_cells(cells))
        assert isinstance(result, RefreshResult)
        assert "CELL_ERROR" in {finding.code.value for finding in result.findings}


def test_errors_of_a_helper_column_make_no_cases(tmp_path: Path) -> None:
    cells = b"".join(
        b'<row r="%d"><c r="CC%d" t="e"><f>NA()</f><v>#N/A</v></c></row>' % (row, row) for row in range(7, 99)
    )
    result = survived(tmp_path, with_cells(cells))
    assert isinstance(result, RefreshResult)
    assert result.cases == 2


def test_a_register_without_its_sheet_is_told_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "好.xlsx").write_bytes(sound())
    renamed = spoilt("xl/workbook.xml", lambda text: text.replace('name="反馈登记"'.encode(), b'name="x"'))
    (tmp_path / "坏.xlsx").write_bytes(renamed)
    done = subprocess.run([sys.executable, "-m", "xltools", "check", str(tmp_path)], capture_output=True, timeout=50)
    assert done.returncode == XltoolsError.exit_code
    assert "坏.xlsx" in done.stderr.decode()


def test_a_register_part_in_utf_16_that_is_none(tmp_path: Path) -> None:
    data = spoilt(register_part(), lambda _: b"\xff\xfe\x00\xd8\x00")
    assert isinstance(survived(tmp_path, data), UnreadableWorkbookError)
