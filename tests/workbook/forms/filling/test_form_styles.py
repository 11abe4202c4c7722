import pytest

from tests.workbook.small_packages import STYLES, parts_of, sheet, zipped
from xltools.workbook.forms.filling.form_styles import FormStyles
from xltools.workbook.packaging.package import open_package
from xltools.workbook.packaging.safe_xml import children, parse_xml

OLD_XF = '<xf numFmtId="0" fontId="0"/>'


def styles_with(xf: str) -> FormStyles:
    text = STYLES.replace(OLD_XF, xf, 1).replace("</font></fonts>", '</font><font><sz val="20"/></font></fonts>')
    return FormStyles(open_package(zipped(parts_of({"S": sheet("")}, styles=text))))


@pytest.mark.parametrize(
    ("xf", "wraps"),
    [
        ('<xf fontId="1"><alignment wrapText="1"/></xf>', True),
        ('<xf fontId="1"><alignment wrapText="true"/></xf>', True),
        ('<xf fontId="1"><alignment horizontal="distributed"/></xf>', True),
        ('<xf fontId="1"><alignment wrapText="0"/></xf>', False),
        ('<xf fontId="1"/>', False),
    ],
)
def test_a_format_tells_size_and_wrapping(xf: str, wraps: bool) -> None:
    styles = styles_with(xf)
    assert (styles.look(0).wraps, styles.look(0).size, styles.default_size) == (wraps, 20.0, 11.0)


@pytest.mark.parametrize(
    "xf",
    [
        '<xf numFmtId="49" fontId="1"/>',
        '<xf numFmtId="49" fontId="1"><protection locked="0"/></xf>',
        '<xf numFmtId="49" fontId="1" applyAlignment="0"><alignment vertical="top" shrinkToFit="1" indent="2"/></xf>',
    ],
)
def test_a_wrapping_format_differs_only_in_that(xf: str) -> None:
    styles = styles_with(xf)
    index = styles.wrapping(0)
    root = parse_xml(styles.changed() or b"", "styles")
    old, new = (children(children(root, "cellXfs")[0], "xf")[place] for place in (0, index))
    assert index == 3
    assert {**old.attrib, "applyAlignment": "1"} == new.attrib
    before = {name: value for child in children(old, "alignment") for name, value in child.items()}
    before.pop("shrinkToFit", None)
    assert children(new, "alignment")[0].attrib == {**before, "wrapText": "1"}
    assert [child.attrib for child in children(old, "protection")] == [
        child.attrib for child in children(new, "protection")
    ]


def test_a_format_that_wraps_is_taken_as_it_is() -> None:
    styles = styles_with(OLD_XF)
    assert styles.wrapping(2) == 2
    assert styles.changed() is None
    assert styles.wrapping(0) == styles.wrapping(0) == 3
