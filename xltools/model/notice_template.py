"""What is a text that customers are sent? Its words with placeholders, and when it is due. (FA-13, FR-10, ST-10)

Invariant: a placeholder is a name between double braces, with or without 「|日期」; all else is text.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from xltools.language.speaking import text

TEMPLATES_SHEET = "notice_templates"  # key of the sheet
_BRACES = re.compile(r"\{\{|\}\}")
_PLACEHOLDER = re.compile(r"\{\{([^{}|]*)(?:\|([^{}|]*))?\}\}")


def day_mark() -> str:
    """What stands behind the bar of a placeholder that leaves out the time of day, in the spoken language."""
    return text("composed.day_mark")


class Placeholder(NamedTuple):
    """What is to be put in.

    Attributes:
        name: A column's head, a field's name, or something composed; "" where the braces hold nothing.
        suffix: What stands behind the bar, `day_mark` as a rule; "" without one.
    """

    name: str
    suffix: str

    @property
    def day_only(self) -> bool:
        """Whether the time of day is left out."""
        return self.suffix == day_mark()


class NoticeTemplate(NamedTuple):
    r"""One row of sheet 通知模板.

    Attributes:
        name: What the notice is called (结果通知); several rows may share it.
        channel: The case's channel that this wording is for; "" for all that have none of their own.
        state: The state in which it is due; "" for any.
        filled: Fields that must all be filled.
        empty: Fields that must all be empty still.
        subject: The subject, with placeholders.
        text: The text, with placeholders; lines are parted by "\n".
        row: Its row on the sheet, from 1.
    """

    name: str
    channel: str
    state: str
    filled: tuple[str, ...]
    empty: tuple[str, ...]
    subject: str
    text: str
    row: int


def placeholders_in(wording: str) -> Iterator[Placeholder]:
    """The placeholders of a text, in order."""
    return (_placeholder(found) for found in _PLACEHOLDER.finditer(wording))


def has_stray_braces(wording: str) -> bool:
    """Whether double braces stand there that open or close no placeholder."""
    return _BRACES.search(_PLACEHOLDER.sub("", wording)) is not None


def filled_in(wording: str, value: Callable[[Placeholder], str]) -> str:
    """The text with its placeholders replaced; what is put in is never searched for placeholders itself."""
    return _PLACEHOLDER.sub(lambda found: value(_placeholder(found)), wording)


def _placeholder(found: re.Match[str]) -> Placeholder:
    return Placeholder(found[1].strip(), (found[2] or "").strip())
