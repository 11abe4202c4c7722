"""Which columns did a team add to its register's sheets? Found by their heads, and declared as if the team had.

A pass has no business with them; a report or an archive copy of a case has. Invariant: the declared columns stay what
they are, and no row is in use because of a column of a team's own.
"""

import zlib
from collections.abc import Iterator
from typing import TypeVar

from xltools.model.field import FieldDefinition, FieldKind, Owner
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.footers import cases_alone, find_ending
from xltools.workbook.heads import LONGEST_HEAD, find_heads, plain_head, written_heads
from xltools.workbook.packaging.package import Package

_WIDTH, _MAXIMUM_LENGTH = 18, 32767
_Model = TypeVar("_Model", SheetDefinition, RegisterDefinition)
_BRACKETS = str.maketrans("【】", "[]")


def with_own_columns(package: Package, definition: RegisterDefinition) -> RegisterDefinition:
    """The definition, with the further columns of the sheets that tell of cases, as text behind the declared ones.

    Args:
        package: The register.
        definition: What it should be.

    Raises:
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    cells = WorkbookCells(package)
    sheets = tuple(
        _extended(sheet, cells.sheet(sheet.title))
        if sheet.kind is not SheetKind.SETTINGS and sheet.title in cells.titles
        else sheet
        for sheet in definition.sheets
    )
    return definition if sheets == definition.sheets else _with(definition, sheets=sheets)


def _extended(sheet: SheetDefinition, cells: SheetCells) -> SheetDefinition:
    own = tuple(_own_fields(sheet, cells))
    return _with(sheet, fields=(*sheet.fields, *own)) if own else sheet


def _own_fields(sheet: SheetDefinition, cells: SheetCells) -> Iterator[FieldDefinition]:
    """A column with formulas is nobody's word: it may say something else every day."""
    heads = find_heads(sheet, cells.title, cells.rows)
    if not heads.row:
        return
    known = {plain_head(field.header) for field in sheet.fields}
    reckoned = {
        column for at, column in cases_alone(cells, find_ending(sheet, heads, cells)).formulas if heads.row < at
    }
    for column, written in enumerate(written_heads(cells.rows, heads.row, sheet.head_rows), start=1):
        head = written.alone.translate(_BRACKETS).strip()[:LONGEST_HEAD].strip()
        if head and column not in heads.columns.values() and plain_head(head) not in known:
            known.add(plain_head(head))
            yield FieldDefinition(
                name=f"own_{zlib.crc32(plain_head(head).encode('utf-8', 'surrogatepass')):08x}",
                header=head,
                kind=FieldKind.TEXT,
                owner=Owner.TOOL if column in reckoned else Owner.PROPOSED,
                max_length=_MAXIMUM_LENGTH,
                width=_WIDTH,
            )


def _with(model: _Model, **changed: object) -> _Model:
    """Made anew, for a copy would keep what was reckoned of the old one."""
    return type(model)(**{name: getattr(model, name) for name in type(model).model_fields} | changed)
