"""What is known of a case's earlier rounds? What sheet 处理轮次 says, and what is remembered. (FR-11, FA-14)

Invariant: a round that ended once has ended, whatever becomes of its row on the sheet.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, cast

from xltools.model.case_memory import CaseMemory, MemoryUpdate
from xltools.model.case_view import CaseView
from xltools.model.register import SheetTable, Value

OF_ROUNDS = ENDED_ROUNDS, REOPENED_AT = "ended_rounds", "reopened_at"  # in the memory


class PastRounds(NamedTuple):
    """The rounds of a case that are over.

    Attributes:
        ended: How many there are.
        reopened_at: When the round behind the last of them began; None if none has ended.
        account: What stood in the row at the end of the last one.
    """

    ended: int
    reopened_at: datetime | None
    account: str


NO_PAST = PastRounds(0, None, "")


def past_rounds(view: CaseView, kept: SheetTable, memory: CaseMemory) -> dict[int, PastRounds]:
    """Earlier rounds by position of the case: from the memory; from the sheet what the memory does not know."""
    by_number: dict[str, PastRounds] = {}
    names = ("number", "round", "reopened_at", "account")
    rows = zip(*(kept.values.get(name, [None] * len(kept.rows)) for name in names), strict=True)
    counted = [row for row in rows if isinstance(row[2], datetime) and isinstance(row[1], (int, float))]
    for case, _, moment, account in sorted(counted, key=lambda row: cast("float", row[1])):
        number = str(case)
        ended = by_number[number].ended if number in by_number else 0
        by_number[number] = PastRounds(ended + 1, cast("datetime", moment), str(account or ""))
    for number, count in memory.of(ENDED_ROUNDS).items():
        known, reopened = by_number.get(number, NO_PAST), _moment(memory, number)
        ended = int(count) if isinstance(count, (int, float)) else 0
        by_number[number] = PastRounds(max(known.ended, ended), reopened or known.reopened_at, known.account)
    position = view.index_of()
    return {position[number]: past for number, past in by_number.items() if number in position}


def with_fewer_ended(memory: CaseMemory, taken_back: Mapping[str, int]) -> MemoryUpdate:
    """What is to be remembered where ends of rounds were undone, so many of each case; the sheet tells the others."""
    known = memory.of(ENDED_ROUNDS)
    counts = {number: known.get(number) for number in taken_back}
    left: dict[str, Value] = {
        number: max(0, int(count) - taken_back[number])
        for number, count in counts.items()
        if isinstance(count, (int, float))
    }
    return MemoryUpdate({ENDED_ROUNDS: left, REOPENED_AT: dict.fromkeys(left)} if left else {})


def _moment(memory: CaseMemory, number: str) -> datetime | None:
    moment = memory.of(REOPENED_AT).get(number)
    return moment if isinstance(moment, datetime) else None
