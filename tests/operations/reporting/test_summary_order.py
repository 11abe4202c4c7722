"""The answer to an order names everything that the report lacks, and the command line tells all of it."""

from dataclasses import fields
from pathlib import Path

from xltools.commands.summary_outcome import exit_code_of, summary_document
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, VanishedError
from xltools.model.period import Period
from xltools.operations.reporting.gathering import Gap
from xltools.operations.reporting.summary_order import Summary, SummaryOrder
from xltools.reports.figures.copies import Copy

ORDER = SummaryOrder(Path("台账"), Period.month(2026, 10))
GAP = Gap(Path("a.xlsx"), VanishedError(Path("a.xlsx")))


def answer(**lacking: object) -> Summary:
    nothing: dict[str, object] = {"gaps": (), "unrefreshed": {}, "copies": (), "entered": {}, "not_entered": ()}
    told: dict[str, object] = {"title": "月报", "files": (), "cases": 3, "received": 2, "told": 2, "registers": 1}
    return Summary(order=ORDER, read_anew=1, changes=None, warnings=(), **{**told, **nothing, **lacking})  # type: ignore[arg-type]


def test_whatever_is_lacking_is_told_by_the_exit_code() -> None:
    assert exit_code_of(answer()) == EXIT_CLEAN
    for lacking in ({"gaps": (GAP,)}, {"not_entered": (GAP,)}, {"copies": (Copy("甲", "乙", 3),)}):
        assert exit_code_of(answer(**lacking)) == EXIT_FINDINGS


def test_every_part_of_the_answer_is_in_the_document() -> None:
    called = {"told": "detail", "copies": "counted_twice", "changes": "changed_since_first", "order": "period"}
    assert {called.get(each.name, each.name) for each in fields(Summary)} <= set(summary_document(answer()))
