"""What does a sender get, and what does it give back? A letter without any markup, and what the service made of it.

Invariant: a sender never raises for what a network or a service does; it says what came of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from xltools.language.one_line import cut_short, one_line
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.operations.notifying.outbox_entries import Verdict


class Section(NamedTuple):
    """Items under a heading."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to send.

    Attributes:
        batch: Names it; sent again, it keeps its name.
        moment: When it is sent, aware.
        address: E-mail address of its one recipient; "" for a group.
        who: How the recipient is called.
        title: One line; holds the words that robots may be set to ask for.
        sections: Items, grouped.
        closing: Lines below them.
        files: What goes with it.
        sender: In whose name a customer is written to; "" for what staff is told.
        language: In which it is worded.
    """

    batch: str
    moment: datetime
    address: str
    who: str
    title: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    sender: str = ""
    language: str = DEFAULT_LANGUAGE


class Outcome(NamedTuple):
    """What came of a letter; see `xltools.operations.notifying.outbox_entries.Result`."""

    verdict: Verdict
    said: str = ""
    remedy: str = ""
    whole_channel: bool = False
    pause: int = 0


class Sender(Protocol):
    """One service.

    Attributes:
        per_minute: How many letters it takes in a minute.
        spacing: Seconds between two letters.
    """

    per_minute: int
    spacing: float

    def fits(self, letter: Letter) -> bool:
        """Whether the service takes a letter of that size."""

    def send(self, letter: Letter) -> Outcome:
        """Hand a letter over."""

    def close(self) -> None:
        """Let go of what was opened."""


def plain_words(words: str) -> str:
    """Words in which a chat program finds no mark-up, mention or link; its look stays nearly the same."""
    return words.translate(_HARMLESS).replace("://", "：//").replace("www.", "www．")


def short_words(said: str, hidden: Sequence[str] = ()) -> str:
    """A service's own words in one line of at most 300 characters, without secrets that it may have quoted."""
    line = one_line(said)
    for secret in filter(None, hidden):
        line = line.replace(secret, "***")
    return cut_short(line, _LONGEST)


_LONGEST = 300
_HARMLESS = str.maketrans("<>[]@`*#_~|\\!&", "＜＞［］＠｀＊＃＿～｜＼！＆")
