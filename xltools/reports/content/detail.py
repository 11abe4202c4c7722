"""Which cases do the figures rest on? Sheet 明细: a row a case, masked, with what live formulas elsewhere count.

Invariant: every case that counts in a figure of the period has exactly one row.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, HOURS, LONG, TEXT, column, flagged, head, section
from xltools.reports.content.detail_heads import (
    CLOSED,
    ONCE,
    OVERDUE,
    PROBLEM,
    RECEIVED,
    case_anchor,
    class_anchor,
    dimension_label,
    late_word,
    on_time_word,
    timer_head,
)
from xltools.reports.dimensions import DIMENSIONS, Dimension, said_state, unfilled
from xltools.reports.document import DETAIL, Cell, Column, ColumnKind, Report, Section, Table, Value, scalar_of
from xltools.reports.figures.volume import closed_in

_WIDTHS = {"register": 14, "product": 18, "model": 13, "handler": 15, "department": 13, "channel": 12, "type": 11}
_HIDDEN = {"state", "problem"}  # they have columns of their own
_ALWAYS = {"type", "department", "handler"}  # sections count them even where nobody filled them
_LEADING = ("register", "type", "category", "product", "model", "department", "handler")  # paper ends before the last
_MOMENT = ColumnKind.MOMENT


class _DetailColumn(NamedTuple):
    column: Column
    values: Sequence[Value]
    always: bool = False  # shown even where it is empty throughout


def first_of_each(basis: Basis, key: str) -> dict[str, str]:
    """By value of a dimension, the anchor of its first received case on the sheet."""
    received = set(basis.now.cases.index)
    anchors: dict[str, str] = {}
    order = [index for index in ordered(basis) if index in received]
    for index, name in zip(order, _texts(basis.facts.cases[key].loc[order]), strict=True):
        if name not in anchors:
            anchors[name] = case_anchor(index)
    return anchors


def detail_section(basis: Basis, *, links_back: bool = True, own: Sequence[str] = ()) -> Section:
    """The sheet.

    Args:
        basis: What the report rests on.
        links_back: Whether the first case of each type leads back to the type, in a report with the section 类型.
        own: Heads of a team's own columns that are shown as well.
    """
    order = ordered(basis)
    columns = [
        each
        for each in _columns(basis, order, own, links_back=links_back)
        if each.always or any(_filled(value) for value in each.values)
    ]
    rows = list(zip(*(each.values for each in columns), strict=True)) if order else []
    table = Table(
        DETAIL,
        text("report.detail.table", period=basis.period.label),
        tuple(each.column for each in columns),
        rows,
        note=text("report.detail.note"),
        anchors={place: case_anchor(index) for place, index in enumerate(order)},
        filterable=True,
    )
    return section("detail", [table], landscape=True)


def counted_on_detail(report: Report) -> tuple[int, int]:
    """How many cases of sheet 明细 were received in the period, and how many stand there."""
    blocks = (block for each in report.sections for block in each.blocks)
    table = next(block for block in blocks if isinstance(block, Table) and block.key == DETAIL)
    received, yes = flagged(RECEIVED)
    place = [each.head for each in table.columns].index(received)
    return sum(row[place] == yes for row in table.rows), len(table.rows)


def ordered(basis: Basis) -> list[int]:
    """The cases of the sheet: by class, the most frequent first, within it by problem, then as they came in."""
    cases = basis.facts.cases.loc[list(basis.detail)]
    counts = basis.now.cases["type"].fillna(unfilled()).value_counts()
    problems = _problem_labels(basis)
    types = cases["type"].fillna(unfilled())
    keys = pd.DataFrame(
        {
            "count": -types.map(counts).fillna(0).astype("float64"),
            "type": types,
            "problem": [problems.get(index, "￿") for index in cases.index],
            "received_at": cases["received_at"],
        },
        index=cases.index,
    )
    return keys.sort_values(["count", "type", "problem", "received_at"], kind="stable").index.tolist()


def _columns(basis: Basis, order: list[int], own: Sequence[str], *, links_back: bool) -> list[_DetailColumn]:
    cases = basis.facts.cases.loc[order]
    shown = [each for each in DIMENSIONS if each.key not in _HIDDEN]
    if not basis.several_registers:
        shown = [each for each in shown if each.key != "register"]
    nameless = text("report.unnumbered")
    number = _DetailColumn(column("number", TEXT, 18), [value or nameless for value in cases["number"]], always=True)
    received = _DetailColumn(column("received_at", _MOMENT, 16), _moments(cases["received_at"]), always=True)
    dimensions = {each.key: _dimension(basis, cases, each, links_back=links_back) for each in shown}
    leading = [dimensions.pop(key) for key in _LEADING if key in dimensions]
    return [
        number,
        received,
        _plain(cases, "customer", head("customer"), 16),
        *leading,
        _plain(cases, "description", head("description"), 44, LONG),
        _DetailColumn(Column(dimension_label("state"), TEXT, 10), _states(cases)),
        *_times(cases),
        _mapped(head(PROBLEM), 16, order, _problem_labels(basis)),
        *dimensions.values(),
        *(_plain(cases, own_head, own_head, 14) for own_head in own),
        *_timers(basis, order),
        *_flags(basis, order),
        _plain(cases, "satisfaction", head("satisfaction"), 11),
        _plain(cases, "low_score_reason", head("low_score_reason"), 24, LONG),
        _plain(cases, "root_cause", head("root_cause"), 24, LONG),
    ]  # fmt: skip


def _plain(cases: pd.DataFrame, name: str, label: str, width: float, kind: ColumnKind = TEXT) -> _DetailColumn:
    values = [value if isinstance(value, str) else None for value in cases[name]]
    return _DetailColumn(Column(label, kind, width), values)


def _dimension(basis: Basis, cases: pd.DataFrame, dimension: Dimension, *, links_back: bool) -> _DetailColumn:
    """A dimension's values as they are counted, 「（未填）」 included; no column where no register knows of it."""
    key, shown = dimension.key, Column(dimension.label, TEXT, _WIDTHS.get(dimension.key, 10))
    if key not in _ALWAYS and not basis.facts.cases[key].notna().any():
        return _DetailColumn(shown, [None] * len(cases))
    values: list[Value] = [*_texts(cases[key])]
    if key == "type" and links_back:
        values = _linked_back(basis, values)
    return _DetailColumn(shown, values, always=True)


def _linked_back(basis: Basis, values: list[Value]) -> list[Value]:
    """The first row of each class leads back to the class."""
    told = basis.now.cases["type"], basis.before.cases["type"]
    counted = {name for types in told if any(each.notna().any() for each in told) for name in _texts(types)}
    seen: set[Value] = set()
    linked: list[Value] = []
    for value in values:
        first = value not in seen and value in counted
        seen.add(value)
        linked.append(Cell(str(value), goto=class_anchor(str(value))) if first else value)
    return linked


def _states(cases: pd.DataFrame) -> list[str | None]:
    return [said_state(state) if isinstance(state, str) else None for state in cases["state"]]


def _times(cases: pd.DataFrame) -> list[_DetailColumn]:
    return [
        _DetailColumn(column("first_response", _MOMENT, 16), _moments(cases["first_response_at"])),
        _DetailColumn(column("response_working", HOURS, 10), _numbers(cases["response_working_hours"])),
        _DetailColumn(column("completed_at", _MOMENT, 16), _moments(cases["completed_at"])),
        _DetailColumn(column("handling_working", HOURS, 10), _numbers(cases["resolution_working_hours"])),
        _DetailColumn(column("handling_elapsed", HOURS, 10), _numbers(cases["resolution_hours"])),
        _DetailColumn(column("closed_at", _MOMENT, 16), _moments(cases["closed_at"])),
        _DetailColumn(column("round", COUNT, 6), _numbers(cases["round"])),
    ]


def _timers(basis: Basis, order: list[int]) -> list[_DetailColumn]:
    """For each limit that came due in the period, whether it was kept; by the revised due time."""
    limits, judged = basis.judgement.deadlines, basis.judgement.revised
    labels = limits.rows["label"].to_numpy()
    indexes = basis.facts.cases.index.to_numpy()
    columns = []
    on_time, late = on_time_word(), late_word()
    for label in dict.fromkeys(labels[judged].tolist()):
        chosen = judged & (labels == label)
        met = basis.judgement.revised_met[chosen]
        told = dict(zip(indexes[limits.cases[chosen]].tolist(), np.where(met, on_time, late).tolist(), strict=True))
        columns.append(_mapped(timer_head(label), 9, order, told))
    return columns


def _flags(basis: Basis, order: list[int]) -> list[_DetailColumn]:
    received, once = set(basis.now.cases.index), set(basis.now.cases.index[basis.now.firsts])
    closed = set(basis.facts.cases.index[closed_in(basis.facts, basis.period)])
    late = {each.case for each in basis.overdue}
    flags = ((RECEIVED, received), (ONCE, once), (CLOSED, closed), (OVERDUE, late))
    yes, no = Word.YES.said, Word.NO.said
    return [
        _DetailColumn(column(key, TEXT, 9), [yes if index in those else no for index in order], always=True)
        for key, those in flags
    ]


def _problem_labels(basis: Basis) -> dict[int, str]:
    return {index: problem.label for problem in basis.problems for index in problem.cases}


def _mapped(label: str, width: float, order: list[int], told: Mapping[int, str]) -> _DetailColumn:
    return _DetailColumn(Column(label, TEXT, width), [told.get(index) for index in order])


def _texts(values: pd.Series) -> list[str]:
    """The texts as groups name them."""
    nothing = unfilled()
    return [(value.strip() or nothing) if isinstance(value, str) else nothing for value in values.tolist()]


def _moments(values: pd.Series) -> list[datetime | None]:
    moments: list[datetime | None] = values.to_numpy(dtype="datetime64[us]").tolist()  # NaT becomes None
    return moments


def _numbers(values: pd.Series) -> list[float | None]:
    return [None if number != number else number for number in values.to_numpy("float64", na_value=np.nan).tolist()]


def _filled(value: Value) -> bool:
    plain = scalar_of(value)
    return plain is not None and plain != ""
