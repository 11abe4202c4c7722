"""What stands in the outbox? Entries to be sent, attempts at sending them, and what came of each attempt; a line each.

Invariant: an entry's id follows from register, key, channel and address, so the same occasion is never entered twice.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from xltools.language.speaking import DEFAULT_LANGUAGE


class Verdict(StrEnum):
    """What came of an attempt."""

    SENT = "sent"
    LATER = "later"  # the service wants a pause; it took nothing
    TEMPORARY = "temporary"  # not reached, or out of order; it took nothing
    PERMANENT = "permanent"  # refused, and will be again until somebody changes something
    DOUBTFUL = "doubtful"  # handed over, and nobody knows whether it was taken


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice for one recipient by one channel.

    Attributes:
        entry_id: Names it for good; see `entry_id`.
        at: When it was entered, naive local time.
        register: The register's name within the workspace.
        key: The notice's key.
        channel: Name of the channel; "" where nobody can be reached.
        address: The recipient's e-mail address; "" for the group of a robot.
        who: How the recipient is called in what is sent.
        kind: A word of `xltools.operations.notifying.notice_kinds`, in whatever language.
        case: Number of the case; "" where none is meant.
        subject: What it is about.
        reason: Why.
        urgent: Told at once, at night too.
        text: What a letter of its own says; "" for an item of a digest.
        files: Files that go with it, as paths from the workspace's folder.
        sender: In whose name a customer is written to; "" for what staff is told.
        language: In which it is worded.
        copy_of: Of a copy: how those are called that are meant.
    """

    entry_id: str
    at: datetime
    register: str
    key: str
    channel: str
    address: str
    who: str
    kind: str
    case: str
    subject: str
    reason: str
    urgent: bool = False
    text: str = ""
    files: tuple[str, ...] = ()
    sender: str = ""
    language: str = DEFAULT_LANGUAGE
    copy_of: str = ""

    @property
    def lane(self) -> tuple[str, str]:
        """Channel and address: what goes one way, goes together."""
        return self.channel, self.address

    def sent_by(self, channel: str, address: str, who: str, copy_of: str = "") -> "Entry":
        """The same, for this recipient by this channel; without one, for somebody whom nothing reaches."""
        identity = entry_id(self.register, self.key, channel, address or ("" if channel else who))
        return replace(self, entry_id=identity, channel=channel, address=address, who=who, copy_of=copy_of)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that is about to be sent.

    Attributes:
        batch: Names it; a letter that is sent again keeps it.
        at: When.
        channel: Name of the channel.
        address: The recipient's e-mail address; "" for a group.
        entries: Ids of what it tells.
        naming: Batches that it names as doubtful.
    """

    batch: str
    at: datetime
    channel: str
    address: str
    entries: tuple[str, ...]
    naming: tuple[str, ...] = ()

    @property
    def lane(self) -> tuple[str, str]:
        """Channel and address."""
        return self.channel, self.address


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an attempt.

    Attributes:
        batch: The attempt's.
        at: When.
        verdict: What came of it.
        said: The service's own words, with its code; without secrets.
        remedy: What somebody can do; "" where waiting is enough.
        whole_channel: The trouble is not the recipient's but the channel's.
        pause: Seconds that the service wants to be left alone; 0 where it does not say.
    """

    batch: str
    at: datetime
    verdict: Verdict
    said: str = ""
    remedy: str = ""
    whole_channel: bool = False
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """Entries that are given up, and why; or, without a reason, ids that are only kept so as not to come again."""

    at: datetime
    entries: tuple[str, ...]
    why: str = ""


Line = Entry | Attempt | Result | Dropped
_KINDS: Mapping[str, type[Line]] = {"entry": Entry, "attempt": Attempt, "result": Result, "dropped": Dropped}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def entry_id(register: str, key: str, channel: str, address: str) -> str:
    """What an occasion is called for one recipient."""
    parts = "\0".join((register, key, channel, address.lower()))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def stored_line(line: Line) -> dict[str, object]:
    """A line as it is stored."""
    return {"line": _NAMES[type(line)], **asdict(line)}


def loaded_line(stored: Mapping[str, Any]) -> Line:
    """A stored line.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()}
    kind = _KINDS[facts.pop("line")]
    facts["at"] = datetime.fromisoformat(facts["at"])
    if kind is Result:
        facts["verdict"] = Verdict(facts["verdict"])
    return kind(**facts)
