"""CSV and TSV as other systems write them: encodings, delimiters, quotes. (FA-1)"""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_material import shared_folder
from xltools.errors import UnusableExportError
from xltools.operations.importing import delimited_text
from xltools.operations.importing.delimited_text import decoded, delimited_rows, delimiter_of

TEXT = "产品,评价内容\n平板,充不上电\n"
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co"), include_characters="\n\t"), max_size=12)


def cells(data: bytes) -> list[list[object]]:
    return [list(row.cells) for row in delimited_rows(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(TEXT.encode(encoding)) == [["产品", "评价内容"], ["平板", "充不上电"]]
    assert decoded(b"\xfe\xff" + TEXT.encode("utf-16-be")) in (TEXT, "\ufeff" + TEXT)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"a,b\n\xff\xff\xff\n", bytes(range(1, 32)) * 9])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnusableExportError):
        decoded(data)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (TEXT, ","), ("a;b\n1;2,5\n", ";"), ("a\tb,c\n1\t2\n", "\t"), ("评价\n很好，谢谢\n", ","),
        ("导出时间：今天\na;b;c\n1;2;3\n4;5;6\n", ";"), ('a,b\n"x;y;z",2\n', ","), ("", ","),
    ],
)  # fmt: skip
def test_the_delimiter_is_the_one_by_which_rows_are_even(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_a_named_delimiter_is_believed() -> None:
    assert cells(b"sep=;\na;b\n1,5;2\n") == [["a", "b"], ["1,5", "2"]]


def test_quoted_line_ends_and_delimiters_belong_to_the_cell_and_rows_count_as_in_a_spreadsheet() -> None:
    rows = delimited_rows(b'a,b\r\n"1,\r\nx","say ""hi"""\r\n\r\n3,4\r\n')
    assert [(row.line, list(row.cells)) for row in rows] == [
        (1, ["a", "b"]), (2, ["1,\nx", 'say "hi"']), (4, ["3", "4"]),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), [('a,b\n1,2\n"3,4\n5,6\n', 3), ('a,b\n"1"x,2\n', 2)])
def test_a_quote_that_is_not_closed_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnusableExportError, match=str(line)) as refused:
        delimited_rows(text.encode())
    assert str(line) in refused.value.to_people


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_text, "MAXIMUM_ROWS", 3)
    assert len(cells(b"a\n1\n2\n3\n")) == 4
    with pytest.raises(UnusableExportError):
        delimited_rows(b"a\n1\n2\n3\n4\n")


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=5), st.sampled_from(",;\t"))
def test_what_is_written_comes_back(table: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    read = cells(f"sep={delimiter}\n{text.getvalue()}".encode())
    assert read == [row for row in table if any(cell.strip() for cell in row)]


def test_two_real_exports_are_read_whole() -> None:
    folder = shared_folder() / "feedback"
    if not folder.is_dir():
        pytest.skip("the folder shared is not beside the repository")
    first = cells((folder / "complaints.csv").read_bytes())
    second = cells((folder / "delivery_gbk.csv").read_bytes())
    assert (first[0], len(first), {len(row) for row in first}) == (["产品", "评价内容"], 12_155, {2})
    assert (second[0], len(second), {len(row) for row in second}) == (["评价内容"], 3_988, {1})
