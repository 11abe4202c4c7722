"""What kinds of messages are there, and which one is meant by a word? Those of rules, and two that no rule tells.

Invariant: a kind is compared by what it means, so that a channel takes it whatever language its word is in.
"""

from xltools.language.speaking import in_every_language, text
from xltools.model.notice import NoticeKind

MESSAGE, CUSTOMER = "message", "customer"


def kind_meant(word: str) -> str:
    """What a kind's word, of any language and whatever its capitals, means; the word itself where it is none."""
    if (kind := NoticeKind.named(word)) is not None:
        return kind.value
    called = ((key, in_every_language(f"notify.kinds.{key}")) for key in (MESSAGE, CUSTOMER))
    return next((key for key, words in called if word.casefold() in map(str.casefold, words)), word)


def kind_said(word: str) -> str:
    """The same kind in the spoken language."""
    key = kind_meant(word)
    if key in (MESSAGE, CUSTOMER):
        return text(f"notify.kinds.{key}")
    return NoticeKind(key).said if key in _OF_RULES else word


def is_kind(word: str) -> bool:
    """Whether a kind is called so in any language."""
    return kind_meant(word) in _KINDS


def kinds_said() -> tuple[str, ...]:
    """All of them, in the spoken language."""
    return tuple(map(kind_said, _KINDS))


_OF_RULES = tuple(kind.value for kind in NoticeKind)
_KINDS = (*_OF_RULES, MESSAGE, CUSTOMER)
