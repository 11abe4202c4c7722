"""What stands in a CSV or TSV file? Its encoding and its delimiter are found out, never guessed cell by cell.

Invariant: a cell is what RFC 4180 says it is: quotes, delimiters and line ends inside it included; text stays text.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from xltools.errors import UnusableExportError
from xltools.operations.importing.export import MAXIMUM_ROWS, ExportRow
from xltools.operations.importing.export_refusals import open_quote, strange_bytes, too_many_rows

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t")
_SAMPLE = 500
_NAMED_DELIMITER = re.compile(r"sep=([,;\t])\r?\n?")  # the line that Excel reads and writes
# GB18030 takes nearly any bytes: where more than a few of these come out, something else was put in.
_IMPROBABLE = re.compile("[\x01-\x08\x0e-\x1f\ue000-\uf8ff]")
_TOLERATED_SHARE = 0.01


def delimited_rows(data: bytes) -> list[ExportRow]:
    """All rows that hold anything.

    Raises:
        UnusableExportError: No text, a quotation mark that is not closed, or too many rows.
    """
    text = decoded(data)
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else delimiter_of(text)
    rows = []
    for line, cells in enumerate(_records(text, delimiter), start=1):
        if line > MAXIMUM_ROWS + 1:
            raise too_many_rows(MAXIMUM_ROWS)
        row = ExportRow(line, cells)
        if not row.is_blank and not (named and line == 1):
            rows.append(row)
    return rows


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, else UTF-8 where it is that throughout, else GB18030 (GBK, GB2312).

    Raises:
        UnusableExportError: None of them, or no text.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or len(_IMPROBABLE.findall(text)) > _TOLERATED_SHARE * len(text):
            raise strange_bytes()
        return text
    raise strange_bytes()


def delimiter_of(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, more than one; a comma where none does that."""
    best, delimiter = (0.0, 1), ","
    for candidate in _DELIMITERS:
        try:
            widths = Counter(len(cells) for cells in islice(_records(text, candidate), _SAMPLE) if cells)
        except UnusableExportError:  # in quotes of another delimiter
            continue
        if widths:
            width, count = max(widths.items(), key=lambda each: (each[1], each[0]))
            if width > 1:
                best, delimiter = max((best, delimiter), ((count / widths.total(), width), candidate))
    return delimiter


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            yield [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error:
            raise open_quote(begins) from None
        begins = lines.line_num + 1
