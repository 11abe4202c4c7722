"""What headline figures say beside their number. (design: figures, defined once)"""

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.reports.card_words import (
    card_arrow,
    card_change_words,
    card_marked_change,
    card_remark,
    card_remarks,
    card_tone,
    card_value_words,
)
from xltools.reports.document import Card, ColumnKind, Tone
from xltools.reports.summary_workbook.grid import CARD_COLUMN_WIDTH, CARD_COLUMNS
from xltools.workbook.text_measure import text_width


@pytest.mark.parametrize(
    ("value", "before", "better", "arrow", "tone"),
    [
        (60, 48, 1, "▲", Tone.GOOD),
        (60, 48, -1, "▲", Tone.BAD),
        (60, 48, 0, "▲", Tone.PLAIN),
        (40, 48, -1, "▼", Tone.GOOD),
        (48, 48, 1, "与", Tone.PLAIN),
        (48, None, 1, "", Tone.PLAIN),
    ],
)
def test_a_change_says_its_direction_and_whether_it_is_good(
    value: int, before: int | None, better: int, arrow: str, tone: Tone
) -> None:
    card = Card("件数", value, ColumnKind.COUNT, "件", before, better)
    assert card_marked_change(card)[:1] == arrow
    assert card_tone(card) is tone


def test_a_small_sample_is_told() -> None:  # design: a flag below n = 5
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=5)) == "n=5"
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=4)) != "n=4"
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=4, note="仅供参考")) == "n=4；仅供参考"
    assert card_remark(Card("数", 1, ColumnKind.COUNT)) == ""
    assert card_remarks(Card("率", 1.0, ColumnKind.SHARE, sample=1234)) == ["n=1,234"]


SMALLER = 1.1  # the change is set smaller than what columns are measured in


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_a_change_has_room_on_its_card(language: str) -> None:
    room = CARD_COLUMNS * CARD_COLUMN_WIDTH * SMALLER
    with speaking(language):
        for value, before, kind in (
            (163, 47, ColumnKind.COUNT),
            (14.7, 2.0, ColumnKind.HOURS),
            (1, 0, ColumnKind.SHARE),
        ):
            assert text_width(card_marked_change(Card("label", value, kind, "", before, 1))) <= room


@pytest.mark.parametrize(
    ("value", "before", "kind", "words", "arrow"),
    [
        (60, 48, ColumnKind.COUNT, "较上期 +12（+25.0%）", "▲"),
        (0.9231, 0.9479, ColumnKind.SHARE, "较上期 -2.5个百分点", "▼"),
        (0.3, 0.1, ColumnKind.SHARE, "较上期 +20.0个百分点", "▲"),
        (5, 0, ColumnKind.COUNT, "较上期 +5", "▲"),  # nothing to hold it against: no per cent of nothing
        (3, 1e-300, ColumnKind.HOURS, "较上期 +3.0", "▲"),  # nor of what is shown as nothing
        (4.271, 4.27, ColumnKind.SCORE, "与上期持平", ""),  # what is not seen is no change
        (None, 0.5, ColumnKind.SHARE, "", ""),
        (3, None, ColumnKind.COUNT, "", ""),
    ],
)
def test_a_card_tells_its_change(
    value: float | None, before: float | None, kind: ColumnKind, words: str, arrow: str
) -> None:
    card = Card("", value, kind, before=before)
    assert card_change_words(card) == words
    assert card_arrow(card) == arrow


def test_a_card_without_a_figure_shows_a_dash() -> None:
    assert card_value_words(Card("", None, ColumnKind.SHARE)) == "—"
