"""Small form workbooks for tests, built with XlsxWriter."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from xlsxwriter import Workbook

from xltools.reports.form_pdf.sheet_reading import FormSheet, read_sheets
from xltools.workbook.packaging.package import open_package


def form(*draw: Callable[[Workbook], object]) -> bytes:
    """A workbook that these functions draw."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    for one in draw:
        one(book)
    book.close()
    return buffer.getvalue()


def only_sheet(*draw: Callable[[Workbook], object]) -> FormSheet:
    """What is read of the first visible sheet of such a workbook."""
    return read_sheets(open_package(form(*draw)))[0]


def png(width: int = 20, height: int = 10) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xcc\x33\x22" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
