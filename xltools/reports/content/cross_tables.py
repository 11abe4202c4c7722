"""What does a team want to see that no section shows? A report of its own: any dimensions, any measures (FA-16).

Invariant: the groups are those of the cases at hand, each case in exactly one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import cast

import pandas as pd

from xltools.errors import ReportError
from xltools.language.words import Word
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.cells import SMALL_NOTE, TEXT
from xltools.reports.content.definitions import definitions_section
from xltools.reports.content.detail import RECEIVED, detail_section, dimension_head
from xltools.reports.content.group_measures import MEASURES, RECEIVED_COUNT, GroupFigures, Measure, group_figures
from xltools.reports.content.summary import company, department
from xltools.reports.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Paragraph,
    Report,
    Section,
    Table,
    Value,
    Where,
)
from xltools.reports.facts import DIMENSIONS, Facts
from xltools.reports.figures.groups import UNFILLED
from xltools.reports.figures.workload import Workload

_GROUP = "group of the report"  # a column made for the report; no head of a register is written like this
_PARTER = "\x1f"
_MONTH = "月份"
_MOST_ROWS, _MOST_ACROSS, _CHARTED, _SERIES = 500, 12, 15, 6
GROUPS, ACROSS = "groups", "across"


def cross_table_report(
    facts: Facts, period: Period, cut_off: datetime, asked: ReportDefinition, making: Making
) -> Report:
    """Make the report.

    Args:
        facts: As of the cut-off.
        period: What is reported on.
        cut_off: Its end, or now.
        asked: Dimensions, measures and which cases.
        making: How the report comes about.

    Raises:
        ReportError: A dimension, measure or value is not known; says which there are.
    """
    keys = [_key(facts, label) for label in asked.by]
    measures = [_measure(label) for label in asked.measure]
    chosen, told = _filtered(facts, asked.where)
    grouped = replace(chosen, cases=_with_groups(chosen, keys))
    figures = group_figures(grouped, period, _GROUP)
    names = _ordered(figures)
    blocks: list[Block] = [Paragraph((f"统计范围：{told}",))]
    blocks.append(_groups(asked, keys, measures, figures, names))
    if len(keys) == 1:
        blocks.append(_chart(asked, measures[0], names))
    elif len(keys) == 2:
        blocks += _across(asked, measures[0], figures, names)
    own = [label for label in dict.fromkeys((*asked.by, *asked.where)) if label in facts.own_dimensions]
    basis = basis_of(chosen, period, cut_off, making)
    section = Section("交叉分析", f"按{'、'.join(asked.by)}看{'、'.join(asked.measure)}", tuple(blocks), landscape=True)
    sections = (section, detail_section(basis, links_back=False, own=own), definitions_section(basis))
    return Report(asked.name, period.label, company(facts), department(facts), cut_off, sections)


def known_dimensions(facts: Facts) -> list[str]:
    """The names of dimensions that any case has a value for."""
    there = [each.label for each in DIMENSIONS if facts.cases[each.key].notna().any()]
    return [*there, *facts.own_dimensions, _MONTH]


def _key(facts: Facts, label: str) -> str:
    key = _MONTH if label == _MONTH else facts.dimension(label)
    if key is None:
        raise ReportError(_unknown("dimension", label, known_dimensions(facts)))
    return key


def _measure(label: str) -> Measure:
    if label not in MEASURES:
        raise ReportError(_unknown("measure", label, list(MEASURES)))
    return MEASURES[label]


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    return f"there is no {what} {name}. {hint}Known are: {', '.join(known)}."


def _values(facts: Facts, key: str) -> pd.Series:
    if key == _MONTH:
        months: pd.Series = facts.cases["received_at"].dt.strftime("%Y-%m")
        return months
    values: pd.Series = facts.cases[key].where(facts.cases[key].notna(), UNFILLED)
    return values


def _filtered(facts: Facts, where: Mapping[str, Sequence[str]]) -> tuple[Facts, str]:
    """The facts of the cases that meet all conditions, and the conditions in words."""
    kept = pd.Series(data=True, index=facts.cases.index)
    told = []
    for label, asked in where.items():
        values = _values(facts, _key(facts, label))
        known = list(dict.fromkeys(values.tolist()))
        wanted = [value for word in asked for value in _meant(label, word, known)]
        kept &= values.isin(wanted)
        told.append(f"{label} = {'、'.join(dict.fromkeys(wanted))}")
    if not told:
        return facts, "全部反馈"
    return replace(facts, cases=facts.cases[kept]), "；".join(told)


def _meant(label: str, word: str, known: Sequence[str]) -> list[str]:
    """The value itself, else those that contain it: 技术 means 技术部."""
    meant = [value for value in known if value == word] or [value for value in known if word in value]
    if not meant:
        raise ReportError(_unknown("value", f"{label}={word}", known[:_MOST_ACROSS]))
    return meant


def _with_groups(facts: Facts, keys: Sequence[str]) -> pd.DataFrame:
    columns = [_values(facts, key).tolist() for key in keys]
    joined = [_PARTER.join(parts) for parts in zip(*columns, strict=True)]
    return facts.cases.assign(**{_GROUP: pd.Series(joined, index=facts.cases.index, dtype="object")})


def _ordered(figures: GroupFigures) -> list[str]:
    """Groups by their first dimension, the one with most cases first, and so on within it."""
    received = {name: work.received for name, work in figures.work.items()}
    names = [name for name in figures.names() if _tells(figures.work.get(name)) or name in figures.slices]
    weights: dict[tuple[str, ...], int] = {}
    for name in names:
        parts = tuple(name.split(_PARTER))
        for depth in range(1, len(parts) + 1):
            weights[parts[:depth]] = weights.get(parts[:depth], 0) + received.get(name, 0)

    def order(name: str) -> list[tuple[int, str]]:
        parts = tuple(name.split(_PARTER))
        return [(-weights[parts[: depth + 1]], part) for depth, part in enumerate(parts)]

    return sorted(names, key=order)


def _tells(work: Workload | None) -> bool:
    return work is not None and bool(work.received or work.closed or work.open_after or work.on_time.revised.n)


def _groups(
    asked: ReportDefinition,
    keys: Sequence[str],
    measures: Sequence[Measure],
    figures: GroupFigures,
    names: Sequence[str],
) -> Table:
    columns = [Column(label, TEXT, 16) for label in asked.by]
    for measure in measures:
        columns.append(Column(measure.head, measure.kind, 11, bar=measure.kind is ColumnKind.COUNT))
        if measure.sample is not None:
            columns.append(Column(f"{measure.head}·样本数", ColumnKind.COUNT, 9))
    rows = [_row(name, keys, measures, figures) for name in names[:_MOST_ROWS]]
    left = f"只列前 {_MOST_ROWS} 组，另有 {len(names) - _MOST_ROWS} 组。" if len(names) > _MOST_ROWS else ""
    return Table(GROUPS, asked.name, tuple(columns), rows, note=left + SMALL_NOTE)


def _row(name: str, keys: Sequence[str], measures: Sequence[Measure], figures: GroupFigures) -> list[Value]:
    parts = name.split(_PARTER)
    row: list[Value] = list(parts)
    for measure in measures:
        value = measure.value(figures, name)
        if measure is MEASURES[RECEIVED_COUNT]:
            value = _counted(cast("int", value), keys, parts)
        row.append(value)
        if measure.sample is not None:
            row.append(measure.sample(figures, name))
    return row


def _counted(count: int, keys: Sequence[str], parts: Sequence[str]) -> Value:
    """A live count, where sheet 明细 shows the dimensions as they are grouped."""
    shown = {each.key for each in DIMENSIONS if each.key not in ("problem", "state", "register")}
    if not shown.issuperset(keys):
        return count
    pairs = [(dimension_head(key), part) for key, part in zip(keys, parts, strict=True)]
    return Cell(count, counts=Where((*pairs, (RECEIVED, Word.YES.said))))


def _chart(asked: ReportDefinition, measure: Measure, names: Sequence[str]) -> Chart:
    kind = ChartKind.LINE if asked.by[0] == _MONTH else ChartKind.BAR
    title = f"按{asked.by[0]}的{asked.measure[0]}"
    return Chart(
        kind, title, GROUPS, asked.by[0], (measure.head,), y_title=measure.unit, rows=min(_CHARTED, len(names))
    )


def _across(asked: ReportDefinition, measure: Measure, figures: GroupFigures, names: Sequence[str]) -> list[Block]:
    """The first measure with the second dimension across, where it has few enough values."""
    pairs = [name.split(_PARTER) for name in names]
    down, across = list(dict.fromkeys(one for one, _ in pairs)), list(dict.fromkeys(other for _, other in pairs))
    if not across or len(across) > _MOST_ACROSS:
        return []
    known = set(names)
    rows: list[list[Value]] = []
    for one in down[:_MOST_ROWS]:
        cells = [_PARTER.join((one, other)) for other in across]
        rows.append([one, *(measure.value(figures, name) if name in known else None for name in cells)])
    columns = (Column(asked.by[0], TEXT, 16), *(Column(other, measure.kind, 11) for other in across))
    title = f"{asked.by[0]} × {asked.by[1]}：{measure.head}"
    table = Table(ACROSS, title, columns, rows, note=SMALL_NOTE)
    if len(across) > _SERIES:
        return [table]
    series = tuple(across)
    return [table, Chart(ChartKind.COLUMN, title, ACROSS, asked.by[0], series, asked.by[0], measure.unit, _CHARTED)]
