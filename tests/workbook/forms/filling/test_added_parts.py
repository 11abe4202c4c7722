import io

import openpyxl
import pytest

from tests.workbook.forms.filling.form_samples import filled, read, text_cell, values
from tests.workbook.small_packages import CONTENT, RELS_TYPE, packed_members, parts_of, read_part, sheet, zipped
from xltools.model.form_values import FormCell

TYPES = "[Content_Types].xml"
LINKED = values({"a": FormCell("照片", link="附件/照片.jpg")})


def test_a_form_without_styles_gets_some_where_a_text_has_to_wrap() -> None:
    form = zipped(parts_of({"S": sheet(f'<row r="1">{text_cell("A1", "{{a}}", 0)}</row>')}, styles=None))
    short, long = filled(form, values({"a": "短"})), filled(form, values({"a": "长" * 50}))
    assert packed_members(short).keys() == packed_members(form).keys()
    assert read(long)["A1"].alignment.wrap_text is True


@pytest.mark.parametrize("typed_by_ending", [True, False])
def test_new_relationships_have_a_type(typed_by_ending: bool) -> None:
    parts = parts_of({"S": sheet(f'<row r="1">{text_cell("A1", "{{a}}")}</row>')})
    if not typed_by_ending:
        default = f'<Default Extension="rels" ContentType="{RELS_TYPE}"/>'
        names = ("_rels/.rels", "xl/_rels/workbook.xml.rels")
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{RELS_TYPE}"/>' for name in names)
        parts[TYPES] = str(parts[TYPES]).replace(default, overrides)
    form = zipped(parts)
    new = filled(form, LINKED)
    assert openpyxl.load_workbook(io.BytesIO(new))["S"]["A1"].hyperlink.target == "附件/照片.jpg"
    types = read_part(new, TYPES)
    assert (types == read_part(form, TYPES)) is typed_by_ending
    assert CONTENT in types
    assert ("/xl/tabs/_rels/t1.xml.rels" in types) is not typed_by_ending
