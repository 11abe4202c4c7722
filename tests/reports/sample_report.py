"""A whole report as a month of after-sales work gives it: every kind of block, column and link, and figures that agree.

Nothing in it is random: case ``n`` is made from ``n``, so that any number of cases can be had.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import (
    DETAIL,
    Block,
    Card,
    Cards,
    Cell,
    Check,
    Column,
    ColumnKind,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
    Value,
    Where,
)

_KINDS = ("故障报修", "投诉建议", "故障报修", "问题咨询", "需求申请", "故障报修", "问题咨询")
_PRODUCTS = ("A型智能净水器", "B型空气净化器", "C型扫地机器人", "A型智能净水器")
_REGIONS = ("华东", "华南", "华北", "西南", "华东")
_DEPARTMENTS = ("技术支持部", "售后服务部", "质量管理部", "售后服务部")
_HANDLERS = ("李工", "王敏", "赵强", "陈静", "周涛", "王敏")
_PROBLEMS = (
    "机器开机十分钟后自动停机，指示灯红色闪烁，重启无效，客户要求尽快上门检修。",
    "滤芯更换后出水量明显变小，已按说明书冲洗三次，仍未改善；客户上传了两张照片和一段视频，希望本周内给出处理意见。",
    "咨询保修期限",
    "电池续航从4小时降到40分钟，与第2批次其他客户反映的情况相同。",
    "=希望增加“定时关机”功能",
)
_START = datetime(2026, 10, 1, 8, 30)
_TEXT, _LONG, _COUNT, _SHARE = ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.COUNT, ColumnKind.SHARE
_HOURS, _SCORE, _CHANGE = ColumnKind.HOURS, ColumnKind.SCORE, ColumnKind.CHANGE
_MONTHS = tuple(f"{2025 + (10 + place) // 12}-{(10 + place) % 12 + 1:02d}" for place in range(12))
_DETAIL_COLUMNS = (
    Column("反馈编号", width=16),
    Column("提交时间", ColumnKind.MOMENT, 17),
    Column("反馈类型", width=11),
    Column("所属产品", width=17),
    Column("产品批次", width=11),
    Column("区域", width=8),
    Column("责任部门", width=13),
    Column("处理人", width=10),
    Column("状态", width=10),
    Column("响应（工作小时）", _HOURS, 11),
    Column("处理（工作小时）", _HOURS, 11),
    Column("满意度", _SCORE, 9),
    Column("联系方式", width=14),
    Column("问题描述", _LONG, 44),
)
Row = tuple[Value, ...]


def sample_report(cases: int = 60) -> Report:
    """The report of October 2026 over so many cases; 0 is a month in which nothing came in."""
    detail = [_case(number) for number in range(cases)]
    sections = (
        _overview(detail),
        _types(detail),
        _times(detail),
        _satisfaction(),
        _problems(detail),
        _causes(),
        _people(detail),
        _overdue(detail),
        _detail(detail),
        _definitions(cases),
    )
    made_at = datetime(2026, 11, 5, 8, 0)
    return Report("客户反馈管理分析报告", "2026年10月", "示例净化设备有限公司", "客户服务中心", made_at, sections)


def _case(number: int) -> Row:
    closed = number % 5 != 4
    return (
        f"FK202610{number + 1:04d}",
        _START + timedelta(hours=11 * number % 720, minutes=7 * number % 60),
        _KINDS[number % 7],
        _PRODUCTS[number % 4],
        f"第{number % 3 + 1}批次",
        _REGIONS[number % 5],
        _DEPARTMENTS[number % 4],
        _HANDLERS[number % 6],
        Cell("已关闭") if closed else Cell("处理中", tone=Tone.WARNING),
        0.4 + number % 9 * 0.35,
        6.5 + number % 13 * 2.1 if closed else None,
        float(5 - number % 4) if closed and number % 3 else None,
        f"138****{4000 + number * 7 % 1000}",
        _PROBLEMS[number % 5],
    )


def _overview(detail: Sequence[Row]) -> Section:
    closed = sum(row[10] is not None for row in detail)
    cards = (
        Card("受理件数", len(detail), _COUNT, "件", before=48, goto="by_type"),
        Card("办结件数", closed, _COUNT, "件", before=45, better=1),
        Card("平均处理时长", 18.62 if detail else None, _HOURS, "工作小时", 21.3, -1, closed, goto="by_timer"),
        Card("及时率", 0.9231 if detail else None, _SHARE, before=0.9479, better=1, sample=52, goto="by_timer"),
        Card("满意度", 4.27 if detail else None, _SCORE, "分", 4.27, 1, 31, goto="by_dimension"),
        Card("重大投诉整改率", 1.0 if detail else None, _SHARE, before=None, better=1, sample=3, note="n<5，仅供参考"),
        Card("超时未结", len(detail) // 8, _COUNT, "件", before=0, better=-1, goto="overdue"),
        Card("一次性解决率", None, _SHARE, before=0.88, better=1, note="本期没有办结"),
    )
    told = (
        f"10月共受理客户反馈{len(detail)}件，较上月增加25.0%；办结{closed}件，平均处理18.6个工作小时，比上月快2.7小时。",
        "故障报修占比最高，其中A型智能净水器第2批次的电池故障贡献了本月增量的71%，建议优化电池供应商质检流程。",
        "及时率92.3%，下降2.5个百分点，主要出在“技术分析”环节。",
    )
    trend = tuple((month, 30 + place * 7 % 23, 0.97 - place % 5 * 0.02) for place, month in enumerate(_MONTHS))
    columns = (Column("月份", width=12), Column("受理件数", _COUNT, 12, bar=True), Column("及时率", _SHARE, 12))
    blocks: tuple[Block, ...] = (
        Cards(cards),
        Paragraph(told, "本期要点", bullets=True),
        Paragraph(("台账“华南区.xlsx”未能读取，本报告不含其数据，详见“口径”。",), tone=Tone.WARNING),
        Table("by_month", "近12个月", columns, trend, note="及时率的分母为截止时刻前到期的全部环节，含超时未结。"),
        Chart(ChartKind.COLUMN, "近12个月受理件数", "by_month", "月份", ("受理件数",), "月份", "件"),
        Chart(ChartKind.LINE, "近12个月及时率", "by_month", "月份", ("及时率",), "月份", "%", None, 0.95, "目标95%"),
    )
    return Section("总览", "本月总体情况如何，最该关注什么？", blocks)


def _types(detail: Sequence[Row]) -> Section:
    counted = Counter(row[2] for row in detail)
    before = {"故障报修": 15, "投诉建议": 9, "问题咨询": 16, "需求申请": 8}
    rows: list[Row] = [
        (
            str(kind),
            Cell(count, counts=Where((("反馈类型", str(kind)),)), goto="detail"),
            before[str(kind)],
            Cell(count - before[str(kind)], tone=Tone.BAD if count > before[str(kind)] else Tone.GOOD),
            Cell(count / len(detail), share_of=("本期件数", "受理合计")),
            len(detail),
            count / len(detail) - before[str(kind)] / 48,
            Cell(None, trend=[3, 5, None, 4, 8, count]),
        )
        for kind, count in counted.most_common()
    ]
    columns = (
        Column("反馈类型", width=14),
        Column("本期件数", _COUNT, 12, bar=True),
        Column("上期件数", _COUNT, 12),
        Column("较上期", _CHANGE, 11),
        Column("占比", _SHARE, 11),
        Column("受理合计", _COUNT, 11),
        Column("占比变化（百分点）", ColumnKind.POINTS, 13),
        Column("近6个月", ColumnKind.TREND, 18),
    )
    total = ("合计", len(detail), 48, len(detail) - 48, 1.0 if detail else None, None, None, None)
    table = Table(
        "by_type", "按反馈类型", columns, rows, total, note="占比＝该类型件数÷受理合计。",
        anchors=dict(enumerate(f"type:{row[0]}" for row in rows)),
        checks=(Check("本期件数", len(detail), "本期受理件数"),),
    )  # fmt: skip
    crossed = [
        (region, *(Cell(_both(detail, region, kind), counts=Where((("区域", region), ("反馈类型", kind))))
                   for kind in sorted(set(_KINDS))))
        for region in sorted(set(_REGIONS))
    ]  # fmt: skip
    heads = (Column("区域", width=14), *(Column(kind, _COUNT, 12) for kind in sorted(set(_KINDS))))
    blocks = (
        table,
        Chart(ChartKind.BAR, "各类型件数：本期与上期", "by_type", "反馈类型", ("本期件数", "上期件数"), "", "件"),
        Table("region_type", "区域与类型", heads, crossed, note="单元格为本期件数。"),
    )
    return Section("类型", "客户反馈的是什么，与上月相比有何变化？", blocks)


def _both(detail: Sequence[Row], region: str, kind: str) -> int:
    return sum(row[5] == region and row[2] == kind for row in detail)


def _times(detail: Sequence[Row]) -> Section:
    columns = (
        Column("环节", width=14),
        Column("平均（工作小时）", _HOURS, 12),
        Column("中位（工作小时）", _HOURS, 12),
        Column("P90（工作小时）", _HOURS, 12),
        Column("到期环节数", _COUNT, 11),
        Column("按时", _COUNT, 10),
        Column("及时率", _SHARE, 11, bar=True),
        Column("较基准（倍）", ColumnKind.RATIO, 11),
    )
    rows: list[Row] = [
        ("首次响应", 1.4, 1.2, 3.1, 60, 58, Cell(58 / 60, share_of=("按时", "到期环节数")), 0.93),
        ("技术分析", 12.6, 9.8, 30.4, 41, 33, Cell(33 / 41, share_of=("按时", "到期环节数"), tone=Tone.BAD), 1.35),
        ("方案确认", 6.2, 5.0, 13.9, 38, 36, Cell(36 / 38, share_of=("按时", "到期环节数")), 1.02),
        ("上门处理", 18.9, 16.1, 41.5, 4, 4, Cell(1.0, share_of=("按时", "到期环节数"), tone=Tone.FAINT), None),
        ("回访", None, None, None, 0, 0, Cell(None, share_of=("按时", "到期环节数")), None),
    ]
    shown = rows if detail else []
    lengths = ("平均（工作小时）", "P90（工作小时）")
    blocks = (
        Table("by_timer", "各环节时效", columns, shown, note="n<5 的环节仅供参考；没有到期的不计及时率。"),
        Chart(ChartKind.COLUMN, "各环节处理时长", "by_timer", "环节", lengths, "", "工作小时"),
        Chart(ChartKind.COLUMN, "各环节及时率", "by_timer", "环节", ("及时率",), "", "%", None, 0.95, "目标95%"),
    )  # fmt: skip
    return Section("时效", "各环节是否按时完成，瓶颈在哪里？", blocks)


def _satisfaction() -> Section:
    trend = [(month, None if place == 4 else 4.0 + place % 4 * 0.12, 3.8 + place % 3 * 0.2, 20 + place)
             for place, month in enumerate(_MONTHS)]  # fmt: skip
    heads = (Column("月份", width=14), Column("服务态度", _SCORE), Column("服务时效", _SCORE), Column("评价数", _COUNT))
    dimensions = [
        ("服务态度", 4.41, 31, 0.517, 0.012),
        ("服务时效", 4.02, 31, 0.517, -0.034),
        ("结果满意", 4.38, 2, 0.033, 0.0),
    ]
    columns = (
        Column("维度", width=14), Column("平均分（5分制）", _SCORE), Column("评价数", _COUNT), Column("参评率", _SHARE),
        Column("参评率变化（百分点）", ColumnKind.POINTS, 14),
    )  # fmt: skip
    blocks = (
        Table("by_dimension", "各维度满意度", columns, dimensions, note="未评价不计入平均，也不当作0分。"),
        Table("satisfaction_trend", "近12个月满意度", heads, trend, note="2026-03没有评价数据。"),
        Chart(
            ChartKind.LINE, "满意度走势", "satisfaction_trend", "月份", ("服务态度", "服务时效"), "月份", "分（5分制）"
        ),
    )
    return Section("满意度", "客户满意吗，不满意在哪里？", blocks)


def _problems(detail: Sequence[Row]) -> Section:
    counts = (17, 12, 9, 6, 4) if detail else ()
    names = ("电池续航下降", "开机自动停机", "滤芯出水变小", "App无法连接", "噪音过大")
    rows = [(place, name, count, count / 60, sum(counts[:place]) / 60, "第2批次集中出现，建议核查来料检验记录。")
            for place, (name, count) in enumerate(zip(names, counts, strict=False), start=1)]  # fmt: skip
    columns = (
        Column("名次", _COUNT, 8), Column("问题", width=18), Column("件数", _COUNT, 10, bar=True),
        Column("占比", _SHARE, 10), Column("累计占比", _SHARE, 10), Column("说明", _LONG, 36),
    )  # fmt: skip
    blocks = (
        Table("top5", "高频问题 TOP5", columns, rows, note="同一客户同一问题只计一次。"),
        Chart(ChartKind.PARETO, "高频问题帕累托图", "top5", "问题", ("件数", "累计占比"), "", "件"),
    )
    return Section("TOP5", "哪些问题反复出现？", blocks)


def _causes() -> Section:
    columns = (
        Column("根因", _LONG, 34), Column("本期件数", _COUNT, 10), Column("上期占比", _SHARE, 10),
        Column("本期占比", _SHARE, 10), Column("变化（百分点）", ColumnKind.POINTS, 12), Column("建议措施", _LONG, 34),
        Column("责任部门", width=13), Column("完成期限", ColumnKind.DATE, 12),
    )  # fmt: skip
    rows = [
        (
            "A型号第2批次电池故障",
            25,
            0.12,
            0.42,
            0.30,
            "优化电池供应商质检流程，对第2批次库存全检",
            "质量管理部",
            datetime(2026, 12, 15).date(),
        ),
        ("华南区上门预约排队", 7, 0.05, 0.117, 0.067, "华南区增派2名工程师，旺季启用外协", "售后服务部", None),
    ]
    told = ("A型号第2批次电池故障：占比12%→42%，贡献本月增量的71%（p<0.001）。", "其他组合的变化不显著，未列为原因。")
    blocks = (Paragraph(told, "结论", bullets=True), Table("causes", "根因与建议", columns, rows))
    return Section("根因与建议", "增减由什么引起，应当怎么办？", blocks, landscape=True)


def _people(detail: Sequence[Row]) -> Section:
    columns = (
        Column("处理人", width=14),
        Column("受理件数", _COUNT, bar=True),
        Column("未结", _COUNT),
        Column("备注", _LONG, 30),
    )
    names = sorted(set(_HANDLERS)) if detail else []
    late = {row[7] for row in _late(detail)}
    rows: list[Row] = []
    for name in names:
        theirs = [row for row in detail if row[7] == name]
        still_open = sum(row[10] is None for row in theirs)
        counted = Cell(len(theirs), counts=Where((("处理人", name),)))
        rows.append((name, counted, Cell(still_open, goto=f"late:{name}" if name in late else None), ""))
    check = Check("受理件数", len(detail), "本期受理件数")
    blocks = (
        Table("by_handler", "各处理人工作量", columns, rows, checks=(check,)),
        Chart(ChartKind.BAR, "各处理人受理件数", "by_handler", "处理人", ("受理件数",), "", "件", rows=5),
    )
    return Section("人员与部门", "谁的负荷重，谁需要支援？", blocks)


def _late(detail: Sequence[Row]) -> list[Row]:
    open_cases = sorted((row for row in detail if row[10] is None), key=lambda row: str(row[7]))
    return open_cases[: len(detail) // 8]


def _overdue(detail: Sequence[Row]) -> Section:
    late = _late(detail)
    due = datetime(2026, 10, 28, 17, 30)
    columns = (
        Column("反馈编号", width=16), Column("处理人", width=10), Column("环节", width=12),
        Column("应完成时间", ColumnKind.MOMENT, 17), Column("已超时（工作小时）", _HOURS, 13),
        Column("问题描述", _LONG, 40),
    )  # fmt: skip
    rows = [
        (Cell(str(row[0]), goto=f"case:{row[0]}"), row[7], "技术分析", due, Cell(8.5 + place, tone=Tone.BAD), row[13])
        for place, row in enumerate(late)
    ]
    anchors: dict[int, str] = {}
    for place, row in enumerate(late):
        if f"late:{row[7]}" not in anchors.values():
            anchors[place] = f"late:{row[7]}"
    table = Table("overdue", "超时未结清单", columns, rows, note="截至2026年11月5日8:00。", anchors=anchors)
    return Section("超时清单", "哪些反馈已经超时，还没有办结？", (table,), landscape=True)


def _detail(detail: Sequence[Row]) -> Section:
    anchors = {place: f"case:{row[0]}" for place, row in enumerate(detail)}
    table = Table(DETAIL, "本期全部反馈", _DETAIL_COLUMNS, detail, anchors=anchors, filterable=True)
    return Section("明细", "每一件反馈的情况（客户信息已脱敏）。", (table,), landscape=True)


def _definitions(cases: int) -> Section:
    columns = (Column("指标", width=16), Column("定义", _LONG, 70))
    rows = [
        ("及时率", "截止时刻前到期的环节中按时完成的占比；超时未结的计入分母。n=0 时留空，不按100%计。"),
        ("一次性解决率", "一轮处理即办结且未重开的反馈÷全部办结的反馈。"),
        ("平均处理时长", "本期办结的反馈从受理到办结的工作小时平均值，同时给出中位数与P90。"),
    ]
    sources = (Column("台账", width=16), Column("说明", _LONG, 70), Column("行数", _COUNT, 10))
    read = [("华东区.xlsx", "已读取", cases), ("华南区.xlsx", Cell("未能读取：文件已加密", tone=Tone.BAD), None)]
    blocks = (
        Table("definitions", "指标口径", columns, rows),
        Table("sources", "数据来源", sources, read, total=("合计", "", cases)),
        Paragraph(("制度版本：客户反馈管理制度 2026-03。", "截止时刻之后填写的内容不计入。"), "说明"),
    )
    return Section("口径", "以上数字是怎么算出来的？", blocks)
