"""What does a team want to see that no section shows? A report of its own: any dimensions, any measures (FA-16).

Invariant: the groups are those of the cases at hand, each case in exactly one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

import pandas as pd

from xltools.errors import ReportError
from xltools.language.speaking import in_every_language, text
from xltools.model.nearest_word import nearest
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.compared_period import compared
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.cells import TEXT, flagged, head, with_small_note
from xltools.reports.content.definitions import definitions_section
from xltools.reports.content.detail import detail_section
from xltools.reports.content.detail_heads import RECEIVED, dimension_label
from xltools.reports.content.group_measures import (
    MEASURES,
    RECEIVED_COUNT,
    GroupFigures,
    Measure,
    group_figures,
    measure_named,
)
from xltools.reports.content.summary import company, department
from xltools.reports.dimensions import DIMENSIONS, said_state, unfilled
from xltools.reports.document import Block, Cell, Column, ColumnKind, Paragraph, Report, Section, Table, Value, Where
from xltools.reports.facts import Facts
from xltools.reports.figures.coverage import covers
from xltools.reports.figures.workload import Workload
from xltools.reports.joined_words import listed, parted

_GROUP = "group of the report"  # a column made for the report; no head of a register is written like this
_PARTER = "\x1f"
_MONTH = "month"  # by month of receipt; no head of a column of the cases is called so
_MONTH_HEAD = "received_month"
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
    keys = [_key(facts, name) for name in asked.by]
    measures = [_measure(name) for name in asked.measure]
    conditions = {_key(facts, name): values for name, values in asked.where.items()}
    chosen, told = _filtered(facts, conditions)
    grouped = replace(chosen, cases=_with_groups(chosen, keys))
    earlier = compared(period, cut_off)
    comparable = covers(facts, earlier)  # of all cases: the chosen ones may begin at any time
    figures = group_figures(grouped, period, earlier, _GROUP, comparable=comparable)
    names = _ordered(figures, keys)
    blocks: list[Block] = [Paragraph((text("report.cross.covered", cases=told),))]
    blocks.append(_groups(asked.name, keys, measures, figures, names))
    if len(keys) == 1:
        blocks.append(_chart(keys[0], measures[0], names))
    elif len(keys) == 2:
        blocks += _across(keys, measures[0], figures, names)
    own = [key for key in dict.fromkeys((*keys, *conditions)) if key in facts.own_dimensions]
    basis = replace(basis_of(chosen, period, cut_off, making), comparable=comparable)
    by, what = listed(map(_label, keys)), listed(measure.label for measure in measures)
    question = text("report.cross.question", by=by, measures=what)
    cross = Section(text("report.cross.title"), question, tuple(blocks), landscape=True)
    sections = (cross, detail_section(basis, links_back=False, own=own), definitions_section(basis))
    return Report(asked.name, period.label, company(facts), department(facts), cut_off, sections)


def known_dimensions(facts: Facts) -> list[str]:
    """The names of dimensions that any case has a value for."""
    there = [each.label for each in DIMENSIONS if facts.cases[each.key].notna().any()]
    return [*there, *facts.own_dimensions, head("month")]


def _key(facts: Facts, name: str) -> str:
    key = facts.dimension(name)
    if key is None and (name == _MONTH or name in _month_names()):
        return _MONTH
    if key is None:
        raise ReportError(_unknown("dimension", name, known_dimensions(facts)))
    return key


def _month_names() -> set[str]:
    return {name for key in ("month", _MONTH_HEAD) for name in in_every_language(f"report.heads.{key}")}


def _label(key: str) -> str:
    """What it is called in the report, which of the many moments of a case the month is of being said."""
    return head(_MONTH_HEAD) if key == _MONTH else dimension_label(key)


def _measure(name: str) -> Measure:
    measure = measure_named(name)
    if measure is None:
        raise ReportError(_unknown("measure", name, [each.label for each in MEASURES.values()]))
    return measure


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = nearest(name, known)
    hint = f"Did you mean {near}? " if near else ""
    return f"there is no {what} {name}. {hint}Known are: {', '.join(known)}."


def _values(facts: Facts, key: str) -> pd.Series:
    if key == _MONTH:
        months: pd.Series = facts.cases["received_at"].dt.strftime("%Y-%m")
        return months
    values: pd.Series = facts.cases[key].where(facts.cases[key].notna(), unfilled())
    return values.map(said_state) if key == "state" else values


def _filtered(facts: Facts, where: Mapping[str, Sequence[str]]) -> tuple[Facts, str]:
    """The facts of the cases that meet all conditions, and the conditions in words."""
    kept = pd.Series(data=True, index=facts.cases.index)
    told = []
    for key, asked in where.items():
        values = _values(facts, key)
        known = list(dict.fromkeys(values.tolist()))
        wanted = [value for word in asked for value in _meant(_label(key), word, known)]
        kept &= values.isin(wanted)
        told.append(f"{_label(key)} = {listed(dict.fromkeys(wanted))}")
    if not told:
        return facts, text("report.cross.all_cases")
    return replace(facts, cases=facts.cases[kept]), parted(told)


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


def _ordered(figures: GroupFigures, keys: Sequence[str]) -> list[str]:
    """Groups by their first dimension, the one with most cases first, and so on within it; months as they came."""
    received = {name: work.received for name, work in figures.work.items()}
    names = [name for name in figures.names() if _tells(figures.work.get(name)) or name in figures.slices]
    weights: dict[tuple[str, ...], int] = {}
    for name in names:
        parts = tuple(name.split(_PARTER))
        for depth in range(1, len(parts) + 1):
            weights[parts[:depth]] = weights.get(parts[:depth], 0) + received.get(name, 0)

    def order(name: str) -> list[tuple[int, str]]:
        parts = tuple(name.split(_PARTER))
        of_time = [key == _MONTH for key in keys]
        return [(0 if of_time[depth] else -weights[parts[: depth + 1]], part) for depth, part in enumerate(parts)]

    return sorted(names, key=order)


def _tells(work: Workload | None) -> bool:
    return work is not None and bool(work.received or work.closed or work.open_after or work.on_time.revised.n)


def _groups(
    title: str,
    keys: Sequence[str],
    measures: Sequence[Measure],
    figures: GroupFigures,
    names: Sequence[str],
) -> Table:
    columns = [Column(_label(key), TEXT, 16) for key in keys]
    for measure in measures:
        columns.append(Column(measure.head, measure.kind, 11, bar=measure.kind is ColumnKind.COUNT))
        if measure.sample is not None:
            columns.append(Column(head("sample_of", head=measure.head), ColumnKind.COUNT, 9))
    rows = [_row(name, keys, measures, figures) for name in names[:_MOST_ROWS]]
    further = len(names) - _MOST_ROWS
    left = text("report.cross.left", shown=_MOST_ROWS, further=further) if further > 0 else ""
    return Table(GROUPS, title, tuple(columns), rows, note=with_small_note(left))


def _row(name: str, keys: Sequence[str], measures: Sequence[Measure], figures: GroupFigures) -> list[Value]:
    parts = name.split(_PARTER)
    row: list[Value] = list(parts)
    for measure in measures:
        value = measure.value(figures, name)
        if measure.key == RECEIVED_COUNT:
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
    pairs = [(dimension_label(key), part) for key, part in zip(keys, parts, strict=True)]
    return Cell(count, counts=Where((*pairs, flagged(RECEIVED))))


def _chart(key: str, measure: Measure, names: Sequence[str]) -> Chart:
    kind, by = ChartKind.LINE if key == _MONTH else ChartKind.BAR, _label(key)
    title = text("report.cross.chart", by=by, measure=measure.label)
    shown = None if kind is ChartKind.LINE else min(_CHARTED, len(names))  # the last months are those that count
    return Chart(kind, title, GROUPS, by, (measure.head,), y_title=measure.unit, rows=shown)


def _across(keys: Sequence[str], measure: Measure, figures: GroupFigures, names: Sequence[str]) -> list[Block]:
    """The first measure with the second dimension across, where it has few enough values."""
    pairs = [name.split(_PARTER) for name in names]
    down, across = list(dict.fromkeys(one for one, _ in pairs)), list(dict.fromkeys(other for _, other in pairs))
    if keys[1] == _MONTH:  # the first group need not have cases of all months
        across.sort()
    if not across or len(across) > _MOST_ACROSS:
        return []
    known = set(names)
    rows: list[list[Value]] = []
    for one in down[:_MOST_ROWS]:
        cells = [_PARTER.join((one, other)) for other in across]
        rows.append([one, *(measure.value(figures, name) if name in known else None for name in cells)])
    by, other_way = map(_label, keys)
    columns = (Column(by, TEXT, 16), *(Column(other, measure.kind, 11) for other in across))
    title = text("report.cross.across", by=by, across=other_way, measure=measure.head)
    table = Table(ACROSS, title, columns, rows, note=with_small_note())
    if len(across) > _SERIES:
        return [table]
    series = tuple(across)
    return [table, Chart(ChartKind.COLUMN, title, ACROSS, by, series, by, measure.unit, _CHARTED)]
