import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.reports.document import Card, ColumnKind, Tone
from xltools.reports.summary_workbook.card_words import card_change, card_remark
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
    words, judged = card_change(Card("件数", value, ColumnKind.COUNT, "件", before, better))
    assert words[:1] == arrow
    assert judged is tone


def test_a_small_sample_is_told() -> None:  # design: a flag below n = 5
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=5)) == "n=5"
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=4)) != "n=4"
    assert card_remark(Card("率", 1.0, ColumnKind.SHARE, sample=4, note="仅供参考")) == "n=4；仅供参考"
    assert card_remark(Card("数", 1, ColumnKind.COUNT)) == ""


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
            assert text_width(card_change(Card("label", value, kind, "", before, 1))[0]) <= room
