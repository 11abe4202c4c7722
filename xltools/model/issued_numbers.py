"""Which numbers were ever given, by which register, to what? Remembered outside the workbooks.

Invariant: a number is given once; what was given is never forgotten, whatever happens to its row.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple, cast

from xltools.model.number_scheme import NumberScheme
from xltools.model.register import Value


class IssuedNumber(NamedTuple):
    """One number as it was given.

    Attributes:
        number: The number.
        register: Which register workbook of the workspace it was given to.
        registered_at: When the case was first seen.
        fields: Names of the case's identity fields.
        prints: Checksums of their values, in the same order; 0 where the cell was empty. Not the values: the memory
            lies outside the workbook, and customers' data stays inside it.
    """

    number: str
    register: str
    registered_at: datetime
    fields: tuple[str, ...] = ()
    prints: tuple[int, ...] = ()


class Series(NamedTuple):
    """What was given under one prefix."""

    given: int
    highest: int


def fingerprint(value: Value) -> int:
    """Checksum of one identity value; 0 for an empty one."""
    if value is None:
        return 0
    text = value if type(value) is str else value.isoformat() if isinstance(value, datetime) else str(value)
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) or 1


def fingerprints(values: Sequence[Value]) -> list[int]:
    """`fingerprint` of many values; quick where all that are filled are texts, or all are moments."""
    filled = [value for value in values if value is not None]
    kinds = set(map(type, filled))
    texts: Iterable[str] = cast("list[str]", filled)
    if kinds == {datetime}:
        texts = map(datetime.isoformat, cast("list[datetime]", filled))
    elif kinds != {str}:
        return list(map(fingerprint, values))
    checksums = map(zlib.crc32, map(str.encode, texts, repeat("utf-8"), repeat("surrogatepass")))
    return [0 if value is None else next(checksums) or 1 for value in values]


class IssuedNumbers:
    """All numbers given in one workspace under one scheme."""

    def __init__(self, scheme: NumberScheme, by_number: Mapping[str, IssuedNumber] | None = None) -> None:
        """What is known, by number."""
        self.scheme = scheme
        self.by_number: Mapping[str, IssuedNumber] = by_number or {}

    @cached_property
    def series(self) -> dict[str, Series]:
        """How many numbers were given per prefix, and the highest serial."""
        parsed = sorted(filter(None, self.scheme.parse_all(self.by_number)))
        counts = Counter([prefix for prefix, _ in parsed])
        return {prefix: Series(counts[prefix], highest) for prefix, highest in dict(parsed).items()}

    def of(self, register: str) -> dict[str, IssuedNumber]:
        """The numbers given to one register."""
        if set(map(attrgetter("register"), self.by_number.values())) == {register}:
            return dict(self.by_number)
        return {number: record for number, record in self.by_number.items() if record.register == register}

    def with_new(self, records: Iterable[IssuedNumber]) -> "IssuedNumbers":
        """These and further ones."""
        new = {record.number: record for record in records}
        return IssuedNumbers(self.scheme, {**self.by_number, **new}) if new else self
