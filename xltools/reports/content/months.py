"""How did the last twelve months go? The table of months, and the charts over it.

Invariant: a month that the registers do not go back to is not there, nor one that has not begun; one without data is
empty, neither 0 nor 100 %.
"""

from xltools.language.speaking import text
from xltools.model.period import Period
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, DUE, HOURS, MET, SHARE, TEXT, column, head, of_due
from xltools.reports.document import Table
from xltools.reports.figure_cells import sampled, share
from xltools.reports.figures.durations import times_by_month
from xltools.reports.figures.timeliness import on_time_by_month
from xltools.reports.figures.volume import volume_by_month
from xltools.reports.figures.window import months_of, window_of
from xltools.reports.joined_words import sentences

MONTHS, RATE = "months", "on_time_rate"
_HANDLING = "mean_handling_working"


def month_charts() -> list[Chart]:
    """What came and went, and how much was done in time, over table `MONTHS`."""
    month, counts, rate = head("month"), (head("received"), head("closed")), (head(RATE),)
    volume, rates = text("report.months.volume_chart"), text("report.months.rate_chart")
    return [
        Chart(ChartKind.COLUMN, volume, MONTHS, month, counts, month, text("report.units.cases")),
        Chart(ChartKind.LINE, rates, MONTHS, month, rate, month, "%"),
    ]


def handling_chart() -> Chart:
    """How long handling took, over the same table."""
    title, month, unit = text("report.months.handling_chart"), head("month"), text("report.units.working_hours")
    return Chart(ChartKind.LINE, title, MONTHS, month, (head(_HANDLING),), month, unit)


def months_table(basis: Basis) -> Table:
    """Cases, on-time rate and handling time of each month that the registers go back to."""
    volumes = volume_by_month(basis.facts, basis.period)
    rates = [each for _, each in on_time_by_month(basis.facts, basis.period)]
    spent = [each for _, each in times_by_month(basis.facts, basis.period)]
    rows = [
        (
            month.key,
            volume.received,
            volume.closed,
            volume.open_after,
            rate.revised.n,
            rate.revised.hits,
            share(rate.revised, of=of_due()),
            sampled(times_.resolution_working.mean, small=times_.resolution_working.small),
        )
        for (month, volume), rate, times_ in zip(volumes, rates, spent, strict=True)
        if _begun(basis, month)
    ]
    columns = (
        column("month", TEXT, 10),
        column("received", COUNT, 9),
        column("closed", COUNT, 9),
        column("open_at_month_end", COUNT, 9),
        column(DUE, COUNT, 10),
        column(MET, COUNT, 9),
        column(RATE, SHARE, 10),
        column(_HANDLING, HOURS, 12),
    )
    return Table(MONTHS, text("report.months.table"), columns, rows, note=_note(basis))


def _begun(basis: Basis, month: Period) -> bool:
    """Whether the registers go back to that month."""
    return bool((basis.facts.cases["received_at"] < month.ends_at).any())


def _note(basis: Basis) -> str:
    """How to read it; and of which month not all days are counted, for it looks like one that went down."""
    last, end = months_of(basis.facts, basis.period)[-1], window_of(basis.facts, basis.period).end
    if end >= last.ends_at:
        return text("report.months.note")
    return sentences((text("report.months.note"), text("report.months.not_whole", month=last.key, at=end)))
