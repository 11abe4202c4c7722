"""Where do the layouts of forms come from? TOML files beside the register definitions, one a form.

Invariant: a layout that is read asks only for what its register declares or what is composed.
"""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from xltools.errors import DefinitionError
from xltools.language.speaking import speaking
from xltools.model.nearest_word import nearest
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.declared_names import declared_names, declared_tables
from xltools.workbook.definition_files import shipped_definition, templates_folder
from xltools.workbook.forms.building.form_layout import FormLayout
from xltools.workbook.forms.filling.placeholders import Placeholder, marks_in


def forms_folder() -> Path:
    """The folder of shipped layouts and the workbooks built from them."""
    return templates_folder() / "forms"


@cache
def shipped_layouts() -> tuple[FormLayout, ...]:
    """The shipped forms: by register, the main one first, then by key.

    Raises:
        DefinitionError: One contradicts itself or its register.
    """
    layouts = (read_layout(path) for path in forms_folder().glob("*.toml"))
    return tuple(sorted(layouts, key=lambda layout: (layout.of_register, not layout.main, layout.key)))


def read_layout(path: Path) -> FormLayout:
    """Read one layout of a shipped register's form; its key is the name of the file.

    Raises:
        DefinitionError: Not TOML, an unknown key, a row that is too wide, an unknown register, or a placeholder that
            the register does not declare.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(path.name, "file", f"cannot be read as TOML: {error}") from None
    try:
        layout = FormLayout.model_validate({**content, "key": path.stem})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"])) or "layout"
        raise DefinitionError(path.name, key, first["msg"].removeprefix("Value error, ")) from None
    refuse_undeclared(layout, shipped_definition(layout.of_register), path.name)
    return layout


def refuse_undeclared(layout: FormLayout, definition: RegisterDefinition, source: str) -> None:
    """Refuse a layout that asks for what nobody can give.

    Raises:
        DefinitionError: A placeholder, table or sheet is not declared; names the nearest that is.
    """
    with speaking(definition.language):
        cells, tables = frozenset(declared_names(definition)), declared_tables(definition)
    if layout.needs is not None and definition.sheet(layout.needs) is None:
        raise DefinitionError(source, "needs", _unknown(layout.needs, [sheet.key for sheet in definition.sheets]))
    for asked in _placeholders(layout, source):
        if asked.table and asked.table not in tables:
            raise DefinitionError(source, str(asked), _unknown(asked.table, tables))
        known = tables[asked.table] if asked.table else cells
        if asked.name not in known:
            raise DefinitionError(source, str(asked), _unknown(asked.name, known))


def _placeholders(layout: FormLayout, source: str) -> list[Placeholder]:
    try:
        return [mark.placeholder for text in layout.texts() for mark in marks_in(text)]
    except ValueError as error:
        raise DefinitionError(source, "sections", str(error)) from None


def _unknown(name: str, known: Collection[str]) -> str:
    near = nearest(name, sorted(known), 0.4)
    return f"{name!r} is not declared by the register" + (f"; the nearest is {near!r}" if near else "")
