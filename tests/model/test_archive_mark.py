"""What a mark says fits the columns that it is written into. (FR-14)"""

from datetime import datetime

import pytest

from xltools.model.archive_mark import ArchiveMark
from xltools.model.field import FieldKind
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_each_register_has_columns_for_a_mark(name: str) -> None:
    fields = shipped_definition(name).register_sheet.by_name
    mark = ArchiveMark(datetime(2024, 6, 1), "归档/2024/" + "某" * 200)
    assert fields["archived_at"].kind is FieldKind.DATETIME
    assert len(mark.location) <= fields["archive_location"].max_length
