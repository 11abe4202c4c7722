from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.forms.filling.text_pieces import lines_of, pieces_of
from xltools.workbook.text_measure import text_width

TEXTS = st.text(st.sampled_from("处理过程，。ab cd-\n\t😀"), max_size=300)
WIDTHS = st.floats(1, 120)


@given(TEXTS, WIDTHS, st.integers(1, 20), st.integers(1, 20))
def test_the_pieces_in_a_row_are_the_text(text: str, width: float, first: int, later: int) -> None:
    pieces = pieces_of(text, width, first, later)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(1 <= piece.lines <= (later if index else first) for index, piece in enumerate(pieces))


@given(TEXTS, st.floats(8, 120))
def test_no_line_is_longer_than_its_column(text: str, width: float) -> None:
    lines = [text[line.start : line.end].rstrip(" \n") for line in lines_of(text, width)]
    assert all(text_width(line) <= width for line in lines)


@given(TEXTS, WIDTHS)
def test_each_line_feed_ends_a_line(text: str, width: float) -> None:
    ends = [line.end for line in lines_of(text, width) if line.ends_paragraph]
    assert ends == [index + 1 for index, sign in enumerate(text) if sign == "\n"] + [len(text)]


def test_a_paragraph_that_fits_is_not_torn() -> None:
    text = "一\n二\n三三三三三三三三\n四"
    pieces = pieces_of(text, 8.0, 3, 10)
    assert [text[piece.start : piece.end] for piece in pieces] == ["一\n二\n", "三三三三三三三三\n四"]


def test_a_paragraph_that_fits_nowhere_is_torn_between_lines() -> None:
    text = "一\n" + "长" * 30
    pieces = pieces_of(text, 12.0, 2, 3)
    assert [piece.lines for piece in pieces] == [2, 3, 2]


def test_words_of_latin_letters_stay_whole() -> None:
    text = "replaced the bearing"
    assert [text[line.start : line.end] for line in lines_of(text, 12.0)] == ["replaced ", "the ", "bearing"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = lines_of("x" * 25, 12.0)
    assert [line.end - line.start for line in lines] == [10, 10, 5]
