"""Which texts are customers sent, and when? Sheet 通知模板 (FA-13, FR-10, ST-10).

Invariant: a template names only columns, states, channels and placeholders that the register has; a row with a mistake
sends nothing, and the mistake is told at its cell.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.nearest_word import nearest_hint
from xltools.model.notice_template import NoticeTemplate, day_mark, has_stray_braces, placeholders_in
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.declared_names import declared_names
from xltools.workbook.heads import plain_head
from xltools.workbook.settings.settings_rows import SettingsRows, Values, allowed_words, inert

_NEEDED = ("name", "channel", "filled", "empty", "subject", "text")
_WHERE = ("channel", "state", "filled", "empty")
_REMARK = "check_remark"  # decided last: a notice that waits for it would be due in the next pass or no more


def read_notice_templates(
    rows: SettingsRows, definition: RegisterDefinition, channels: Values | None
) -> tuple[NoticeTemplate, ...]:
    """The templates in the order of the sheet; rows that cannot be used are left out and told.

    Args:
        rows: The sheet.
        definition: The register, for its heads, states and settings.
        channels: The values of its list of channels; None where it has none.
    """
    rows = rows.or_shipped(_NEEDED, text("settings.in_force.shipped_notices"))
    reading = _Reading(rows, definition, channels)
    templates: dict[tuple[str, str, str], NoticeTemplate] = {}
    for template, index in reading.templates():
        earlier = templates.setdefault((template.name, template.channel, template.state), template)
        if earlier is not template:
            fallback = text("settings.in_force.first_row", row=earlier.row)
            rows.unusable(index, "name", text("settings.expected.one_row_a_notice"), fallback)
    return tuple(templates.values())


class _Reading(NamedTuple):
    """What templates are read with."""

    rows: SettingsRows
    definition: RegisterDefinition
    channels: Values | None

    def templates(self) -> Iterator[tuple[NoticeTemplate, int]]:
        known = frozenset(declared_names(self.definition))
        for index in self.rows.indexes():
            name, wording = self.rows.text(index, "name"), self.rows.text(index, "text")
            if not (name and wording) or self.rows.is_unreadable(index, *_NEEDED, *_WHERE):
                continue  # the ordinary checks tell it
            filled, empty = self._named_fields(index, "filled"), self._named_fields(index, "empty")
            if self._understood(index, known) and filled and empty:
                where = self._listed(index, "channel"), self._listed(index, "state")
                subject = self.rows.text(index, "subject")
                yield NoticeTemplate(name, *where, filled, empty, subject, wording, self.rows.row(index)), index

    def _understood(self, index: int, known: Collection[str]) -> bool:
        found = [
            self._is_among(index, "channel"),
            self._is_among(index, "state"),
            self._can_be_filled(index, "subject", known),
            self._can_be_filled(index, "text", known),
        ]
        return all(found)

    def _allowed(self, name: str) -> Values | None:
        """The words that may stand in a cell; None where any may."""
        if name == "channel":
            return self.channels
        return tuple(state.name for state in self.definition.states) or None

    def _listed(self, index: int, name: str) -> str:
        return self.rows.listed(index, name, self._allowed(name))

    def _is_among(self, index: int, name: str) -> bool:
        word, allowed = self._listed(index, name), self._allowed(name)
        if not word or allowed is None or word in allowed:
            return True
        self.rows.unusable(index, name, allowed_words(word, allowed), inert())
        return False

    def _named_fields(self, index: int, name: str) -> Values:
        """The fields whose heads a cell lists; none where one of them is unknown, which is told."""
        usable = [field for field in self.definition.register_sheet.fields if field.name != _REMARK]
        fields = {plain_head(field.header): field.name for field in usable}
        names = []
        for head in self.rows.parts(index, name):
            if plain_head(head) not in fields:
                heads = [field.header for field in usable]
                expected = text("settings.expected.register_column") + nearest_hint(head, heads)
                self.rows.unusable(index, name, expected, inert(), head)
                return ()
            names.append(fields[plain_head(head)])
        return tuple(names)

    def _can_be_filled(self, index: int, name: str, known: Collection[str]) -> bool:
        wording = self.rows.text(index, name)
        for each in placeholders_in(wording):
            if each.name not in known:
                expected = text("settings.expected.placeholder") + nearest_hint(each.name, sorted(known))
                self.rows.unusable(index, name, expected, inert(), f"{{{{{each.name}}}}}")
                return False
            if each.suffix not in ("", day_mark()):
                expected = text("settings.expected.after_bar", mark=day_mark())
                self.rows.unusable(index, name, expected, inert(), f"|{each.suffix}")
                return False
        if has_stray_braces(wording):
            sample = f"{{{{{text('settings.expected.braces_sample')}}}}}"
            self.rows.unusable(index, name, text("settings.expected.braces", sample=sample), inert(), "{{ }}")
            return False
        return True
