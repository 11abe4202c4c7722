"""What goes onto the pages? The sheets of a form with their paper, running lines and blocks, as plain data.

Invariant: the data is JSON of words and numbers only; what it says is never read as markup or as a path.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.reports.form_pdf.grid_data import grid_data
from xltools.reports.form_pdf.page_cutting import cut
from xltools.reports.form_pdf.page_words import PageRun, page_words
from xltools.reports.form_pdf.pictures import Picture
from xltools.reports.form_pdf.sheet_reading import FormSheet
from xltools.reports.typesetting.plain_text import clean
from xltools.reports.typesetting.typst_data import Data


class Pages(NamedTuple):
    """What the template takes, and a line for each thing that it cannot show."""

    data: Data
    warnings: tuple[str, ...]


def page_data(sheets: Sequence[FormSheet], files: Mapping[Picture, str], made_at: datetime, name: str) -> Pages:
    """Everything that the template shows.

    Args:
        sheets: Of the form; those that show nothing are passed over.
        files: The file of each picture that can be shown.
        made_at: What running lines call today and now.
        name: What running lines call the file.
    """
    shown: list[Data] = []
    warnings: list[str] = []
    for sheet in sheets:
        blocks, told = cut(sheet)
        warnings += (*sheet.warnings, *told)
        if blocks:
            own = {picture: files[picture] for picture in sheet.pictures if picture in files}
            shown.append(_sheet(sheet, [grid_data(sheet, block, own) for block in blocks], made_at, name))
    if not shown:
        warnings.append("no sheet of the workbook shows anything; the PDF is empty")
    return Pages({"sheets": shown}, tuple(warnings))


def _sheet(sheet: FormSheet, blocks: list[Data], made_at: datetime, name: str) -> Data:
    setup = sheet.setup
    return {
        "width": setup.width,
        "height": setup.height,
        "margins": setup.margins._asdict(),
        "centred": setup.centred,
        "centred_down": setup.centred_down,
        "first_page": setup.first_page,
        "running": {
            kind: [[_run(run) for run in place] for place in page_words(code, sheet.title, name, made_at)]
            for kind, code in setup.running.items()
        },
        "blocks": blocks,
    }


def _run(run: PageRun) -> Data:
    return run._asdict() | {"text": clean(run.text)}
