"""How is a time limit told to people? Its row, its start, the way to the due time, how it ended, who is told.

Invariant: moments carry their weekday, for whoever reckons along with a calendar in hand.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unicodedata import east_asian_width

from xltools.model.notice import NoticeKind
from xltools.rules.deadline_trace import Passing, Segment, folded
from xltools.rules.limit_alerts import Alert
from xltools.rules.limit_explanation import LimitExplanation, LimitRow, StartedBy, WaitingLimit

_LABEL_WIDTH = 12
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SPAN_WIDTH = 34


def line(label: str, text: str) -> str:
    """A line with its label in a column of its own."""
    return f"  {_padded(label, _LABEL_WIDTH)}{text}".rstrip()


def reference(place: str) -> str:
    """An address in brackets; a row as 「时限 row 6」."""
    sheet, _, cell = place.partition("!")
    first, colon, _ = cell.partition(":")
    return f"[{sheet} row {first}]" if colon else f"[{place}]" if place else ""


def moment(value: datetime) -> str:
    """「Fri 2024-05-10 18:00」, with seconds where there are any."""
    return f"{_WEEKDAYS[value.weekday()]} {value:%Y-%m-%d} {_clock(value)}"


def length(span: timedelta) -> str:
    """「2 d 3 h」, 「5 h 40 min」, 「45 s」: two units at most, as people say it."""
    seconds = int(abs(span).total_seconds())
    units = [("d", seconds // 86_400), ("h", seconds // 3600 % 24), ("min", seconds // 60 % 60), ("s", seconds % 60)]
    first = next((place for place, (_, amount) in enumerate(units) if amount), len(units) - 2)
    return " ".join(f"{amount} {unit}" for unit, amount in units[first : first + 2] if amount) or "0 min"


def limit_lines(limit: LimitExplanation, *, everything: bool) -> Iterator[str]:
    """The block of one limit that runs or ran."""
    yield _title(limit.row)
    yield line("from", _start(limit))
    for segment in limit.trace if everything else folded(limit.trace):
        yield line("", _segment(segment))
    yield from _due(limit)
    yield line(*_outcome(limit))
    for place, alert in enumerate(limit.alerts):
        yield line("tells" if not place else "", _alert(alert))


def waiting_line(waiting: WaitingLimit) -> str:
    """A limit that does not run."""
    if waiting.ended is not None:
        why = f"repeats no more since {moment(waiting.ended)}"
    else:
        why = f"starts with {waiting.header} {reference(waiting.place)}"
    return line(waiting.row.label, f"{waiting.row.limit}, {why}")


def _title(row: LimitRow) -> str:
    grounds = ", ".join(f"{each.header} is {each.value}" for each in row.grounds)
    return f"{row.label}  {row.limit}  [{row.limit_place}{f', because {grounds}' if grounds else ''}]"


def _start(limit: LimitExplanation) -> str:
    what = {
        StartedBy.CELL: limit.start_header,
        StartedBy.MESSAGE: "last message to the customer",
        StartedBy.ROUND: "beginning of the round",
    }[limit.started_by]
    return f"{moment(limit.start)}  {what} {reference(limit.start_place)}".rstrip()


def _segment(segment: Segment) -> str:
    reason = f"  {segment.reason}" if segment.reason else ""
    if segment.passing is Passing.DAY_OFF:
        days = f"{segment.days} days off" if segment.days > 1 else "day off"
        return f"{_padded(_days(segment), _SPAN_WIDTH)}{days}{reason}"
    if segment.days > 1:
        so_long = "" if segment.passing is Passing.WORKING_DAY else f", {length(segment.time)} of working time"
        return f"{_padded(f'… {_days(segment)} …', _SPAN_WIDTH)}{segment.days} working days{so_long}"
    said = {
        Passing.COUNTED: _hours(segment.time),
        Passing.WORKING_DAY: "1 working day",
        Passing.MADE_UP: f"{_hours(segment.time)} instead of the paused",
        Passing.PAUSED: f"paused{f', {_hours(segment.time)} not counted' if segment.time else ''}",
    }[segment.passing]
    span = _days(segment) if segment.passing is Passing.WORKING_DAY else _span(segment)
    return f"{_padded(span, _SPAN_WIDTH)}{said}{reason}"


def _due(limit: LimitExplanation) -> Iterator[str]:
    provisional = ", provisional: the holidays of that year are not published yet" if limit.provisional else ""
    yield line("due", f"{moment(limit.due)}  {reference(limit.due_place)}{provisional}")
    if limit.paused_since is not None:
        yield line("", f"stands still since {moment(limit.paused_since)};")
        yield line("", f"if it goes on now, it is due {moment(limit.reckoned)}")
    elif limit.reckoned != limit.due:
        yield line("", f"kept as it was judged; by the facts and rules of today it would be {moment(limit.reckoned)}")
    if limit.due_place and limit.written is not None and limit.written != limit.due:
        yield line("", f"the cell says {moment(limit.written)} until the next refresh")
    if limit.revised is not None:
        yield line("extended to", f"{moment(limit.revised)}  {reference(limit.revised_place)}")


def _outcome(limit: LimitExplanation) -> tuple[str, str]:
    if limit.done is not None:
        how = f"{length(limit.distance)} late" if limit.late else "on time"
        return "done", f"{moment(limit.done)}  {limit.done_header} {reference(limit.done_place)}, {how}"
    if limit.paused_since is not None:
        return "open", "paused, not late"
    until = f", ends with {limit.done_header} {reference(limit.done_place)}" if limit.done_header else ""
    return "open", f"{length(limit.distance)} {'late' if limit.late else 'left'}{until}"


def _alert(alert: Alert) -> str:
    kind = "warning" if alert.kind is NoticeKind.DUE_SOON else "escalation"
    told = "told" if alert.told else "not told yet"
    return f"{moment(alert.moment)}  {_padded(kind, 12)}{_padded(alert.to or '(nobody)', 14)}{told}"


def _span(segment: Segment) -> str:
    start, end = segment.start, segment.end
    ends = _clock(end) if end.date() == start.date() else f"{_day(end)} {_clock(end)}"
    return f"{_day(start)} {_clock(start)} – {ends}"


def _days(segment: Segment) -> str:
    last = segment.end - timedelta.resolution
    return _day(segment.start) if last.date() == segment.start.date() else f"{_day(segment.start)} – {_day(last)}"


def _day(value: datetime) -> str:
    return f"{_WEEKDAYS[value.weekday()]} {value:%m-%d}"


def _clock(value: datetime) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


def _hours(span: timedelta) -> str:
    """Lengths on a limit's clock stay hours and minutes, so that they can be added up."""
    seconds = int(span.total_seconds())
    units = [("h", seconds // 3600), ("min", seconds // 60 % 60), ("s", seconds % 60)]
    return " ".join(f"{amount} {unit}" for unit, amount in units if amount) or "0 min"


def _padded(text: str, width: int) -> str:
    """Chinese characters take two columns of a terminal."""
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(width - taken, 1)
