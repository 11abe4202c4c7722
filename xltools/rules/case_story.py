"""What happened to a case, from beginning to end? The log in time order, rounds told apart. (FR-12, FR-8, FR-11)

Invariant: each entry of the log is told once, with everything that stands in its row.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from xltools.language.speaking import text
from xltools.model.case_file import CaseFile, Record
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.register import Value
from xltools.model.register_definition import SheetDefinition, SheetKind
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.rules.shown_values import shown, shown_day

_MOMENT, _PEOPLE, _KIND, _CONTENT = "logged_at", "participants", "log_kind", "content"
Moment = Callable[[Value], str]


def process_lines(case: CaseFile, *, days_only: bool = False) -> list[str]:
    """处理过程: a line for each entry of the log, with a line between two rounds; empty where there is no log.

    Args:
        case: The case.
        days_only: Tell days without the time of day, as FR-12 has it.
    """
    told: Moment = shown_day if days_only else shown
    sheet = next((sheet for sheet in case.definition.sheets if sheet.kind is SheetKind.LOG), None)
    entries = [] if sheet is None else [(each.get(_MOMENT), _entry(each, sheet, told)) for each in _log(case, sheet)]
    ended = [row for row in case.records.get(ROUNDS_SHEET, ()) if isinstance(row.get("reopened_at"), datetime)]
    if not ended:
        return [line for _, line in entries]
    return list(_by_round(entries, ended, told))


def round_lines(case: CaseFile, *, days_only: bool = False) -> list[str]:
    """历轮经过: how each earlier round ended, and why another one began; empty in the first."""
    told: Moment = shown_day if days_only else shown
    return [_ending(place, row, told) for place, row in enumerate(case.records.get(ROUNDS_SHEET, ()), start=1)]


def _log(case: CaseFile, sheet: SheetDefinition) -> Sequence[Record]:
    return case.records.get(sheet.key, ())


def _by_round(entries: Sequence[tuple[Value, str]], ended: Sequence[Record], told: Moment) -> Iterator[str]:
    """The entries below the heading of their round; an entry of the moment of reopening begins the new one."""
    begun = sorted(moment for row in ended if isinstance(moment := row["reopened_at"], datetime))
    lines: list[list[str]] = [[] for _ in range(len(begun) + 1)]
    place = 0
    for moment, line in entries:  # in time order; an entry without a time stands where the one above it does
        place = bisect_right(begun, moment) if isinstance(moment, datetime) else place
        lines[place].append(line)
    for place, of_round in enumerate(lines):
        yield text("composed.story.round", round=place + 1)
        yield from of_round
        if place < len(ended):
            yield _ending(place + 1, ended[place], told)


def _ending(place: int, row: Record, told: Moment) -> str:
    """「第 1 轮于 2024-05-03 10:00 结束（不满意）：…」."""
    number, moment = shown(row.get("round")) or place, told(row.get("ended_at"))
    reason, account = shown(row.get("reason")), _one_line(shown(row.get("account")))
    if moment:
        head = text("composed.story.ended_at", round=number, moment=moment)
    else:
        head = text("composed.story.ended", round=number)
    return head + _bracketed(reason) + (f"{text('signs.colon')}{account}" if account else "")


def _bracketed(said: str) -> str:
    return f"{text('signs.opening_bracket')}{said}{text('signs.closing_bracket')}" if said else ""


def _entry(row: Record, sheet: SheetDefinition, told: Moment) -> str:
    """「2024-05-01 14:00 客户沟通（刘敏、王强）：电话告知…　结论/客户意见：客户同意。」."""
    colon = text("signs.colon")
    head = " ".join(filter(None, (told(row.get(_MOMENT)), shown(row.get(_KIND)))))
    head += _bracketed(shown(row.get(_PEOPLE)))
    further = [
        f"{field.header}{colon}{value}"
        for field in sheet.fields
        if _is_further(field) and (value := _one_line(told(row.get(field.name))))
    ]
    content = _one_line(shown(row.get(_CONTENT)))
    both = f"{head}{colon}{content}" if head and content else head or content
    return text("composed.story.gap").join([both, *further])


def _is_further(field: FieldDefinition) -> bool:
    known = (_MOMENT, _PEOPLE, _KIND, _CONTENT, "check_remark")
    return field.name not in known and field.kind is not FieldKind.CASE_NUMBER


def _one_line(told: str) -> str:
    return text("signs.clause").join(filter(None, (line.strip() for line in told.splitlines())))
