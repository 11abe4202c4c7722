"""Who has how much to do, and how does it go? Section 人员与部门.

Invariant: the rows add up to the volume of the period; cases of nobody are a row of their own.
"""

from collections.abc import Sequence

from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, DUE, HOURS, MET, SHARE, SMALL_NOTE, TEXT, share
from xltools.reports.content.detail import CLOSED, RECEIVED, dimension_head
from xltools.reports.document import Block, Cell, Chart, ChartKind, Check, Column, Section, Table, Tone, Value, Where
from xltools.reports.figures.workload import Workload, workload

_CHARTED = 12


def people_section(basis: Basis) -> Section:
    """The section."""
    blocks: list[Block] = []
    for key, label in (("department", "部门"), ("handler", "处理人")):
        rows = workload(basis.facts, basis.judgement, basis.period, key)
        title = f"各{label}本期受理、办结与期末未结"
        blocks += [
            _table(basis, key, label, rows),
            Chart(
                ChartKind.BAR, title, f"work_{key}", label, ("受理", "办结", "期末未结"), y_title="件", rows=_CHARTED
            ),
        ]
    return Section("人员与部门", "谁的负荷重？谁需要支援？", tuple(blocks), landscape=True)


def _table(basis: Basis, key: str, label: str, work: Sequence[Workload]) -> Table:
    head, volume = dimension_head(key), basis.volume
    columns = (
        Column(label, TEXT, 20),
        Column("期初未结", COUNT, 9),
        Column("受理", COUNT, 8),
        Column("办结", COUNT, 8),
        Column("期末未结", COUNT, 9, bar=True),
        Column("其中超时", COUNT, 9),
        Column(DUE, COUNT, 9),
        Column(MET, COUNT, 8),
        Column("及时率", SHARE, 9),
        Column("处理中位数（工作小时）", HOURS, 12),
        Column("平均处理（工作小时）", HOURS, 12),
        Column("满意度（占满分）", SHARE, 10),
        Column("评价数", COUNT, 8),
    )
    total = ("合计", volume.open_before, volume.received, volume.closed, volume.open_after,
             sum(each.overdue for each in work), sum(each.on_time.revised.n for each in work),
             sum(each.on_time.revised.hits for each in work), None, None, None, None, None)  # fmt: skip
    return Table(
        f"work_{key}",
        f"各{label}工作量",
        columns,
        [_row(each, head) for each in work],
        total if work else None,
        note="按登记的现任处理人（部门）统计。" + SMALL_NOTE,
        checks=(
            Check("受理", volume.received, "本期受理件数"),
            Check("办结", volume.closed, "本期办结件数"),
            Check("期末未结", volume.open_before + volume.received - volume.closed, "期初未结＋受理－办结"),
        ),
    )


def _row(each: Workload, head: str) -> Sequence[Value]:
    resolution, mark, rate = each.resolution_working, each.mark, each.on_time.revised
    slow = Tone.FAINT if resolution.small else Tone.PLAIN
    return (
        each.name,
        each.open_before,
        Cell(each.received, counts=Where(((head, each.name), (RECEIVED, Word.YES.said)))),
        Cell(each.closed, counts=Where(((head, each.name), (CLOSED, Word.YES.said)))),
        each.open_after,
        Cell(each.overdue, tone=Tone.BAD if each.overdue else Tone.PLAIN),
        rate.n,
        rate.hits,
        share(rate, of=(MET, DUE)),
        Cell(resolution.median, tone=slow),
        Cell(resolution.mean, tone=slow),
        Cell(mark.mean, tone=Tone.FAINT if mark.small else Tone.PLAIN),
        mark.n,
    )
