"""Which cases do the figures rest on? Sheet 明细: a row a case, masked, with what live formulas elsewhere count.

Invariant: every case that counts in a figure of the period has exactly one row.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, HOURS, LONG, TEXT
from xltools.reports.document import DETAIL, Cell, Column, ColumnKind, Report, Section, Table, Value, scalar_of
from xltools.reports.facts import DIMENSIONS, Dimension
from xltools.reports.figures.groups import UNFILLED
from xltools.reports.figures.volume import closed_in

NO = "否"
RECEIVED, ONCE, CLOSED, OVERDUE = "本期受理", "去重计入", "本期办结", "截止超时"
ON_TIME, LATE = "按时", "超时"
PROBLEM = "高频问题"
_TIMER = "时限："
_WIDTHS = {"register": 14, "product": 18, "model": 13, "handler": 15, "department": 13, "channel": 12, "type": 11}
_HIDDEN = {"state", "problem"}  # they have columns of their own
_ALWAYS = {"type", "department", "handler"}  # sections count them even where nobody filled them
_LEADING = ("register", "type", "category", "product", "model", "department", "handler")  # paper ends before the last
_MOMENT = ColumnKind.MOMENT


class _DetailColumn(NamedTuple):
    column: Column
    values: Sequence[Value]
    always: bool = False  # shown even where it is empty throughout


def case_anchor(index: int) -> str:
    """Where links to a case lead."""
    return f"case:{index}"


def class_anchor(name: str) -> str:
    """Where links from a case back to its class lead."""
    return f"class:{name}"


def timer_head(label: str) -> str:
    """The head of the column that says how a limit was kept."""
    return f"{_TIMER}{label}"


def dimension_head(key: str) -> str:
    """The head of a dimension's column."""
    return next((each.label for each in DIMENSIONS if each.key == key), key)


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
        f"{basis.period.label}涉及的全部反馈",
        tuple(each.column for each in columns),
        rows,
        note="本期受理、响应、完成、办结、到期、评价，或截止时仍超时的反馈，各占一行。客户信息已脱敏。",
        anchors={place: case_anchor(index) for place, index in enumerate(order)},
        filterable=True,
    )
    return Section("明细", "每一个数字背后是哪些反馈？", (table,), landscape=True)


def counted_on_detail(report: Report) -> tuple[int, int]:
    """How many cases of sheet 明细 were received in the period, and how many stand there."""
    blocks = (block for section in report.sections for block in section.blocks)
    table = next(block for block in blocks if isinstance(block, Table) and block.key == DETAIL)
    place = [column.head for column in table.columns].index(RECEIVED)
    return sum(row[place] == Word.YES.said for row in table.rows), len(table.rows)


def ordered(basis: Basis) -> list[int]:
    """The cases of the sheet: by class, the most frequent first, within it by problem, then as they came in."""
    cases = basis.facts.cases.loc[list(basis.detail)]
    counts = basis.now.cases["type"].fillna(UNFILLED).value_counts()
    problems = _problem_labels(basis)
    types = cases["type"].fillna(UNFILLED)
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
    texts = _plain_columns(cases)
    shown = [each for each in DIMENSIONS if each.key not in _HIDDEN]
    if not basis.several_registers:
        shown = [each for each in shown if each.key != "register"]
    number = _DetailColumn(Column("编号", TEXT, 16), [value or "（未编号）" for value in cases["number"]], always=True)
    received = _DetailColumn(Column("受理时间", _MOMENT, 16), _moments(cases["received_at"]), always=True)
    dimensions = {each.key: _dimension(basis, cases, each, links_back=links_back) for each in shown}
    leading = [dimensions.pop(key) for key in _LEADING if key in dimensions]
    return [
        number,
        received,
        texts("customer", "客户", 16),
        *leading,
        texts("description", "问题描述", 44, LONG),
        texts("state", "状态", 10),
        *_times(cases),
        _mapped(PROBLEM, 16, order, _problem_labels(basis)),
        *dimensions.values(),
        *(texts(head, head, 14) for head in own),
        *_timers(basis, order),
        *_flags(basis, order),
        texts("satisfaction", "满意度", 11),
        texts("low_score_reason", "低分原因", 24, LONG),
        texts("root_cause", "根本原因", 24, LONG),
    ]  # fmt: skip


def _plain_columns(cases: pd.DataFrame) -> Callable[..., _DetailColumn]:
    def column(name: str, head: str, width: float, kind: ColumnKind = TEXT) -> _DetailColumn:
        values = [value if isinstance(value, str) else None for value in cases[name]]
        return _DetailColumn(Column(head, kind, width), values)

    return column


def _dimension(basis: Basis, cases: pd.DataFrame, dimension: Dimension, *, links_back: bool) -> _DetailColumn:
    """A dimension's values as they are counted, 「（未填）」 included; no column where no register knows of it."""
    key, column = dimension.key, Column(dimension.label, TEXT, _WIDTHS.get(dimension.key, 10))
    if key not in _ALWAYS and not basis.facts.cases[key].notna().any():
        return _DetailColumn(column, [None] * len(cases))
    values: list[Value] = [*_texts(cases[key])]
    if key == "type" and links_back:
        values = _linked_back(basis, values)
    return _DetailColumn(column, values, always=True)


def _linked_back(basis: Basis, values: list[Value]) -> list[Value]:
    """The first row of each class leads back to the class."""
    told = basis.now.cases["type"], basis.before.cases["type"]
    counted = {name for column in told if any(each.notna().any() for each in told) for name in _texts(column)}
    seen: set[Value] = set()
    linked: list[Value] = []
    for value in values:
        first = value not in seen and value in counted
        seen.add(value)
        linked.append(Cell(str(value), goto=class_anchor(str(value))) if first else value)
    return linked


def _times(cases: pd.DataFrame) -> list[_DetailColumn]:
    return [
        _DetailColumn(Column("首次响应", _MOMENT, 16), _moments(cases["first_response_at"])),
        _DetailColumn(Column("响应（工作小时）", HOURS, 10), _numbers(cases["response_working_hours"])),
        _DetailColumn(Column("处理完成", _MOMENT, 16), _moments(cases["completed_at"])),
        _DetailColumn(Column("处理（工作小时）", HOURS, 10), _numbers(cases["resolution_working_hours"])),
        _DetailColumn(Column("处理（自然小时）", HOURS, 10), _numbers(cases["resolution_hours"])),
        _DetailColumn(Column("办结时间", _MOMENT, 16), _moments(cases["closed_at"])),
        _DetailColumn(Column("轮次", COUNT, 6), _numbers(cases["round"])),
    ]


def _timers(basis: Basis, order: list[int]) -> list[_DetailColumn]:
    """For each limit that came due in the period, whether it was kept; by the revised due time."""
    limits, judged = basis.judgement.deadlines, basis.judgement.revised
    labels = limits.rows["label"].to_numpy()
    indexes = basis.facts.cases.index.to_numpy()
    columns = []
    for label in dict.fromkeys(labels[judged].tolist()):
        chosen = judged & (labels == label)
        met = basis.judgement.revised_met[chosen]
        told = dict(zip(indexes[limits.cases[chosen]].tolist(), np.where(met, ON_TIME, LATE).tolist(), strict=True))
        columns.append(_mapped(timer_head(label), 9, order, told))
    return columns


def _flags(basis: Basis, order: list[int]) -> list[_DetailColumn]:
    received, once = set(basis.now.cases.index), set(basis.now.cases.index[basis.now.firsts])
    closed = set(basis.facts.cases.index[closed_in(basis.facts, basis.period)])
    late = {each.case for each in basis.overdue}
    flags = ((RECEIVED, received), (ONCE, once), (CLOSED, closed), (OVERDUE, late))
    return [
        _DetailColumn(Column(head, TEXT, 9), [Word.YES.said if index in those else NO for index in order], always=True)
        for head, those in flags
    ]


def _problem_labels(basis: Basis) -> dict[int, str]:
    return {index: problem.label for problem in basis.problems for index in problem.cases}


def _mapped(head: str, width: float, order: list[int], told: Mapping[int, str]) -> _DetailColumn:
    return _DetailColumn(Column(head, TEXT, width), [told.get(index) for index in order])


def _texts(column: pd.Series) -> list[str]:
    """The texts as groups name them."""
    return [(value.strip() or UNFILLED) if isinstance(value, str) else UNFILLED for value in column.tolist()]


def _moments(column: pd.Series) -> list[datetime | None]:
    moments: list[datetime | None] = column.to_numpy(dtype="datetime64[us]").tolist()  # NaT becomes None
    return moments


def _numbers(column: pd.Series) -> list[float | None]:
    return [None if number != number else number for number in column.to_numpy("float64", na_value=np.nan).tolist()]


def _filled(value: Value) -> bool:
    plain = scalar_of(value)
    return plain is not None and plain != ""
