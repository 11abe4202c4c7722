"""Who gets this, and by which channel? Through sheet 人员, by name or role, with deputies of who is away. (FR-17)

Invariant: everybody whom a channel is set up to serve is reached by at least one, or stands in the outbox as
unreachable.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from xltools.model.policy import Person, Policy
from xltools.operations.notifying.mail_address import is_mail_address, mail_address
from xltools.operations.notifying.notify_settings import MailChannel, NotifySettings, RobotChannel


class Target(NamedTuple):
    """One way to one recipient.

    Attributes:
        channel: Name of the channel; "" where there is none.
        address: E-mail address; "" for a group or where there is none.
        names: The recipient's name, or what was asked for; of a group's all that are meant. Not masked.
        copy_of: Of a copy: the names of those that are meant. Not masked.
    """

    channel: str
    address: str
    names: tuple[str, ...]
    copy_of: tuple[str, ...] = ()


class _Recipient(NamedTuple):
    name: str
    role: str
    address: str


def targets(asked: Sequence[str], kind: str, settings: NotifySettings, policy: Policy, today: date) -> Iterator[Target]:
    """The ways by which a notice goes out, each channel and address once.

    Args:
        asked: Names or roles of sheet 人员, or e-mail addresses.
        kind: The notice's kind; some channels take some kinds only.
        settings: The channels.
        policy: The people.
        today: Tells who is away.
    """
    channels = [channel for channel in settings.channels if channel.takes(kind)]
    if not channels:
        return
    recipients = [each for name in asked for each in _recipients(name, policy.people, today)]
    copied = {channel.name: _copied(channel, policy.people, today) for channel in channels}
    everybody = tuple(dict.fromkeys(each.name for each in recipients))
    reached: set[_Recipient] = set()
    seen: set[tuple[str, str]] = set()
    for channel in channels:
        for way, met in _ways(channel, recipients, copied[channel.name], everybody):
            reached |= met
            if (way.channel, way.address.lower()) not in seen:
                seen.add((way.channel, way.address.lower()))
                yield way
    served = [each for each in recipients if any(channel.serves((each.name, each.role)) for channel in channels)]
    left = [each for each in served if each not in reached]
    yield from _fallback(left, recipients, channels, seen)


def _ways(
    channel: MailChannel | RobotChannel,
    recipients: Sequence[_Recipient],
    copied: Sequence[_Recipient],
    everybody: tuple[str, ...],
) -> Iterator[tuple[Target, set[_Recipient]]]:
    served = {each for each in recipients if channel.serves((each.name, each.role))}
    if isinstance(channel, MailChannel):
        for each in dict.fromkeys((*(each for each in recipients if each in served), *copied)):
            if each.address:
                copy_of = () if each in served else everybody
                yield Target(channel.name, each.address, (each.name,), copy_of), {each} & served
    elif served or channel.serves(()):
        yield Target(channel.name, "", everybody), served


def _fallback(
    left: Sequence[_Recipient],
    recipients: Sequence[_Recipient],
    channels: Sequence[MailChannel | RobotChannel],
    seen: set[tuple[str, str]],
) -> Iterator[Target]:
    """Whoever has no e-mail hears of it in the groups, whomever they are meant for; else nobody can be reached."""
    if not left and (recipients or seen):
        return
    robots = [channel.name for channel in channels if isinstance(channel, RobotChannel)]
    everybody = tuple(dict.fromkeys(each.name for each in left))
    yield from (Target(robot, "", everybody) for robot in robots if (robot, "") not in seen)
    if not robots:
        yield from (Target("", "", (name,)) for name in everybody or ("",))


def _copied(channel: MailChannel | RobotChannel, people: Sequence[Person], today: date) -> list[_Recipient]:
    if not isinstance(channel, MailChannel):
        return []
    return [each for role in channel.copy_to for each in _of_role(role, people, today)]


def _recipients(asked: str, people: Sequence[Person], today: date) -> list[_Recipient]:
    """Those who are meant by a name or a role; by an address, whoever reads it."""
    if not asked:
        return []
    if is_mail_address(asked):
        return [_Recipient(asked, "", asked)]
    named = next((person for person in people if person.name == asked), None)
    if named is not None:
        return [_recipient(_present(named, people, today))]
    return _of_role(asked, people, today) or [_Recipient(asked, asked, "")]


def _of_role(role: str, people: Iterable[Person], today: date) -> list[_Recipient]:
    everybody = list(people)
    having = [_present(person, everybody, today) for person in everybody if person.role == role]
    here = [person for person in having if not person.is_absent(today)]
    return list(dict.fromkeys(map(_recipient, here or having)))


def _present(person: Person, people: Sequence[Person], today: date) -> Person:
    """Who stands in for somebody who is away; himself where nobody does, for he may read it all the same."""
    met: list[str] = []
    current = person
    while current.is_absent(today) and current.name not in met:
        met.append(current.name)
        deputy = next((each for each in people if each.name == current.deputy), None)
        if deputy is None:
            return person
        current = deputy
    return person if current.is_absent(today) else current


def _recipient(person: Person) -> _Recipient:
    return _Recipient(person.name, person.role, mail_address(person.email))
