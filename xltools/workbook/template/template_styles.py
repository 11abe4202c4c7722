"""What do the cells of a template look like? Every format by its purpose, in the colours of the one palette.

Invariant: equal properties give the same format.
"""

from datetime import UTC, datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xltools.model.field import NUMERIC_KINDS, TEXT_KINDS, WRAPPED_KINDS, FieldDefinition, FieldKind, Owner
from xltools.workbook.splicing.cell_xml import CLOCK_MINUTE_FORMAT, DATE_FORMAT, MINUTE_FORMAT
from xltools.workbook.template.palette import (
    CORAL,
    HAIRLINE,
    INK,
    LINK,
    MUTED,
    PAPER,
    PERSON,
    PROPOSED,
    TOOL,
    TOOL_FILL,
    TOOL_TEXT,
    WHITE,
    font,
    font_charset,
)
from xltools.workbook.template.writer_options import TEXTS_STAY_TEXTS

CREATED = datetime(2024, 1, 1, tzinfo=UTC)  # fixed: what is rebuilt differs only where its definition does
HEAD_COLOURS = {Owner.PERSON: PERSON, Owner.PROPOSED: PROPOSED, Owner.TOOL: TOOL}
# A row without a height of its own then is 18 points high and still grows with wrapped text; a "custom" default would
# keep it from growing.
_WORKBOOK_OPTIONS = {
    "in_memory": True,
    **TEXTS_STAY_TEXTS,
    "default_row_height": 24,
    "default_column_width": 72,
}

_NUMBER_FORMATS = {
    FieldKind.DATE: DATE_FORMAT,
    FieldKind.DATETIME: MINUTE_FORMAT,
    FieldKind.TIME: CLOCK_MINUTE_FORMAT,
    FieldKind.PERCENT: "0.0%",
    FieldKind.INTEGER: "0",
    FieldKind.NUMBER: "General",
    **dict.fromkeys(TEXT_KINDS, "@"),
}
_TIME_OR_MOMENT = f"[<1]{CLOCK_MINUTE_FORMAT};{MINUTE_FORMAT}"  # a time typed alone would else show a day in 1899
_MEDIUM, _MEDIUM_DASHED, _THIN = 2, 8, 1
HAIRLINE_BELOW = {"bottom": _THIN, "bottom_color": HAIRLINE}


def workbook_options() -> dict[str, Any]:
    """How XlsxWriter makes a workbook of ours, in the font of the spoken language."""
    return {**_WORKBOOK_OPTIONS, "default_format_properties": {**_font_properties(), "font_size": 11}}


class TemplateStyles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def rule(self, look: dict[str, Any]) -> Format:
        """The format of a conditional rule: only what differs from the cell's own look."""
        return self._format(look)

    def text(self, **properties: Any) -> Format:
        """Ordinary text, vertically centred, with further properties."""
        start = {"align": "left"} if "indent" in properties else {}
        return self._format({**_font_properties(), "font_size": 10, "valign": "vcenter", **start, **properties})

    def title(self, **properties: Any) -> Format:
        """Text of the band on top of each sheet; light, since LibreOffice draws links in a dark blue of its own."""
        return self.text(**{"font_color": INK, "bg_color": PAPER, **properties})

    def purpose(self, **properties: Any) -> Format:
        """Text of the light band below the title."""
        return self.text(**{"font_size": 9, "font_color": MUTED, "bg_color": PAPER, **properties})

    def band(self, colour: str, *, starts: bool) -> Format:
        """A group's band; a white edge where the group starts."""
        edge = {"left": _MEDIUM, "left_color": WHITE} if starts else {}
        return self.text(font_size=9, bold=True, indent=1, font_color=INK, bg_color=colour, **edge)

    def head(self, field: FieldDefinition) -> Format:
        """A column's head: colour by who fills it, underlined in coral where it must be filled."""
        line, colour = _THIN, HEAD_COLOURS[field.owner]
        if field.required:
            line, colour = _MEDIUM, CORAL
        elif field.required_when:
            line, colour = _MEDIUM_DASHED, CORAL
        return self.text(
            bold=True,
            font_color=WHITE,
            bg_color=HEAD_COLOURS[field.owner],
            indent=1,
            text_wrap=True,
            left=_THIN,
            left_color=WHITE,
            bottom=line,
            bottom_color=colour,
            num_format=_number_format(field),  # a row inserted below the heads takes on theirs
        )

    def body(self, field: FieldDefinition) -> Format:
        """A column's data cells."""
        properties: dict[str, Any] = {"num_format": _number_format(field), "valign": "top", **HAIRLINE_BELOW}
        if field.kind in WRAPPED_KINDS:
            properties["text_wrap"] = True
        properties |= {"align": "center"} if field.kind in NUMERIC_KINDS else {"indent": 1}
        if field.owner is Owner.TOOL:
            properties |= {"font_color": TOOL_TEXT, "bg_color": TOOL_FILL}
        return self.text(**properties)

    def link(self, **properties: Any) -> Format:
        """A link to another sheet."""
        return self.text(**{"font_color": LINK, "underline": 1, **properties})

    def _format(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(properties))
        return self._made[key]


def _number_format(field: FieldDefinition) -> str:
    return _NUMBER_FORMATS[field.kind] if field.day_of is None else _TIME_OR_MOMENT


def _font_properties() -> dict[str, Any]:
    return {"font_name": font(), "font_charset": font_charset(), "font_scheme": "none"}
