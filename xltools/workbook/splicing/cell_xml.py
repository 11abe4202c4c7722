"""How is a value written as a cell, and read back from one? The one invariant: `read` undoes `written`.

ECMA-376 part 1, §18.3.1.4 (c): type ``t``, then the elements f, v, is.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

from xltools.model.cell_edit import CellValue
from xltools.workbook.splicing.cell_text import are_plain, escaped, unescaped
from xltools.workbook.splicing.date_serials import serial

DATE_FORMAT, MINUTE_FORMAT, SECOND_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss"
CLOCK_MINUTE_FORMAT, CLOCK_SECOND_FORMAT = "hh:mm", "hh:mm:ss"
_REMEMBERED = 1000  # columns often hold few distinct values; the others are not worth the memory
_LARGEST = 9.99999999999999e307  # Excel specifications and limits: largest allowed positive number


class Written(NamedTuple):
    """A value ready to follow the attributes of a cell's start tag that are kept.

    Attributes:
        tail: The rest of the cell, from its ``t`` to its end tag.
        value: What `CellXml.read` has to give back.
        text: The escaped text, if it is text.
        date_format: The number format that makes it read as a date, if it is one.
    """

    tail: bytes
    value: str | float | bool | None
    text: bytes = b""
    date_format: str | None = None


_NOTHING = Written(b"/>", None)


class CellXml:
    """Cells in one sheet's spelling.

    Args:
        prefix: The namespace prefix of its elements, colon included.
        date1904: The workbook's date system.

    Attributes:
        value_tags: The start and end tag of a value without attributes.
        formula: How the start tag of a formula begins.
    """

    def __init__(self, prefix: bytes, date1904: bool) -> None:
        p = prefix
        self._date1904 = date1904
        self._known: dict[tuple[type, CellValue], Written] = {}
        self.value_tags = (b"<%bv>" % p, b"</%bv>" % p)
        self.formula = b"<%bf" % p
        self._text_start, self._text_end = b'<%bis><%bt xml:space="preserve">' % (p, p), b"</%bt></%bis>" % (p, p)
        self._text_tail = b' t="inlineStr">' + self._text_start, self._text_end + b"</%bc>" % p
        self._number_tail = b"><%bv>" % p, b"</%bv></%bc>" % (p, p)
        q = re.escape(p)
        self._value = re.compile(rb"\s*<%bv(?:\s[^>]*)?>([^<]*)</%bv\s*>\s*" % (q, q))
        self._run = re.compile(rb"<%bt(?:\s[^>]*)?>([^<]*)</%bt\s*>" % (q, q))
        self._phonetic = re.compile(rb"<%brPh[\s>].*?</%brPh\s*>" % (q, q), re.DOTALL)
        self._inert = re.compile(rb"\s*(?:<%bis\s*/>|<%bv\s*/>|<%bis\s*>\s*</%bis\s*>)?\s*" % (q, q, q, q))

    def written(self, value: CellValue) -> Written:
        """The value as the rest of a cell.

        Raises:
            ValueError: It cannot stand in a cell; the text says why.
        """
        known = self._known.get((type(value), value))
        if known is not None:
            return known
        written = self._written(value)
        if len(self._known) < _REMEMBERED:
            self._known[type(value), value] = written
        return written

    def written_column(self, values: Collection[CellValue]) -> list[Written]:
        """`written` for the values of a column, of which equal ones are written once.

        Raises:
            ValueError: One of them cannot stand in a cell.
        """
        if len({*map(type, values)} - {type(None)}) > 1:  # True, 1 and 1.0 would be one key
            return [self.written(value) for value in values]
        distinct = dict.fromkeys(values)
        texts = [value for value in distinct if type(value) is str]
        known: dict[CellValue, Written] = {}
        if texts and are_plain(texts):
            start, end = self._text_tail
            known = {value: Written(start + (text := value.encode()) + end, value, text) for value in texts}
        known |= {value: self._written(value) for value in distinct if value not in known}
        return [known[value] for value in values]

    def _written(self, value: CellValue) -> Written:
        if value is None:
            return _NOTHING
        if isinstance(value, str):
            text = escaped(value)
            return Written(self._text_tail[0] + text + self._text_tail[1], value, text)
        if isinstance(value, bool):
            return Written(b' t="b"' + self._number_tail[0] + b"%d" % value + self._number_tail[1], value)
        if isinstance(value, (int, float)):
            return self._written_number(value, None)
        if isinstance(value, (datetime, date, time)):
            return self._written_number(serial(value, self._date1904), date_format(value))
        raise ValueError(f"a {type(value).__name__} is no cell value")

    def read(self, cell_type: bytes, content: bytes) -> str | float | bool | None:
        """The value of a cell without a formula; shared strings come back as their index.

        Raises:
            ValueError: It holds what this module never writes (an error, a formula, an ISO date).
        """
        if cell_type == b"inlineStr":
            return self._read_text(content)
        found = self._value.fullmatch(content)
        if found is None:
            if self._inert.fullmatch(content):
                return None
            raise ValueError("the cell holds something else than a value")
        if cell_type in {b"", b"n", b"s"}:
            return float(found[1])
        if cell_type == b"b":
            return found[1].strip() in {b"1", b"true"}
        if cell_type == b"str":
            return unescaped(found[1])
        raise ValueError("the cell holds an error or an ISO date")

    def is_empty(self, content: bytes) -> bool:
        """Whether the cell holds nothing at all."""
        return not content or self._inert.fullmatch(content) is not None

    def runs(self, content: bytes) -> str:
        """The text of all runs, phonetic hints left out (ECMA-376 part 1, §18.4.8)."""
        if b"rPh" in content:
            content = self._phonetic.sub(b"", content)
        return "".join([unescaped(run) for run in self._run.findall(content)])

    def _written_number(self, number: float, date_format: str | None) -> Written:
        # The plain types: repr of a float's subclass may print its class.
        plain = int(number) if isinstance(number, int) else float(number)
        if not -_LARGEST <= plain <= _LARGEST:
            raise ValueError("it is not a finite number that Excel can hold")
        tail = self._number_tail[0] + repr(plain).encode() + self._number_tail[1]
        # The value is compared as the double that every spreadsheet program makes of it.
        return Written(tail, float(plain), b"", date_format)

    def _read_text(self, content: bytes) -> str | None:
        if content.startswith(self._text_start) and content.endswith(self._text_end):
            text = content[len(self._text_start) : -len(self._text_end)]
            if b"<" not in text:
                return unescaped(text)
        return None if self._inert.fullmatch(content) else self.runs(content)


def date_format(moment: datetime | date | time) -> str:
    """The number format in which that kind of moment is shown, without seconds where there are none."""
    if isinstance(moment, datetime):
        return SECOND_FORMAT if moment.second or moment.microsecond else MINUTE_FORMAT
    if isinstance(moment, time):
        return CLOCK_SECOND_FORMAT if moment.second or moment.microsecond else CLOCK_MINUTE_FORMAT
    return DATE_FORMAT
