"""How does a workbook get what its definition has and it lacks? The spine: survey, shape, texts, checks.

The shape comes first, all at once: new sheets, and existing ones with empty columns. Then the patcher writes heads and
values, as it writes all values. Invariant: what was not extended keeps its very bytes, and what was extended once lacks
nothing the second time.
"""

from collections.abc import Mapping, Sequence

from xltools.errors import PatchRefusedError
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import CellEdit
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.column_places import ColumnPlace
from xltools.workbook.extending.extension import AddedColumn, AddedRow, Extended, Extension, ListValues
from xltools.workbook.extending.lacking import Lacking, lacking
from xltools.workbook.extending.list_values import lacking_values, value_edits
from xltools.workbook.extending.new_values import column_texts, parameter_rows
from xltools.workbook.extending.register_marks import register_marks
from xltools.workbook.extending.shaping import shaped
from xltools.workbook.extending.template_parts import TemplateParts
from xltools.workbook.layout import VERSION_PROPERTY
from xltools.workbook.packaging.package import CONTENT_TYPES, Package, open_package, relationship_part
from xltools.workbook.patching import patch_package
from xltools.workbook.splicing.cell_styles import STYLES_CONTENT_TYPE, CellStyles
from xltools.workbook.splicing.cell_xml import MINUTE_FORMAT
from xltools.workbook.splicing.edit_refusals import refuse_guarded_package
from xltools.workbook.splicing.package_wiring import with_override, with_relationship
from xltools.workbook.splicing.patch_verification import verify_members


def extended(
    package: Package, definition: RegisterDefinition, *, add_renamed: bool = False, add_values: bool = False
) -> Extended:
    """Add the sheets, columns, lists and parameters that a workbook lacks, and mark it as a register.

    Args:
        package: The workbook: a register of this or an earlier version, or a team's own.
        definition: What it should be.
        add_renamed: Add a column even where a head that nothing knows is nearly called the same.
        add_values: Add values of the definition to lists that are there, too.

    Raises:
        PatchRefusedError: Something cannot be added without risk to what is there; nothing was changed.
        NotARegisterError: The sheet that holds the cases is missing.
        DefinitionError: A title is too long for the drop-downs that need it.
        UnreadableWorkbookError: A part cannot be read safely.
    """
    with speaking(definition.language):
        lack = lacking(package, definition, add_renamed=add_renamed)
        version = _raised(package, definition, lack)
        lists = _short_lists(definition, lack)
        added = tuple(each for each in lists if add_values and each.has_room)
        left = tuple(each for each in lists if each not in added)
        is_short = any(each.missing or each.parameters for each in lack.standing.values())
        if not (lack.sheets or version or is_short or added):
            return Extended(package.data, Extension(renamed=lack.renamed, values_left=left))
        refuse_guarded_package(package)
        new = _Extending(_with_styles(package), definition, lack).extended(version, added)
        return new._replace(extension=new.extension._replace(values=added, values_left=left))


def _raised(package: Package, definition: RegisterDefinition, lack: Lacking) -> tuple[str, str] | None:
    """The mark of the version before and after; it is raised once nothing is left out."""
    here, marks = package.custom_properties(), register_marks(definition)
    if lack.renamed or all(here.get(name) == value for name, value in marks.items()):
        return None
    return here.get(VERSION_PROPERTY, ""), marks[VERSION_PROPERTY]


def _short_lists(definition: RegisterDefinition, lack: Lacking) -> tuple[ListValues, ...]:
    sheet = lack.standing.get(Tab.LISTS.said)
    return tuple(lacking_values(definition, sheet)) if sheet is not None else ()


class _Extending:
    """One workbook while it is being extended."""

    def __init__(self, package: Package, definition: RegisterDefinition, lack: Lacking) -> None:
        self._package, self._definition, self._lack = package, definition, lack
        self._template = TemplateParts(definition)

    def extended(self, version: tuple[str, str] | None, lists: Sequence[ListValues]) -> Extended:
        """The extended workbook, checked; values of lists are still to be told."""
        marks = register_marks(self._definition) if version else {}
        parts, places = shaped(self._package, self._definition, self._lack, self._template, marks)
        grown = open_package(self._package.replaced(parts))
        verify_members(self._package, grown, parts, ())
        new = parameter_rows(self._definition, self._lack.standing, places)
        texts = [*column_texts(self._lack.standing, places, self._template), *new.edits, *value_edits(lists)]
        data = patch_package(grown, sorted(texts, key=_by_column), new.heights)
        self._verify(open_package(data), lists)
        return Extended(data, self._extension(places, new.rows, version))

    def _extension(
        self, places: Mapping[str, ColumnPlace], rows: Sequence[AddedRow], version: tuple[str, str] | None
    ) -> Extension:
        added = [
            AddedColumn(tab, new.head, column_letters(column))
            for tab, place in places.items()
            for column, new in enumerate(self._lack.standing[tab].missing, start=place.first)
        ]
        lists = Tab.LISTS.said
        return Extension(
            tuple(each for each in added if each.sheet != lists),
            self._lack.sheets,
            tuple(each for each in added if each.sheet == lists),
            tuple(rows),
            self._lack.renamed,
            tuple(tab for tab, place in places.items() if place.is_apart),
            version,
        )

    def _verify(self, package: Package, lists: Sequence[ListValues]) -> None:
        """Read back what was built: it lacks nothing any more, and every column that was there is where it was."""
        after = lacking(package, self._definition, add_renamed=not self._lack.renamed)
        is_complete = not after.sheets and not any(each.missing or each.parameters for each in after.standing.values())
        before = self._lack.standing
        is_there = all(before[tab].columns.items() <= after.standing[tab].columns.items() for tab in before)
        is_listed = {each.head for each in lists}.isdisjoint(e.head for e in _short_lists(self._definition, after))
        if not (is_complete and is_there and is_listed and after.renamed == self._lack.renamed):
            raise PatchRefusedError(
                "workbook", "the extended workbook did not pass its own check", "Nothing was written; report this"
            )


def _by_column(edit: CellEdit) -> tuple[str, int, int]:
    return edit.sheet, edit.column, edit.row


def _with_styles(package: Package) -> Package:
    """The workbook; one without any cell formats gets the plainest there can be."""
    if package.related(package.workbook_part, "styles") is not None:
        return package
    styles, wires = CellStyles(package), relationship_part(package.workbook_part)
    styles.dated(0, MINUTE_FORMAT)
    parts = {
        styles.part: styles.changed() or b"",  # a format was added, so there is a text
        wires: with_relationship(package.part(wires), "styles", f"/{styles.part}"),
        CONTENT_TYPES: with_override(package.part(CONTENT_TYPES), styles.part, STYLES_CONTENT_TYPE),
    }
    new = open_package(package.replaced(parts))
    verify_members(package, new, parts, ())
    return new
