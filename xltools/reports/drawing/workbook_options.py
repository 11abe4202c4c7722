"""How does XlsxWriter make a workbook that we draw? Texts stay texts, and columns are as wide as was asked for.

Invariant: two workbooks made with the same options have the same bytes.
"""

from typing import Any

from xltools.workbook.template.writer_options import TEXTS_STAY_TEXTS

# Widths of columns count digits of this font. Where it is missing, one of the same widths steps in, as for few others.
_MEASURED_BY = {"font_name": "Arial", "font_size": 10}
LARGE = 20_000  # rows; from here on they are written out as they come (constant_memory), so that memory stays bounded


def workbook_options(**further: object) -> dict[str, Any]:
    """The options, and further ones."""
    font = dict(_MEASURED_BY)  # a copy: XlsxWriter adds to it, and the next workbook would be another one
    return {**TEXTS_STAY_TEXTS, "default_format_properties": font, **further}
