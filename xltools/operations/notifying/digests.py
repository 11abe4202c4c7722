"""How are many notices told in one letter? Grouped by kind, urgent ones first, an item a line.

Invariant: each entry is whole in exactly one letter; a letter is cut between entries, and an entry's line is shortened
only where it alone would be too long. All is said in the spoken language.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from xltools.language.speaking import spoken_language, text
from xltools.operations.notifying.notice_kinds import kind_said
from xltools.operations.notifying.outbox_entries import Entry
from xltools.operations.notifying.senders.letter import Letter, Section

_LONGEST_LINE = 300
_SHOWN_CASES = 12


class Unnamed(NamedTuple):
    """A letter of which nobody knows whether it arrived: when it was sent, how many entries, of which cases."""

    at: datetime
    entries: int
    cases: tuple[str, ...]


def item_line(entry: Entry, *alike: Entry) -> str:
    """「202405-001 – 解决时限 … 已过 – 售后工单 → 刘*（A003）」, at most 300 characters.

    A subject with which the reason begins is not said twice. For whom it is, is said in a group and in copies.

    Args:
        entry: What is told.
        *alike: Others in the same letter that say the same.
    """
    meant = list(dict.fromkeys(_meant(each) for each in (entry, *alike)))
    to = f" → {text('signs.list_separator').join(meant)}" if all(meant) else ""
    to, line = to[: _LONGEST_LINE // 2], _about(entry)
    room = _LONGEST_LINE - len(to) - len(text("notify.digest.urgent", line=""))
    if len(line) > room:
        line = f"{line[: max(0, room - 1)]}…"
    return f"{text('notify.digest.urgent', line=line) if entry.urgent else line}{to}"


def _about(entry: Entry) -> str:
    reason = entry.reason or _one_line(entry)
    subject = "" if reason.startswith(entry.subject) else entry.subject
    files = text("signs.list_separator").join(PurePosixPath(file).name for file in entry.files)
    parts = (entry.case, subject, reason, files, PurePosixPath(entry.register).stem)
    return " – ".join(part for part in parts if part).encode("utf-8", "replace").decode()  # files may be named oddly


def _meant(entry: Entry) -> str:
    """For whom it is, where the letter is not his own."""
    return entry.copy_of if entry.address else entry.who


def first_digest(
    entries: Sequence[Entry], blank: Letter, fits: Callable[[Letter], bool]
) -> tuple[Letter, tuple[Entry, ...]]:
    """As many entries in one letter as the service takes, from the first one on.

    Args:
        entries: At least one; what is urgent first.
        blank: The letter without title and sections.
        fits: Whether the service takes a letter.

    Returns:
        The letter, and the entries in it; one at least.
    """
    few, many = 1, 2
    while many < len(entries) and fits(_digest(entries[:many], blank)):
        few, many = many, 2 * many
    many = min(many, len(entries))
    while few < many:  # the most that fit: a longer letter never fits where a shorter one does not
        middle = (few + many + 1) // 2
        if fits(_digest(entries[:middle], blank)):
            few = middle
        else:
            many = middle - 1
    return _digest(entries[:few], blank), tuple(entries[:few])


def own_letter(entry: Entry, blank: Letter, root: Path) -> Letter:
    """A letter that tells nothing else: a report with its files, or what a customer is told, just as it stands."""
    lines = tuple(entry.text.splitlines())
    if entry.sender:
        plain = replace(blank, who="", closing=(), sender=entry.sender)
        return replace(plain, title=entry.subject, sections=(Section("", lines),))
    return _with(
        blank,
        _title(entry.subject, urgent=entry.urgent),
        (Section("", lines),),
        tuple(root / file for file in entry.files),
    )


def blank_letter(batch: str, moment: datetime, entry: Entry, unnamed: Sequence[Unnamed] = ()) -> Letter:
    """A letter for an entry's recipient that says nothing yet but what is doubtful.

    Args:
        batch: Its name.
        moment: When it is sent, aware.
        entry: One of those that it will tell.
        unnamed: Earlier letters on the same way of which nobody knows whether they arrived.
    """
    closing = (_doubtful_line(unnamed),) if unnamed else ()
    who = entry.who if entry.address else ""
    return Letter(batch, moment, entry.address, who, "", (), closing, language=spoken_language())


def _doubtful_line(unnamed: Sequence[Unnamed]) -> str:
    count = sum(each.entries for each in unnamed)
    cases = list(dict.fromkeys(case for each in unnamed for case in each.cases))
    since = min(each.at for each in unnamed)
    if not cases:
        return text("notify.digest.doubtful", since=since, count=count)
    others = text("notify.digest.and_others") if len(cases) > _SHOWN_CASES else ""
    named = text("signs.list_separator").join(cases[:_SHOWN_CASES]) + others
    return text("notify.digest.doubtful_cases", since=since, count=count, cases=named)


def _digest(entries: Sequence[Entry], blank: Letter) -> Letter:
    # What is urgent stands first; who is told of something for himself and as a copy reads it once.
    kinds: dict[str, dict[tuple[str, bool], list[Entry]]] = {}
    for entry in entries:
        kinds.setdefault(kind_said(entry.kind), {}).setdefault((_about(entry), entry.urgent), []).append(entry)
    sections = tuple(
        Section(
            text("notify.digest.section", kind=kind, count=len(some)),
            tuple(item_line(*alike) for alike in some.values()),
        )
        for kind, some in kinds.items()
    )
    counted = (text("notify.digest.counted", kind=kind, count=len(some)) for kind, some in kinds.items())
    told = text("signs.list_separator").join(counted)
    return _with(blank, _title(told, urgent=any(entry.urgent for entry in entries)), sections, ())


def _title(told: str, *, urgent: bool) -> str:
    return text("notify.digest.urgent_title", told=told) if urgent else text("notify.digest.title", told=told)


def _with(blank: Letter, title: str, sections: tuple[Section, ...], files: tuple[Path, ...]) -> Letter:
    return replace(blank, title=title, sections=sections, files=files)


def _one_line(entry: Entry) -> str:
    return " ".join(entry.text.split())
