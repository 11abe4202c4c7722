from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.forms.filling.text_runs import (
    FormText,
    Gap,
    Stretch,
    cut_out,
    filled,
    form_text,
    gaps_of,
    joined,
    written,
)
from xltools.workbook.splicing.cell_text import holdable

BOLD = b"<b/>"


def item(xml: str) -> FormText:
    return form_text(fromstring(f"<si>{xml}</si>"), b"")


def test_a_placeholder_parted_by_the_program_takes_on_the_look_of_its_first_brace() -> None:
    text = item(
        "<r><t>编制：{</t></r><r><rPr><b/></rPr><t>{报告</t></r><r><t>编制人}</t></r><r><rPr><i/></rPr><t>}签字</t></r>"
    )
    assert text == (
        Stretch(b"", "编制："),
        Gap(b"", Placeholder("", "报告编制人")),
        Stretch(b"<rPr><i/></rPr>", "签字"),
    )


def test_phonetic_hints_are_no_text() -> None:
    assert item('<t>{{姓名}}</t><rPh sb="0" eb="2"><t>ming</t></rPh>') == (Gap(b"", Placeholder("", "姓名")),)


def test_looks_keep_their_attributes_in_the_spelling_of_the_sheet() -> None:
    text = form_text(fromstring('<si><r><rPr><sz val="14"/><rFont val="宋体"/></rPr><t>大</t></r></si>'), b"x:")
    assert text[0].look.decode() == '<x:rPr><x:sz val="14"/><x:rFont val="宋体"/></x:rPr>'


def test_what_stands_in_a_value_is_not_filled_again() -> None:
    found = filled(item("<t>{{a}}</t>"), lambda _: "{{b}}")
    assert joined(found) == "{{b}}"
    assert gaps_of(tuple(found)) == []


def test_braces_of_a_control_in_escapes_are_read_as_spreadsheets_do() -> None:
    assert item("<t>_x007B_{名}}</t>") == (Gap(b"", Placeholder("", "名")),)


@given(st.lists(st.tuples(st.sampled_from([b"", BOLD]), st.text(min_size=1, max_size=9)), max_size=5), st.data())
def test_what_is_cut_out_of_stretches_is_the_same_text(found: list[tuple[bytes, str]], data: st.DataObject) -> None:
    stretches = [Stretch(*each) for each in found]
    text = joined(stretches)
    cut = data.draw(st.integers(0, len(text)))
    before, after = cut_out(stretches, 0, cut), cut_out(stretches, cut, len(text))
    assert (joined(before), joined(after)) == (text[:cut], text[cut:])


@pytest.mark.parametrize(
    ("raw", "shown"), [("a\r\nb\rc", "a\nb\nc"), ("\x00a\x08\x7f\ufffe\ud800b", "ab"), ("表\t😀", "表\t😀")]
)
def test_what_a_workbook_cannot_hold_is_taken_out(raw: str, shown: str) -> None:
    assert holdable(raw) == shown


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_what_is_written_reads_back(text: str) -> None:
    shown = holdable(text)
    cell = b"<c" + written([Stretch(b"", shown)] if shown else [], b"")
    read = form_text(fromstring(cell.decode())[0], b"") if shown and "{{" not in shown and "}}" not in shown else ()
    assert joined(part for part in read if isinstance(part, Stretch)) == (
        "" if "{{" in shown or "}}" in shown else shown
    )
