"""Looks are added behind what is there, once, whatever the spelling."""

import re

import pytest

from tests.workbook.small_packages import MAIN, STYLES
from xltools.errors import PatchRefusedError
from xltools.workbook.generated.page_looks import ALL_ROLES, Look, look_of
from xltools.workbook.generated.page_styles import PageStyles
from xltools.workbook.packaging.safe_xml import as_utf8, children, parse_xml

MOMENTS = '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy-mm-dd hh:mm"/></numFmts>'
PLAIN = STYLES.replace("<fonts", f"{MOMENTS}<fonts")
PREFIXED = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", PLAIN).replace("xmlns=", "xmlns:x=")
SPELLINGS = {"plain": PLAIN.encode(), "prefixed": PREFIXED.encode(), "UTF-16": PLAIN.encode("utf-16")}


def with_all(text: bytes) -> tuple[list[int], bytes | None]:
    styles = PageStyles(text)
    return [styles.index(look_of(role)) for role in ALL_ROLES], styles.changed()


def with_everything(text: bytes) -> bytes:
    changed = with_all(text)[1]
    assert changed is not None
    return changed


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_formats_come_behind_the_others_and_the_second_time_nothing_does(spelling: str) -> None:
    before = SPELLINGS[spelling]
    indexes, after = with_all(before)
    assert after is not None
    assert min(indexes) == 3  # STYLES has three
    assert with_all(after) == (indexes, None)
    for group in ("fonts", "fills", "borders", "cellXfs"):
        (found,) = children(parse_xml(after, "styles"), group)
        assert found.get("count") == str(len(found))
        (old,) = children(parse_xml(before, "styles"), group)
        assert [each.attrib for each in found][: len(old)] == [each.attrib for each in old]


def test_different_looks_have_different_formats() -> None:
    looks = {look_of(role) for role in ALL_ROLES}
    assert len(set(with_all(PLAIN.encode())[0])) == len(looks)


def test_the_format_has_the_look() -> None:
    styles = PageStyles(PLAIN.encode())
    look = Look(bold=True, ground="#FDEFC8", number_format="yyyy-mm-dd hh:mm", wraps=True)
    index = styles.index(look)
    root = parse_xml(styles.changed() or b"", "styles")
    (formats,), (fonts,), (fills,) = (children(root, name) for name in ("cellXfs", "fonts", "fills"))
    assert formats[index].get("numFmtId") == "170"
    assert children(fonts[int(formats[index].get("fontId", ""))], "b")
    assert fills[int(formats[index].get("fillId", ""))][0][0].get("rgb") == "FFFDEFC8"
    assert formats[index][0].attrib == {"horizontal": "left", "vertical": "center", "wrapText": "1", "indent": "1"}


def test_a_program_that_spells_out_defaults_means_the_same() -> None:
    """LibreOffice writes true and false, and every attribute there is."""
    after = as_utf8(with_everything(PLAIN.encode())).decode()
    spelled = after.replace("<b/>", '<b val="true"/>').replace('wrapText="1"', 'wrapText="true"')
    spelled = spelled.replace("<alignment ", '<alignment shrinkToFit="false" textRotation="0" ')
    spelled = spelled.replace('applyFont="1"', 'applyFont="true" applyProtection="false"')
    assert spelled != after
    assert with_all(spelled.encode())[1] is None


def test_a_styles_part_without_its_lists_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        with_all(f'<styleSheet xmlns="{MAIN}">{MOMENTS}</styleSheet>'.encode())
