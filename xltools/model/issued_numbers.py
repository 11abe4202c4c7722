"""Which numbers were ever given, by which register, to what? Remembered outside the workbooks.

Invariant: a number is given once; what was given is never forgotten, whatever happens to its row.
"""

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from xltools.model.number_scheme import NumberScheme
from xltools.model.register import Value


class IssuedNumber(NamedTuple):
    """One number as it was given.

    Attributes:
        number: The number.
        register: Which register workbook of the workspace it was given to.
        registered_at: When the case was first seen.
        prints: Checksums of the case's identity fields, by field name; 0 where the cell was empty. Not the values:
            the memory lies outside the workbook, and customers' data stays inside it.
    """

    number: str
    register: str
    registered_at: datetime
    prints: Mapping[str, int]

    @property
    def is_incomplete(self) -> bool:
        """Whether the case was only half typed when it got its number."""
        return 0 in self.prints.values()


class Series(NamedTuple):
    """What was given under one prefix."""

    given: int
    highest: int


def fingerprint(value: Value) -> int:
    """Checksum of one identity value; 0 for an empty one."""
    return zlib.crc32(str(value).encode("utf-8", "surrogatepass")) or 1 if value is not None else 0


class IssuedNumbers:
    """All numbers given in one workspace under one scheme."""

    def __init__(self, scheme: NumberScheme, issued: Iterable[IssuedNumber] = ()) -> None:
        """Later records of the same number replace earlier ones."""
        self.scheme = scheme
        self.by_number: dict[str, IssuedNumber] = {record.number: record for record in issued}

    @cached_property
    def series(self) -> dict[str, Series]:
        """How many numbers were given per prefix, and the highest serial."""
        series: dict[str, Series] = {}
        for number in self.by_number:
            parsed = self.scheme.parse(number)
            if parsed is not None:
                given, highest = series.get(parsed.prefix, (0, 0))
                series[parsed.prefix] = Series(given + 1, max(highest, parsed.serial))
        return series

    def of(self, register: str) -> dict[str, IssuedNumber]:
        """The numbers given to one register."""
        return {number: record for number, record in self.by_number.items() if record.register == register}

    def with_new(self, records: Iterable[IssuedNumber]) -> "IssuedNumbers":
        """These and further ones."""
        new = list(records)
        return IssuedNumbers(self.scheme, [*self.by_number.values(), *new]) if new else self
