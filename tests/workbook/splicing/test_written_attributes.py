"""Attributes are read back as they were written, whatever they hold."""

from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.splicing.written_attributes import written_attributes

VALUES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]))


@given(st.dictionaries(st.sampled_from(["name", "sqref", "r"]), VALUES))
def test_what_is_written_is_read_back(marks: dict[str, str]) -> None:
    assert fromstring(f"<c{written_attributes(marks.items())}/>").attrib == marks
