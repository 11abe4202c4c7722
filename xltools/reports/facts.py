"""What is known of the cases of all registers of a folder? Tables of facts, ready to be counted.

Everything in them is masked already: what comes in here has left the register (FR-2, FR-13, FA-4). Invariant: facts are
what stands in the registers' cells; `Facts.as_of` takes away what is dated later, so that a period that is over looks
the same whenever it is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.known_then import cases_then, improvements_then, limits_then, rounds_then

# Columns of `Facts.cases`. Texts are str or None (dtype object), moments datetime64 (NaT where not there).
CASE_TEXTS = (
    "number",  # None in a row that was not refreshed yet
    "register",  # its name in the report
    "customer",  # masked: 张*, 某公司…, 某客户
    "customer_key",  # the same for the same customer: a hash of contact or name; None where neither is known
    "description",  # masked
    "problem",  # what it is about by the keyword library, e.g. 无法开机; None where no keyword stands in it
    "state",
    "overdue_mark",
    "satisfaction",  # the customer's word, if the register asks for one
    "customer_comment",  # masked
    "low_score_reason",  # masked
    "root_cause",  # masked
    "root_cause_kind",
)
CASE_MOMENTS = (
    "received_at",
    "registered_at",
    "first_response_at",
    "completed_at",
    "closed_at",  # NaT while open
    "rated_at",  # when the customer was asked
    "reopened_at",  # when second handling began for the first time
    "escalated_at",  # the latest escalation
)
CASE_NUMBERS = (
    "row",  # on the register sheet, from 1
    "round",
    "response_hours",  # received → first response, elapsed; NaN where not there
    "response_working_hours",
    "resolution_hours",  # received → completed, elapsed, pauses included
    "resolution_working_hours",
)
CASE_FLAGS = ("urgent",)
# What each round of handling has anew; the rest of a case stays.
ROUND_COLUMNS = (
    "case", "until", "round", "state", "completed_at", "closed_at", "rated_at", "resolution_hours",
    "resolution_working_hours", "satisfaction", "customer_comment", "low_score_reason", "root_cause",
)  # fmt: skip
LIMIT_COLUMNS = ("case", "timer", "label", "start", "due", "revised", "done", "stopped", "repeats", "until")
RATING_COLUMNS = ("case", "dimension", "value", "lowest", "top", "word", "rated_at", "judged", "low", "reason")
EXTENSION_COLUMNS = ("case", "applied_at", "approved_at", "verdict", "reason", "new_due_at")
IMPROVEMENT_COLUMNS = (
    "register", "number", "title", "kind", "measure", "department", "owner", "proposed_on", "due_on", "progress",
    "finished_on", "effect",
)  # fmt: skip
UNIT_COLUMNS = ("register", "model", "units")
NO_RATING = "no_rating"  # in `RegisterSource.missing`: it has no field of ratings, so its customers are never asked


class Suggestion(NamedTuple):
    """One row of sheet 改进建议: what is done about a cause.

    Attributes:
        register: The register whose sheet it is.
        pattern: Words of which one must stand in the cause; parted by 、.
        dimension: The dimension that the cause must lie in (one of its names), or "" for any.
        kind: 产品, 流程, 培训 …
        measure: What is to be done.
        department: Who is responsible.
    """

    register: str
    pattern: str
    dimension: str
    kind: str
    measure: str
    department: str


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """One register that was read, or that could not be.

    Attributes:
        file: Its path within the folder.
        name: Its name in the report: its title, told apart by file name where two bear the same.
        template: The name of its definition; "" where it could not be read.
        sha256: Of the file's bytes; "" likewise.
        rows: Cases in it.
        unnumbered: Rows without a number: they were not refreshed yet.
        undated: Rows without a readable moment of receipt; they belong to no period and are left out.
        policy: Fingerprint of its settings sheets: the same letters, the same policy.
        trouble: Why it could not be read; "" where it was.
        missing: What it does not keep, so that figures say why they are empty: keys of texts ``report.missing``.
        settings: Its parameters of sheet 设置.
        report_titles: Titles of its periodical reports by `PeriodKind` value.
        language: In which it is kept.
        heads: By the head of a column, the dimension that it holds.
    """

    file: str
    name: str
    template: str = ""
    sha256: str = ""
    rows: int = 0
    unnumbered: int = 0
    undated: int = 0
    policy: str = ""
    trouble: str = ""
    missing: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    report_titles: Mapping[str, str] = field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE
    heads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All cases of some registers.

    Attributes:
        sources: The registers, by file.
        cases: One row a case: `CASE_TEXTS`, the keys of `DIMENSIONS`, `CASE_MOMENTS`, `CASE_NUMBERS` (float),
            `CASE_FLAGS` (bool), and under its head each further choice or code of a team's own (``own_dimensions``).
            Index 0, 1, 2 …; `as_of` keeps the indexes of the cases that stay.
        limits: One row a limit of a case (`LIMIT_COLUMNS`): ``case`` is the index in ``cases``, ``timer`` the name on
            sheet 时限, ``label`` the words there; ``start, due, revised, done`` moments; ``revised`` NaT without an
            approved extension, ``done`` NaT while open; ``stopped`` paused now; ``repeats``: runs anew with each
            message, so only the pending one is known; ``until`` when the round that it belongs to ended, NaT in the
            round at hand: no figure looks at the others, `as_of` chooses.
        ratings: One row a mark that a customer gave, in any round (`RATING_COLUMNS`): ``dimension`` the head
            (服务时效), ``value`` from ``lowest`` to ``top``, higher is better, ``word`` what was said, if a word;
            ``low`` whether the word asks for second handling, or the score is at or below the threshold; ``judged``
            whether the register's settings say at all which are; ``reason`` why, masked, of a low one.
        extensions: Requests of sheet 延期申请 (`EXTENSION_COLUMNS`); ``verdict`` is a `Word` where it is one that rules
            act on.
        improvements: Rows of sheet 改进项 (`IMPROVEMENT_COLUMNS`); so is ``progress``.
        units: Rows of sheet 在用数量 (`UNIT_COLUMNS`).
        rounds: Rounds of handling that are over (`ROUND_COLUMNS`): what stood in the row of ``case`` in that round,
            ``until`` the next one began (FR-11, FA-14).
        suggestions: Rows of sheet 改进建议.
        own_dimensions: Heads of further columns that cases can be told apart by.
        cut_off: What is dated at or after this moment has been taken away; None where nothing was.
    """

    sources: tuple[RegisterSource, ...]
    cases: pd.DataFrame
    limits: pd.DataFrame
    ratings: pd.DataFrame
    extensions: pd.DataFrame
    improvements: pd.DataFrame
    units: pd.DataFrame
    rounds: pd.DataFrame
    suggestions: tuple[Suggestion, ...] = ()
    own_dimensions: Sequence[str] = ()
    cut_off: datetime | None = None

    def dimension(self, name: str) -> str | None:
        """The column of a dimension by its name; None for none.

        Args:
            name: As reports call it, or a team's own head; else key or name in any language; else the head of the
                column that it comes from, where that is the same dimension in all registers that have it.
        """
        spoken = {each.label: each.key for each in DIMENSIONS}
        if name in spoken or name in self.own_dimensions:
            return spoken.get(name, name)
        asked = name.casefold()
        known = (each.key for each in DIMENSIONS if asked in (each.key, *map(str.casefold, each.names)))
        return next(known, None) or self._dimension_under(asked)

    def _dimension_under(self, head: str) -> str | None:
        told = {key for each in self.sources for said, key in each.heads.items() if said.casefold() == head}
        return told.pop() if len(told) == 1 else None

    def as_of(self, cut_off: datetime) -> "Facts":
        """The facts as they stood at that moment, as far as the registers still tell.

        Cases received later are gone; a moment that is dated later is not there, nor what belongs to it: a case closed
        later is open (``closed_at`` NaT), one rated later has no rating, a limit met later is open. A case whose round
        began later stands in the round that was at hand then, closed if it was; the limits of that round are reckoned
        anew, without pauses. What was written over otherwise cannot be told any more.
        """
        moment = pd.Timestamp(cut_off)
        then = rounds_then(self.rounds, moment)
        cases = cases_then(self.cases[self.cases["received_at"] < moment], then, moment)
        ratings = self.ratings[self.ratings["case"].isin(cases.index) & (self.ratings["rated_at"] < moment)]
        requests = self.extensions[self.extensions["case"].isin(cases.index) & (self.extensions["applied_at"] < moment)]
        return replace(
            self,
            cases=cases,
            limits=limits_then(self.limits, cases, then, self.extensions, moment),
            ratings=ratings,
            extensions=requests,
            improvements=improvements_then(self.improvements, moment),
            cut_off=cut_off,
        )
