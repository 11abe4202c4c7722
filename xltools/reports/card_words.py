"""What is said of a headline figure? Which way it went, whether that is good, and how much it rests on.

Invariant: direction and judgement are told by a sign and words; the tone only repeats them. Workbook and PDF say the
same.
"""

from decimal import Decimal

from xltools.language.speaking import text
from xltools.reports.document import Card, ColumnKind, Tone
from xltools.reports.figures.rate import FEW
from xltools.reports.joined_words import bracketed
from xltools.reports.number_words import points_words, signed_share_words, value_words

NOTHING = "—"  # a headline figure that there is none of
_ARROWS = {1: "▲", -1: "▼", 0: ""}


def card_value_words(card: Card) -> str:
    """The figure of a card without its unit; 「—」 where there is none."""
    return value_words(card.value, card.kind) or NOTHING


def card_change_words(card: Card) -> str:
    """How a card's figure stands to the period before: 「较上期 +12（+25.0%）」; "" where one of the two is unknown.

    Shares are compared in percentage points; from what is shown as nothing there is no change in per cent.
    """
    change = _change(card)
    if change is None or card.before is None:
        return ""
    if not _direction(card):
        return text("report.card.unchanged")
    if card.kind is ColumnKind.SHARE:
        return text("report.card.moved_points", points=points_words(change))
    sign = "+" if change > 0 else ""
    moved = text("report.card.moved", change=f"{sign}{value_words(change, card.kind)}")
    if _shows_nothing(value_words(card.before, card.kind)):
        return moved
    return bracketed(moved, signed_share_words(change / abs(card.before)))


def card_arrow(card: Card) -> str:
    """「▲」 if a card's figure grew, as far as its words show it, 「▼」 if it shrank, "" if neither or unknown."""
    return _ARROWS[_direction(card)]


def card_marked_change(card: Card) -> str:
    """What a card says of the period before with its sign in front: 「▲ 较上期 +12（+25.0%）」."""
    return f"{card_arrow(card)} {card_change_words(card)}".lstrip()


def card_tone(card: Card) -> Tone:
    """Whether the change is for the better."""
    judged = card.better * _direction(card)
    return Tone.GOOD if judged > 0 else Tone.BAD if judged < 0 else Tone.PLAIN


def card_remarks(card: Card) -> list[str]:
    """What a card says of its sample, 「n=3，样本少」, and its own note; none where there is neither."""
    remarks = [card.note] if card.note else []
    if card.sample is not None:
        count = value_words(card.sample, ColumnKind.COUNT)
        few = 0 < card.sample < FEW and not card.note
        remarks.insert(0, text("summary_workbook.few", sample=count) if few else f"n={count}")
    return remarks


def card_remark(card: Card) -> str:
    """The same in one line."""
    return text("signs.clause").join(card_remarks(card))


def _direction(card: Card) -> int:
    change = _change(card)
    if change is None or _shows_nothing(value_words(change, card.kind)):
        return 0
    return 1 if change > 0 else -1


def _change(card: Card) -> float | None:
    if card.value is None or card.before is None:
        return None
    return float(Decimal(repr(float(card.value))) - Decimal(repr(float(card.before))))


def _shows_nothing(words: str) -> bool:
    return not words.strip("+-0.,%p")
