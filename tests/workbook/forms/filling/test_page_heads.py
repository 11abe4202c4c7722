import pytest

from xltools.workbook.forms.filling.page_heads import filled_heads, head_marks
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.splicing.cell_text import unescaped


def footer(text: str) -> bytes:
    return f"<headerFooter><oddFooter>{text}</oddFooter></headerFooter>".encode()


def shown(text: str, word: str) -> str:
    new = filled_heads(footer(text), lambda _: word)
    return unescaped(new.removeprefix(b"<headerFooter><oddFooter>").removesuffix(b"</oddFooter></headerFooter>"))


def test_an_ampersand_of_a_value_is_no_code() -> None:  # §18.3.1.39
    assert shown("&amp;L{{编号}}&amp;R第 &amp;P 页", "A&B<1>") == "&LA&&B<1>&R第 &P 页"


def test_digits_behind_a_size_are_not_read_as_part_of_it() -> None:
    assert shown("&amp;9{{编号}}", "202405-001") == "&9 202405-001"
    assert shown("&amp;L编号{{编号}}", "202405-001") == "&L编号202405-001"


@pytest.mark.parametrize("word", ["长" * 400, "&" * 400, "😀" * 300])
def test_no_head_is_longer_than_excel_takes(word: str) -> None:
    text = shown("&amp;L{{编号}}&amp;R第 &amp;P 页", word)
    assert len(text.encode("utf-16-le")) <= 510
    assert text.endswith("&R第 &P 页")
    assert text.replace("&&", "").count("&") == 3


def test_heads_without_placeholders_keep_their_bytes() -> None:
    text = footer("&amp;L&#x4E2D;&amp;R第 &amp;P 页")
    assert filled_heads(text, lambda _: "x") == text


def test_what_heads_ask_for_is_told() -> None:
    assert [str(placeholder) for _, placeholder in head_marks(footer("{{编号}} {{用途}}"), "S")] == [
        "{{编号}}",
        "{{用途}}",
    ]


@pytest.mark.parametrize("text", ["{{编号", "{{方案.责任人}}"])
def test_what_cannot_stand_in_a_head_is_refused(text: str) -> None:
    with pytest.raises(RefusedFormError):
        list(head_marks(footer(text), "S"))
