import pytest

from xltools.workbook.forms.filling.link_targets import link_target


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("附件/照片 1.jpg", "附件/照片%201.jpg"),
        ("附件/100%#1（一）.pdf", "附件/100%25%231（一）.pdf"),
        ("附件\\a?.txt", "附件/a%3F.txt"),
        ("..\\附件\\a.txt", "../附件/a.txt"),
        ("D:\\归档\\a b.pdf", "file:///D:/归档/a%20b.pdf"),
        ("https://example.com/a?b=1#c", "https://example.com/a?b=1#c"),
        ('a"b<c>.txt', "a%22b%3Cc%3E.txt"),
        ("a\x00b.txt", "a%00b.txt"),
    ],
)
def test_a_link_is_escaped_as_excel_does(link: str, target: str) -> None:
    assert link_target(link) == target


@pytest.mark.parametrize("link", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "", "a" * 2100])
def test_what_must_not_be_opened_is_no_link(link: str) -> None:
    assert link_target(link) == ""
