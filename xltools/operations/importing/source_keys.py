"""By what is a row of an export known again? By its own key, else by what its mapped cells say.

Invariant: the same row has the same key in every export that holds it; two rows of one export share a key only where
its own key columns and all that is taken over of them say the same.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.operations.importing.export import Export, ExportRow, is_key_head
from xltools.operations.importing.lost_digits import has_lost_digits
from xltools.operations.importing.mapping import ColumnPlan
from xltools.workbook.typed_values import text_of

_LENGTH = 20
_KEY = re.compile(rf"[0-9a-f]{{{_LENGTH}}}")
_BETWEEN, _WITHIN = "\x1e", "\x1f"
_DOUBTED = "?"  # behind a key that another row of the same file had, too


class SourceKey(NamedTuple):
    """By what one row is known again.

    Attributes:
        text: The key.
        carried: What the workbook that sends the row back says of it; "" where the corrected cells are to tell.
        problem: Why the key columns tell nothing; "" where they do, or there are none.
        doubtful: Positions of the cells that are meant.
    """

    text: str
    carried: str
    problem: str = ""
    doubtful: frozenset[int] = frozenset()


class _Bearer(NamedTuple):
    """The first row of a file with a key."""

    contents: str
    line: int


def source_keys(export: Export, plan: ColumnPlan) -> list[SourceKey]:
    """The key of each row.

    A row that was sent back carries its key: it stays the row that it was, whatever was corrected. A row without
    anything in its key columns is told by its cells, as all are where no key columns are named; equal ones are
    counted, so that a longer export of the same time knows each of them again. So are rows whose key lost digits, or
    stands in another row of the file that says something else: these have a problem.
    """
    keys = _Keys(export, plan)
    return [keys.key(row) for row in export.rows]


class _Keys:
    """The keys of one file, row by row."""

    def __init__(self, export: Export, plan: ColumnPlan) -> None:
        self._plan = plan
        self._heads = text("signs.list_separator").join(export.heads[place] for place in plan.keys)
        told = (place for place, head in enumerate(export.heads) if is_key_head(head))
        self._told = next(told, None) if export.is_returned else None
        self._counts: dict[str, int] = {}
        self._bearers: dict[str, _Bearer] = {}

    def key(self, row: ExportRow) -> SourceKey:
        """The key of the next row."""
        carried = _texts(row, [self._told])[0] if self._told is not None else ""
        contents = self._contents(row)
        if _KEY.fullmatch(carried) and carried not in self._bearers:
            self._bearers[carried] = _Bearer(contents, row.line)
            return SourceKey(carried, carried)
        keys = (place for place in self._plan.keys if place < len(row.cells))
        lost = frozenset(place for place in keys if has_lost_digits(row.cells[place]))
        if lost:
            return SourceKey(self._counted(contents), "", self._lost_words(), lost)
        own = _texts(row, self._plan.keys)
        if not any(own):
            counted = self._counted(contents)
            return SourceKey(counted, counted)
        return self._own_key(_digest(["key", self._plan.scope, *own]), _Bearer(contents, row.line), carried)

    def _own_key(self, key: str, row: _Bearer, carried: str) -> SourceKey:
        """What the key columns say, if no other row says so; a row sent back for that says so until it is corrected."""
        doubted, first = key + _DOUBTED, None
        if carried != doubted:
            first = self._bearers.setdefault(key, row)
            if first.contents == row.contents:
                return SourceKey(key, key)
        words = self._doubled_words(first)
        return SourceKey(self._counted(row.contents), doubted, words, frozenset(self._plan.keys))

    def _contents(self, row: ExportRow) -> str:
        fields = self._plan.fields
        cells = zip(fields, _texts(row, list(fields.values())), strict=True)
        return _BETWEEN.join(sorted(f"{name}{_WITHIN}{said}" for name, said in cells))

    def _counted(self, contents: str) -> str:
        self._counts[contents] = self._counts.get(contents, 0) + 1
        return _digest(["cells", contents, str(self._counts[contents])])

    def _lost_words(self) -> str:
        return text("imports.rows.lost_digits", heads=self._heads)

    def _doubled_words(self, first: _Bearer | None) -> str:
        if first is None:
            return text("imports.rows.doubled_key_elsewhere", heads=self._heads)
        return text("imports.rows.doubled_key", heads=self._heads, line=first.line)


def _texts(row: ExportRow, places: Sequence[int]) -> list[str]:
    return [(text_of(row.cells[place]) or "") if place < len(row.cells) else "" for place in places]


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(_BETWEEN.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
