"""Which forms does a register have, and where are their workbooks? A team's own copies win over the shipped ones.

Invariant: looking for forms changes no file; the folder 表单 belongs to the team.
"""

import os
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xltools.errors import DefinitionError
from xltools.language.speaking import in_every_language, text
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.forms.building.form_building import build_form
from xltools.workbook.forms.building.form_layout import FormLayout
from xltools.workbook.forms.building.generic_layout import GENERIC_KEY, GENERIC_MARK, generic_layout
from xltools.workbook.forms.building.layout_files import forms_folder, refuse_undeclared, shipped_layouts
from xltools.workbook.forms.form_definition import FormDefinition

_SUFFIXES = (".xlsx", ".xlsm")
_NOT_FORMS = (".", "~$")  # hidden files and what Office keeps beside an open one
_MAXIMUM_BYTES = 20 * 1024 * 1024


class FormFile(NamedTuple):
    """The workbook of a form.

    Attributes:
        name: The name of the file, with its suffix.
        data: Its bytes.
    """

    name: str
    data: bytes


def form_places(register: Path) -> tuple[Path, ...]:
    """Where a team keeps forms: those of one register in ``表单/<its name>``, those of the whole folder in ``表单``.

    The folder is called so in the spoken language, or in any other in which it is there already.
    """
    new = register.parent / text("folders.forms")
    folders = (new, *(register.parent / name for name in sorted(in_every_language("folders.forms"))))
    folder = next((each for each in folders if os.path.isdir(each)), new)  # noqa: PTH112  Path.is_dir may raise
    return (folder / register.stem, folder)


def forms_of(definition: RegisterDefinition, places: Sequence[Path]) -> tuple[FormDefinition, ...]:
    """The forms of a register's cases: the main one first, the other shipped ones, then the team's further ones.

    Where no shipped form is made for the register, the main one is built from its definition.

    Args:
        definition: The register.
        places: Folders of the team's forms, see `form_places`; they need not exist.

    Raises:
        DefinitionError: A shipped layout contradicts itself.
    """
    layouts = shipped_layouts()
    others = [layout.title for layout in layouts if layout.of_register != definition.name]
    own = (layout for layout in layouts if layout.of_register == definition.name)
    forms = [layout.form for layout in own if _fits(layout, definition, places)]
    if not any(form.main for form in forms):
        forms.insert(0, generic_layout(definition).form)
    known = {_plain(title) for title in (*others, *(form.title for form in forms))}
    of_others = tuple(in_every_language(GENERIC_MARK))
    for path in _workbooks(places):
        title = unicodedata.normalize("NFC", path.stem)
        if _plain(title) not in known and not title.endswith(of_others):
            known.add(_plain(title))
            forms.append(FormDefinition(key=title, title=title, register=definition.name))
    return tuple(forms)


def _fits(layout: FormLayout, definition: RegisterDefinition, places: Sequence[Path]) -> bool:
    """Whether the register, which may be a team's own of a shipped one's name, declares what the form asks for.

    A form that the team made its own is taken anyway: what it asks for is seen when it is filled.
    """
    try:
        refuse_undeclared(layout, definition, layout.key)
    except DefinitionError:
        return own_form(layout.form, places) is not None
    return True


def is_built(form: FormDefinition, places: Sequence[Path]) -> bool:
    """Whether the form is built from the register's definition, so that sheets may be left out of it."""
    return form.key == GENERIC_KEY and own_form(form, places) is None


def form_file(
    form: FormDefinition, definition: RegisterDefinition, places: Sequence[Path], unused: Collection[str] = ()
) -> FormFile:
    """The workbook that a form is filled into: the team's own, else the shipped one, else one built from the register.

    Args:
        form: One of `forms_of`.
        definition: Its register.
        places: Folders of the team's forms; the first that has one wins.
        unused: Keys of sheets that hold nothing of the case, for a form that is built.

    Raises:
        DefinitionError: The workbook cannot be read, or is no form that anybody would print.
    """
    own = own_form(form, places)
    return shipped_form(form, definition, unused) if own is None else FormFile(own.name, _read(own))


def shipped_form(form: FormDefinition, definition: RegisterDefinition, unused: Collection[str] = ()) -> FormFile:
    """The workbook of a form as it comes with us, whatever the team made of it.

    Raises:
        DefinitionError: There is none of this title.
    """
    name = f"{form.title}.xlsx"
    layout = next((layout for layout in shipped_layouts() if layout.form == form), None)
    built = forms_folder() / name
    if layout is not None and built.exists():
        return FormFile(name, _read(built))
    layout = layout or generic_layout(definition, unused)
    if layout.form != form:
        raise DefinitionError(name, "file", "is not in the folder of forms any more; put it back")
    return FormFile(name, build_form(layout, definition))


def own_form(form: FormDefinition, places: Sequence[Path]) -> Path | None:
    """The team's own workbook of a form, if it has one."""
    return next((path for path in _workbooks(places) if _plain(path.stem) == _plain(form.title)), None)


def _workbooks(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        try:
            entries = sorted(place.iterdir())
        except OSError:  # most teams have no forms of their own
            continue
        for path in entries:
            if path.suffix.lower() in _SUFFIXES and not path.name.startswith(_NOT_FORMS) and path.is_file():
                yield path


def _plain(title: str) -> str:
    """A title however a file system spells it."""
    return unicodedata.normalize("NFC", title).casefold()


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DefinitionError(path.name, "file", f"cannot be read: {error.strerror}") from None
    if len(data) > _MAXIMUM_BYTES:
        raise DefinitionError(path.name, "file", "is larger than 20 MB; use smaller pictures")
    return data
