"""What does a case's number look like, and what comes next?

Numbers are text such as ``202405-001`` (FR-3), ``202405-00123`` (ST-2) or ``20231027-CS-001`` (RR-2). Invariant: a
serial never shrinks, whatever its width; a number that is taken apart and put together again is the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Annotated, NamedTuple, Self, cast

from pydantic import Field, model_validator

from xltools.model.field import Name, Strict

_PLACEHOLDER = re.compile(r"\{(year|month|day|code|serial)(?::(\d+))?\}")
_PLACEHOLDERS = "{year}, {year:2}, {month}, {day}, {code} and {serial:N}"
_DIGITS = {"year": r"\d{4}", "month": r"(?:0[1-9]|1[0-2])", "day": r"(?:0[1-9]|[12]\d|3[01])"}
_SHORT_YEAR = "2"
_SOME_DAY = datetime(2000, 1, 1)
_LONGEST = 9  # digits of a serial


class ParsedNumber(NamedTuple):
    """A number taken apart: everything before the serial, and the serial."""

    prefix: str
    serial: int


class _Starts(dict[str, int]):
    """The sort value before the first one of a prefix."""

    def __missing__(self, prefix: str) -> int:
        digits = "".join(filter(str.isdecimal, prefix))[:9]
        self[prefix] = start = int(digits or "0") * 10**6
        return start


class NumberScheme(Strict):
    """The pattern of a register's numbers.

    Registers of one workspace whose patterns are equal draw from one series, so no number exists twice.

    Attributes:
        pattern: Text with ``{year} {month} {day} {code} {serial:N}``; the serial comes last and counts per prefix.
            ``{year:2}`` is the year's last two digits.
        field: The field that holds the number.
        dated_by: The field whose date goes into the number; an unusable date gives way to the day of registration.
        code_from: For ``{code}``: the field whose value is looked up in the settings sheet ``code_sheet``.
        code_sheet: Key of the settings sheet with the fields ``name`` and ``code``.
        keeps_others: Numbers of any other form that stand in a register when it is first met stay with their cases, and
            gaps between those that a team gave by hand are its own affair.
        numeric: Numbers that consist of digits alone are written as numbers, as the team did.
    """

    pattern: Annotated[str, Field(max_length=60)]
    field: Name = "number"
    dated_by: Name = "received_at"
    code_from: Name | None = None
    code_sheet: Name | None = None
    keeps_others: bool = False
    numeric: bool = False

    @model_validator(mode="after")
    def _agree(self) -> Self:
        names = [match[1] for match in _PLACEHOLDER.finditer(self.pattern)]
        if unknown := re.search(r"\{[^{}]*\}?", _PLACEHOLDER.sub("", self.pattern)):
            raise ValueError(f"pattern: unknown placeholder {unknown[0]}; there are {_PLACEHOLDERS}")
        if doubled := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"pattern: placeholder {{{doubled[0]}}} stands there twice")
        widths = {(match[1], match[2]) for match in _PLACEHOLDER.finditer(self.pattern) if match[2] is not None}
        if any(each != ("year", _SHORT_YEAR) for each in widths if each[0] != "serial"):
            raise ValueError("pattern: only {year:2} and {serial:N} have a width")
        if names[-1:] != ["serial"] or not re.search(r"\{serial:[1-9]\}$", self.pattern):
            raise ValueError("pattern: must end with {serial:N}, N from 1 to 9")
        if ("day" in names and "month" not in names) or ("month" in names and "year" not in names):
            raise ValueError("pattern: {day} needs {month}, {month} needs {year}")
        if ("code" in names) != (self.code_from is not None) or (self.code_from is None) != (self.code_sheet is None):
            raise ValueError("pattern: {code} goes with code_from and code_sheet")
        return self

    @cached_property
    def width(self) -> int:
        """Digits of the serial at least; it grows past them."""
        return int(self.pattern[-2])

    @property
    def needs_code(self) -> bool:
        """Whether a number waits for a code (a department) before it can be given."""
        return self.code_from is not None

    def prefix(self, moment: datetime, code: str = "") -> str:
        """Everything before the serial for a case dated ``moment``."""
        parts = {"year": f"{moment:%Y}", "month": f"{moment:%m}", "day": f"{moment:%d}", "code": code, "serial": ""}
        return _PLACEHOLDER.sub(
            lambda match: f"{moment:%y}" if match[1] == "year" and match[2] else parts[match[1]], self.pattern
        )

    def number(self, prefix: str, serial: int) -> str:
        """The number with this prefix and serial; grows a digit past 9, 99, 999 … as needed."""
        return f"{prefix}{serial:0{self.width}d}"

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        pieces, end = [], 0
        for match in _PLACEHOLDER.finditer(self.pattern):
            pieces.append(re.escape(self.pattern[end : match.start()]))
            if match[1] == "serial":
                pieces.append(rf")(\d{{{self.width},{_LONGEST}}}")
            elif match[1] == "year" and match[2]:
                pieces.append(r"\d{2}")
            else:
                pieces.append(_DIGITS.get(match[1], "[A-Z0-9]{1,10}"))
            end = match.end()
        return re.compile(f"({''.join(pieces)})", re.ASCII)

    @cached_property
    def _serial_at(self) -> int:
        """Where the serial begins; where a code may have any length, where one of ``width`` digits begins."""
        return -self.width if self.needs_code else len(self.prefix(_SOME_DAY))

    @cached_property
    def _plain_prefixes(self) -> set[str]:
        """Prefixes behind which such digits are a serial; spares the expression for nearly all numbers."""
        return set()

    def parse(self, number: str) -> ParsedNumber | None:
        """Take a number apart; None where it does not follow the pattern or is padded beyond its width."""
        prefix, digits = number[: self._serial_at], number[self._serial_at :]
        if prefix in self._plain_prefixes and self._are_serials([digits]):
            return ParsedNumber(prefix, int(digits)) if int(digits) else None
        match = self._expression.fullmatch(number)
        if match is None:
            return None
        parsed = ParsedNumber(match[1], int(match[2]))
        if parsed.prefix == prefix:
            self._plain_prefixes.add(prefix)
        return parsed if parsed.serial and self.number(*parsed) == number else None

    def _are_serials(self, tails: Sequence[str]) -> bool:
        """Whether all consist of ASCII digits, and none is shorter than a serial or padded beyond its width."""
        digits, width = "".join(tails), self.width
        if not (digits.isdecimal() and digits.isascii()):
            return False
        lengths = set(map(len, tails))
        if lengths == {width}:
            return True
        return (
            min(lengths) >= width
            and max(lengths) <= _LONGEST
            and not any(tail[0] == "0" for tail in tails if len(tail) > width)
        )

    def sort_key(self, number: str) -> tuple[str, int]:
        """Orders 999 before 1000, which plain text does not."""
        return self.parse(number) or ParsedNumber(number, 0)

    def sort_value(self, number: str) -> int | None:
        """The same order as a whole number of at most 15 digits, so that a sheet can be sorted by it."""
        return next(iter(self.sort_values([number])))

    def sort_values(self, numbers: Iterable[str | None]) -> list[int | None]:
        """`sort_value` of many numbers; None where there is no number, or none of this scheme."""
        starts = _Starts()
        return [parsed and starts[parsed[0]] + parsed[1] for parsed in self.parse_all(numbers)]

    def parse_all(self, numbers: Iterable[str | None]) -> Iterable[tuple[str, int] | None]:
        """`parse` of many numbers, quicker where most share a few prefixes."""
        numbers, at = list(numbers), self._serial_at
        if None in numbers:
            return self._parsed_singly(numbers)
        written = cast("list[str]", numbers)
        heads, tails = [number[:at] for number in written], [number[at:] for number in written]
        for example in dict(zip(heads, written, strict=True)).values():
            self.parse(example)  # its prefix is a plain one from now on, if it is one
        if self._plain_prefixes >= set(heads) and self._are_serials(tails):
            serials = list(map(int, tails))
            if all(serials):
                return zip(heads, serials, strict=True)
        return self._parsed_singly(numbers)

    def _parsed_singly(self, numbers: Iterable[str | None]) -> Iterator[tuple[str, int] | None]:
        plain, at, width = self._plain_prefixes, self._serial_at, self.width
        for number in numbers:
            if number is None:
                yield None
                continue
            prefix, digits = number[:at], number[at:]
            if len(digits) == width and prefix in plain and digits.isdecimal() and digits.isascii():
                yield (prefix, int(digits)) if int(digits) else None
            else:
                yield self.parse(number)
