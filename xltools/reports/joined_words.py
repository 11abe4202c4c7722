"""How are words put together? Lists, clauses and brackets, with the signs of the spoken language.

Invariant: what is put together is not looked into: customers' words stay as they are.
"""

from collections.abc import Iterable

from xltools.language.speaking import text


def listed(parts: Iterable[str]) -> str:
    """One after the other: 「A、B、C」."""
    return text("signs.list_separator").join(parts)


def parted(parts: Iterable[str]) -> str:
    """Clauses, or lists of lists: 「…；…」."""
    return text("signs.clause").join(parts)


def comma_joined(parts: Iterable[str]) -> str:
    """Parts of a sentence: 「…，…」."""
    return text("signs.comma").join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences, each with its full stop; those of no words are left out."""
    return text("report.between_sentences").join(filter(None, parts))


def bracketed(words: str, within: str) -> str:
    """Words with something in brackets behind them: 「台账（华东）」."""
    return f"{words}{text('signs.opening_bracket')}{within}{text('signs.closing_bracket')}"
