"""By what is a row of an export known again? By its own key, else by what its mapped cells say.

Invariant: the same row has the same key in every export that holds it; two equal rows of one export have two keys.
"""

import hashlib
import re
from collections.abc import Sequence

from xltools.operations.importing.export import KEY_HEAD, Export, ExportRow
from xltools.operations.importing.mapping import ColumnPlan
from xltools.workbook.typed_values import text_of

_LENGTH = 20
_KEY = re.compile(rf"[0-9a-f]{{{_LENGTH}}}")
_BETWEEN, _WITHIN = "\x1e", "\x1f"


def source_keys(export: Export, plan: ColumnPlan) -> list[str]:
    """The key of each row.

    A row that was sent back carries its key: it stays the row that it was, whatever was corrected. A row without
    anything in its key columns is told by its cells, as all are where no key columns are named; equal ones are
    counted, so that a longer export of the same time knows each of them again.
    """
    told = export.heads.index(KEY_HEAD) if export.is_returned and KEY_HEAD in export.heads else None
    seen: dict[str, int] = {}
    return [_key(row, plan, told, seen) for row in export.rows]


def _key(row: ExportRow, plan: ColumnPlan, told: int | None, seen: dict[str, int]) -> str:
    carried = _texts(row, [told])[0] if told is not None else ""
    if _KEY.fullmatch(carried) and carried not in seen:
        seen[carried] = 1
        return carried
    own = _texts(row, plan.keys)
    if any(own):
        return _digest(["key", plan.scope, *own])
    said = [
        f"{name}{_WITHIN}{text}"
        for name, text in zip(plan.fields, _texts(row, list(plan.fields.values())), strict=True)
    ]
    contents = _BETWEEN.join(sorted(said))
    seen[contents] = seen.get(contents, 0) + 1
    return _digest(["cells", contents, str(seen[contents])])


def _texts(row: ExportRow, places: Sequence[int]) -> list[str]:
    return [(text_of(row.cells[place]) or "") if place < len(row.cells) else "" for place in places]


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(_BETWEEN.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
