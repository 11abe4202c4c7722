"""Which keywords stand in a text, where, and which count? (FA-7)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.case_views import keywords_of
from xltools.language.speaking import speaking
from xltools.model.policy import Keyword
from xltools.rules.keyword_search import KeywordLibrary, plain

LIBRARY = KeywordLibrary(
    keywords_of(
        """
        | keyword  | excludes           |
        | 开机     |                    |
        | 无法开机 |                    |
        | 开机慢   |                    |
        | 漏水     |                    |
        | 不制冷   |                    |
        | 制冷     |                    |
        | 客服     | 客服很好、客服不错 |
        | ERP报错  |                    |
        | 异响     |                    |
        """
    )
)


def counting(text: str) -> list[str]:
    return [hit.keyword.keyword for hit in LIBRARY.hits(text) if not hit.taken_back_by]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机器无法开机", ["无法开机"]),  # the longer hides the shorter inside it
        ("无法开机慢慢等", ["无法开机", "开机慢"]),  # neither lies inside the other
        ("无法开机，后来开机又停", ["无法开机", "开机"]),  # elsewhere the shorter stands on its own
        ("没有漏水", []),
        ("不漏水也没异响", []),
        ("起初不漏水，现在漏水", ["漏水"]),
        ("不制冷", ["不制冷"]),  # begins with the negation itself
        ("从不不制冷", ["不制冷"]),
        ("客服不理人", ["客服"]),
        ("客服不理人，不过另一位客服很好", []),  # 描述里出现任何一个，此行不算命中
        ("erp报错", ["ERP报错"]),
        ("ＥＲＰ报错", ["ERP报错"]),
        ("没有问题", []),
        ("", []),
    ],
)
def test_hits_that_count(text: str, expected: list[str]) -> None:
    assert counting(text) == expected


def test_a_hit_says_where_it_stands_and_why_it_does_not_count() -> None:
    hits = LIBRARY.hits("没有异响，客服不错，ＥＲＰ报错")
    assert [(hit.keyword.keyword, hit.start, hit.end, hit.taken_back_by) for hit in hits] == [
        ("异响", 2, 4, "没有"),
        ("客服", 5, 7, "客服不错"),
        ("ERP报错", 10, 15, ""),
    ]


def test_what_is_taken_back_still_hides_the_shorter_inside_it() -> None:
    library = KeywordLibrary(keywords_of("| keyword | excludes |\n| 态度 | |\n| 服务态度 | 服务态度很好 |"))
    assert [hit.taken_back_by for hit in library.hits("服务态度很好")] == ["服务态度很好"]


def test_a_library_without_rows_finds_nothing() -> None:
    assert KeywordLibrary([]).hits("无法开机") == []
    assert KeywordLibrary(keywords_of("| keyword |\n| |")).hits("无法开机") == []


def test_full_width_forms_and_capitals_are_compared_as_plain_ones() -> None:
    assert plain("Ｅ－００２　ERP，好") == "e-002 erp，好"


@given(st.text())
def test_places_stay_true(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


WORDS = st.text("甲乙丙不", min_size=1, max_size=3)


@given(st.lists(WORDS, unique=True, max_size=6), st.text("甲乙丙不", max_size=12))
def test_hits_are_the_occurrences_that_lie_in_no_longer_one(words: list[str], text: str) -> None:
    """Against the definition, worked out place by place."""
    places = [(at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at)]
    longest = [
        (start, end)
        for start, end in places
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places)
    ]
    library = KeywordLibrary([Keyword(word, (), "", "", 1, row) for row, word in enumerate(words)])
    assert [(hit.start, hit.end) for hit in library.hits(text)] == sorted(longest)


def english(typed: str) -> list[str]:
    with speaking("en"):
        library = KeywordLibrary(
            keywords_of("| keyword | excludes |\n| leak | |\n| lag | |\n| not cooling | |\n| noise | |")
        )
        return [hit.keyword.keyword for hit in library.hits(typed) if not hit.taken_back_by]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("It is leaking and it Lags", ["leak", "lag"]),
        ("the flag is up", []),  # a keyword begins where a word does
        ("no leak, but noise", ["noise"]),
        ("It doesn't leak", []),
        ("a knot leak", ["leak"]),  # 「not」 is no word there
        ("not cooling", ["not cooling"]),  # it begins with a negation itself
        ("without noise", []),
    ],
)
def test_words_are_whole_in_english(typed: str, expected: list[str]) -> None:
    assert english(typed) == expected
