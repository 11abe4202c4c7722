"""How does the archive's catalogue become a workbook that is readable alone? A guide first, then year by year.

Invariant: the same copies at the same moment give the same bytes; nothing of the machine or its person gets in.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from xltools.language.speaking import text
from xltools.model.archived_case import ArchivedVersion
from xltools.reports.archive_index.index_guide import GuideWriter
from xltools.reports.archive_index.index_mark import mark_properties, sealed
from xltools.reports.archive_index.index_rows import year_sheets
from xltools.reports.archive_index.version_folders import first_folder
from xltools.reports.archive_index.year_drawing import YearDrawing
from xltools.reports.drawing.looks import Looks
from xltools.reports.drawing.workbook_options import LARGE, workbook_options
from xltools.workbook.template import palette


def write_index(versions: Sequence[ArchivedVersion], made_at: datetime, catalogue: str) -> bytes:
    """The index as a workbook (.xlsx), to lie in the archive's root.

    Args:
        versions: All copies, in any order.
        made_at: The moment, naive local time.
        catalogue: Checksum of the catalogue that they stand in; `index_mark` finds it again.
    """
    target = BytesIO()
    workbook = Workbook(target, workbook_options(constant_memory=len(versions) >= LARGE))
    title = text("index.title")
    workbook.set_properties({"title": title, "created": made_at})
    for name, said in mark_properties(catalogue).items():
        workbook.set_custom_property(name, said, "text")
    looks, past_due = Looks(workbook), workbook.add_format(palette.DUE_SOON)
    sheets = year_sheets(versions)
    guide = workbook.add_worksheet(text("index.tab"))
    for sheet in sheets:
        YearDrawing(workbook.add_worksheet(sheet.name), looks, past_due).draw(sheet)
    GuideWriter(guide, looks).write(title, _counted(versions, made_at), sheets)
    workbook.close()
    return sealed(target.getvalue())


def _counted(versions: Sequence[ArchivedVersion], made_at: datetime) -> str:
    cases = len({first_folder(version.folder) for version in versions})
    return text("index.counted", copies=len(versions), cases=cases, made_at=made_at)
