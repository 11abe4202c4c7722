"""What are customers to be told now? The templates that are due, filled with what may leave the house. (FA-13, FR-10)

Invariant: a text holds a case as anybody outside may see it; only the address stands beside it in full.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.case_view import CaseView
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.form_values import Audience, FormRow
from xltools.model.notice_template import NoticeTemplate, Placeholder, filled_in, placeholders_in
from xltools.model.policy import Policy
from xltools.model.register import Register
from xltools.rules.case_files import CaseFiles
from xltools.rules.form_values import form_values
from xltools.rules.typed_moments import last_second_of

_CHANNEL, _CONTACT, _STATE, _ROUND = "channel", "contact", "state", "round"
_DAYS_SETTING, _USUAL_DAYS = "notice_days", 30


class DueNotice(NamedTuple):
    """A template that fits a case; ``position`` is the case's."""

    position: int
    template: NoticeTemplate


class CustomerNotice(NamedTuple):
    r"""One text for one customer.

    Attributes:
        case_number: The case.
        row: Its row on the register sheet, from 1.
        notice: What the notice is called.
        channel: The customer's channel; "" where the register does not say.
        subject: The subject, one line.
        text: The text; lines are parted by "\n".
        contact: How the customer can be reached, in full.
        round: The round of handling that it tells of.
    """

    case_number: str
    row: int
    notice: str
    channel: str
    subject: str
    text: str
    contact: str
    round: int


def earliest_told(policy: Policy, now: datetime) -> datetime:
    """Of closed cases, what happened before nobody is written about any more (sheet 设置: 通知有效天数)."""
    return now - timedelta(days=policy.setting_number(_DAYS_SETTING, _USUAL_DAYS))


def due_notices(
    view: CaseView,
    templates: Sequence[NoticeTemplate],
    earliest: datetime = datetime.min,
    closed_states: Collection[str] = (),
) -> list[DueNotice]:
    """Which templates are due for which cases, in the order of the sheet.

    Of the rows of one notice the one for the case's own channel counts, else the one for all channels; only that row
    says when it is due. Cases without a number, and rows that name columns which the sheet lacks, are passed over.

    Args:
        view: The cases.
        templates: The rows of sheet 通知模板.
        earliest: A notice whose latest cause lies before is due no more, once the case is closed.
        closed_states: The states in which cases are closed.
    """
    holding: dict[tuple[object, ...], Sequence[int]] = {}  # rows of one notice mostly wait for the same
    found = []
    for template in templates:
        condition = (template.filled, template.empty, template.state)
        if condition not in holding:
            holding[condition] = _recent(view, template, _holding(view, template), earliest, closed_states)
        positions = _of_channel(view, template, templates, holding[condition])
        found += [DueNotice(index, template) for index in positions]
    order = {id(template): place for place, template in enumerate(templates)}
    return sorted(found, key=lambda due: (due.position, order[id(due.template)]))


def notices_for(view: CaseView, templates: Sequence[NoticeTemplate], positions: Iterable[int]) -> list[DueNotice]:
    """The wording of each notice for these cases, whether it is due or not."""
    wanted = [position for position in sorted(positions) if view.numbers[position] is not None]
    return [
        DueNotice(position, template)
        for template in templates
        for position in _of_channel(view, template, templates, wanted)
    ]


def _holding(view: CaseView, template: NoticeTemplate) -> Sequence[int]:
    """The numbered cases for which a template's condition holds; there may be very many that it does not hold for."""
    if not all(view.has(name) for name in (*template.filled, *template.empty)):
        return []
    positions: Sequence[int] = range(len(view))
    for name in template.empty:
        column = view.columns[name]
        positions = [index for index in positions if column[index] is None] if None in column else []
    for name in template.filled:
        column = view.columns[name]
        positions = [index for index in positions if column[index] is not None]
    if template.state:
        states = view.column(_STATE)
        positions = [index for index in positions if states[index] == template.state]
    return [index for index in positions if view.numbers[index] is not None]


def _recent(
    view: CaseView,
    template: NoticeTemplate,
    positions: Sequence[int],
    earliest: datetime,
    closed_states: Collection[str],
) -> Sequence[int]:
    """The open cases, and the closed ones for which the latest moment among the filled columns is recent, if any is."""
    moments = [view.columns[name] for name in template.filled if view.has(name) and _holds_moments(view, name)]
    if not positions or not moments:
        return positions
    states = view.column(_STATE)
    return [
        index
        for index in positions
        if states[index] not in closed_states
        or max(last_second_of(column[index]) or datetime.min for column in moments) >= earliest
    ]


def _holds_moments(view: CaseView, name: str) -> bool:
    field = view.field(name)
    return field is not None and field.kind in TEMPORAL_KINDS


def _of_channel(
    view: CaseView, template: NoticeTemplate, templates: Sequence[NoticeTemplate], positions: Sequence[int]
) -> list[int]:
    """Those of the cases whose channel a template is for."""
    channels = view.column(_CHANNEL)
    if template.channel:
        return [index for index in positions if channels[index] == template.channel]
    others = {each.channel for each in templates if each.name == template.name and each.channel}
    return [index for index in positions if channels[index] not in others]


def by_mail(due: DueNotice, templates: Sequence[NoticeTemplate]) -> DueNotice | None:
    """The same notice in the wording for letters: a script that is read out over the telephone is none.

    Returns:
        The row of the notice for a channel of mail, else the one for all channels; None where there is neither.
    """
    rows = [template for template in templates if template.name == due.template.name]
    mail = text("wording.mail")
    wordings = [template for template in rows if mail in template.channel.casefold()] or [
        template for template in rows if not template.channel
    ]
    own = due.template if due.template in wordings else None
    template = own or next(iter(wordings), None)
    return None if template is None else DueNotice(due.position, template)


def written_notices(
    register: Register, view: CaseView, due: Sequence[DueNotice], now: datetime
) -> list[CustomerNotice]:
    """The texts of these notices, in their order.

    Args:
        register: The register.
        view: Its cases with everything decided; each number is one case's.
        due: The notices; of numbered cases only.
        now: The moment of the pass.
    """
    positions = sorted({each.position for each in due})
    files = CaseFiles(register, _of_positions(view, positions))
    texts = {
        position: form_values(files.of(view.numbers[position] or ""), register.policy, Audience.OUTWARD, now).cells
        for position in positions
    }
    return [_written(view, each, texts[each.position]) for each in due]


def _of_positions(view: CaseView, positions: Sequence[int]) -> CaseView:
    """The few cases that are told of, as if there were no others: a register may hold a hundred thousand."""
    table = replace(view.table, rows=[view.table.rows[position] for position in positions])
    columns = {name: [column[position] for position in positions] for name, column in view.columns.items()}
    return CaseView(table, [view.numbers[position] for position in positions], columns)


def _written(view: CaseView, due: DueNotice, cells: FormRow) -> CustomerNotice:
    def told(name: str) -> str:
        value = view.column(name)[due.position]
        return "" if value is None else str(value)

    count = view.column(_ROUND)[due.position]
    return CustomerNotice(
        view.numbers[due.position] or "",
        view.table.rows[due.position],
        due.template.name,
        told(_CHANNEL),
        " ".join(filled_text(due.template.subject, cells).split()),
        filled_text(due.template.text, cells),
        told(_CONTACT),
        int(count) if isinstance(count, (int, float)) else 1,
    )


def filled_text(wording: str, cells: FormRow) -> str:
    """A template's text for one case; a line all of whose placeholders are empty is left out.

    Raises:
        KeyError: A placeholder names nothing that there is; the reader of the settings refuses such a template.
    """

    def value(placeholder: Placeholder) -> str:
        cell = cells[placeholder.name]
        return cell.day if placeholder.day_only and cell.day else cell.text

    lines = []
    for line in wording.splitlines():
        wanted = list(placeholders_in(line))
        if not wanted or any(value(each) for each in wanted):
            lines.append(filled_in(line, value).rstrip())
    return "\n".join(lines)
