"""Which texts are customers sent, and when? Sheet 通知模板 (FA-13, FR-10, ST-10).

Invariant: a template names only columns, states, channels and placeholders that the register has; a row with a mistake
sends nothing, and the mistake is told at its cell.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from xltools.model.form_values import COMPOSED_NAMES
from xltools.model.notice_template import DAY_ONLY, NoticeTemplate, has_stray_braces, placeholders_in
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.heads import plain_head
from xltools.workbook.settings.settings_rows import INERT, SettingsRows, Values, allowed_words, nearest_hint

SHIPPED_NOTICES = "按模板原有的通知文字"
_NEEDED = ("name", "channel", "filled", "empty", "subject", "text")
_WHERE = ("channel", "state", "filled", "empty")


def read_notice_templates(
    rows: SettingsRows, definition: RegisterDefinition, channels: Values | None
) -> tuple[NoticeTemplate, ...]:
    """The templates in the order of the sheet; rows that cannot be used are left out and told.

    Args:
        rows: The sheet.
        definition: The register, for its heads, states and settings.
        channels: The values of its list of channels; None where it has none.
    """
    reading = _Reading(rows.or_shipped(_NEEDED, SHIPPED_NOTICES), definition, channels)
    templates: dict[tuple[str, str, str], NoticeTemplate] = {}
    for template, index in reading.templates():
        earlier = templates.setdefault((template.name, template.channel, template.state), template)
        if earlier is not template:
            expected = "同一通知的同一渠道、同一状态只有一行"
            reading.rows.unusable(index, "name", expected, f"以第 {earlier.row} 行为准")
    return tuple(templates.values())


class _Reading(NamedTuple):
    """What templates are read with."""

    rows: SettingsRows
    definition: RegisterDefinition
    channels: Values | None

    def templates(self) -> Iterator[tuple[NoticeTemplate, int]]:
        known = _placeholder_names(self.definition)
        for index in self.rows.indexes():
            name, text = self.rows.text(index, "name"), self.rows.text(index, "text")
            if not (name and text) or self.rows.is_unreadable(index, *_NEEDED, *_WHERE):
                continue  # the ordinary checks tell it
            filled, empty = self._named_fields(index, "filled"), self._named_fields(index, "empty")
            if self._understood(index, known) and filled and empty:
                where = self.rows.text(index, "channel"), self.rows.text(index, "state")
                subject = self.rows.text(index, "subject")
                yield NoticeTemplate(name, *where, filled, empty, subject, text, self.rows.row(index)), index

    def _understood(self, index: int, known: Collection[str]) -> bool:
        states = tuple(state.name for state in self.definition.states)
        found = [
            self._is_among(index, "channel", self.channels),
            self._is_among(index, "state", states or None),
            self._can_be_filled(index, "subject", known),
            self._can_be_filled(index, "text", known),
        ]
        return all(found)

    def _is_among(self, index: int, name: str, allowed: Values | None) -> bool:
        word = self.rows.text(index, name)
        if not word or allowed is None or word in allowed:
            return True
        self.rows.unusable(index, name, allowed_words(word, allowed), INERT)
        return False

    def _named_fields(self, index: int, name: str) -> Values:
        """The fields whose heads a cell lists; none where one of them is unknown, which is told."""
        fields = {plain_head(field.header): field.name for field in self.definition.register_sheet.fields}
        names = []
        for head in self.rows.parts(index, name):
            if plain_head(head) not in fields:
                heads = [field.header for field in self.definition.register_sheet.fields]
                self.rows.unusable(index, name, f"登记表的栏目{nearest_hint(head, heads)}", INERT, head)
                return ()
            names.append(fields[plain_head(head)])
        return tuple(names)

    def _can_be_filled(self, index: int, name: str, known: Collection[str]) -> bool:
        text = self.rows.text(index, name)
        for each in placeholders_in(text):
            if each.name not in known:
                expected = f"登记表的列名或可用的名称{nearest_hint(each.name, sorted(known))}"
                self.rows.unusable(index, name, expected, INERT, f"{{{{{each.name}}}}}")
                return False
            if each.suffix not in ("", DAY_ONLY):
                self.rows.unusable(index, name, f"“|”后面只能写“{DAY_ONLY}”", INERT, f"|{each.suffix}")
                return False
        if has_stray_braces(text):
            self.rows.unusable(index, name, "成对的双花括号，如 {{处理结果}}", INERT, "{{ }}")
            return False
        return True


def _placeholder_names(definition: RegisterDefinition) -> frozenset[str]:
    """What may stand between braces: columns and settings by either name, and what is composed."""
    names = {name for field in definition.register_sheet.fields for name in (field.header, field.name)}
    settings = definition.sheet("settings")
    names |= {str(row[key]) for row in (settings.rows if settings else ()) for key in ("key", "label") if key in row}
    return frozenset(names | set(COMPOSED_NAMES))
