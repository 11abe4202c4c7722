"""What is said under a headline figure? Which way it went, whether that is good, and how much it rests on.

Invariant: direction and judgement are told by a sign and words; the tone only repeats them.
"""

from xltools.language.speaking import text
from xltools.reports.document import Card, Tone
from xltools.reports.number_words import card_change_words, change_direction

_FEW = 5  # design, "Figures, defined once": a rate or mean of fewer is flagged
_ARROWS = {1: "▲ ", -1: "▼ ", 0: ""}


def card_change(card: Card) -> tuple[str, Tone]:
    """What a card says of the period before, 「▲ 较上期 +12（+8.3%）」, and its tone."""
    direction = change_direction(card)
    judged = card.better * direction
    tone = Tone.GOOD if judged > 0 else Tone.BAD if judged < 0 else Tone.PLAIN
    return _ARROWS[direction] + card_change_words(card), tone


def card_remark(card: Card) -> str:
    """What a card says of its sample: 「n=3，样本少」, and its own note behind it."""
    parts = []
    if card.sample is not None:
        few = card.sample < _FEW and not card.note
        parts.append(text("summary_workbook.few", sample=f"{card.sample:,}") if few else f"n={card.sample:,}")
    if card.note:
        parts.append(card.note)
    return text("signs.clause").join(parts)
