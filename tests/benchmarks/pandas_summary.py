"""The rival: the script that somebody who knows pandas writes for the same report, without a line to spare.

``python -m tests.benchmarks.pandas_summary OUT FIRST LAST REGISTER…`` reads the register sheets with openpyxl, groups,
and writes tables, the period's rows and four charts with XlsxWriter. It masks names in the rows, and does nothing of:
causes, working hours, similar wordings, checks, layout, definitions, links.
"""

import sys

import numpy as np
import pandas as pd

TIMERS = {
    "首次响应": ("首次响应时限", "首次响应时间"),
    "处理完成": ("处理时限", "处理完成时间"),
    "结果告知": ("告知时限", "结果告知时间"),
}
DURATIONS = {"响应": "首次响应时间", "处理": "处理完成时间"}
SCORES = {"满意": 3, "基本满意": 2, "不满意": 1}
SHOWN = [
    "反馈编号", "反馈日期", "反馈来源", "客户名称/单位", "产品型号", "问题描述", "优先级", "问题分类", "问题小类",
    "处理责任人", "状态", "超时标记", "首次响应时限", "首次响应时间", "处理时限", "处理完成时间", "告知时限",
    "结果告知时间", "客户满意度", "客户评价",
]  # fmt: skip


def read(paths: list[str]) -> tuple[pd.DataFrame, list[str]]:
    tables, keywords = [], []
    for path in paths:
        with pd.ExcelFile(path, engine="openpyxl") as book:
            tables.append(pd.read_excel(book, sheet_name="反馈登记", header=3, usecols=SHOWN))
            keywords += pd.read_excel(book, sheet_name="关键词库", header=3)["关键词"].dropna().tolist()
    return pd.concat(tables, ignore_index=True), list(dict.fromkeys(keywords))


def volumes(now: pd.DataFrame, before: pd.DataFrame) -> dict[str, pd.DataFrame]:
    tables = {}
    for head in ("问题分类", "反馈来源", "产品型号", "处理责任人"):
        table = pd.DataFrame({"数量": now.groupby(head).size(), "上期": before.groupby(head).size()}).fillna(0)
        table["占比"] = table["数量"] / table["数量"].sum()
        table["变化"] = table["数量"] - table["上期"]
        tables[head.replace("/", "")] = table.sort_values("数量", ascending=False)
    return tables


def durations(now: pd.DataFrame) -> pd.DataFrame:
    hours = pd.DataFrame(
        {name: (now[end] - now["反馈日期"]).dt.total_seconds() / 3600 for name, end in DURATIONS.items()}
    )
    grouped = hours.groupby(now["问题分类"])
    return pd.concat({"平均": grouped.mean(), "中位": grouped.median(), "P90": grouped.quantile(0.9)}, axis=1).set_axis(
        [f"{name}{kind}" for kind in ("平均", "中位", "P90") for name in DURATIONS], axis=1
    )


def on_time(now: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    rows = {}
    for name, (due, done) in TIMERS.items():
        ended = now[now[due].notna() & (now[done].notna() | (now[due] < last))]
        met = ended[done] <= ended[due]
        rows[name] = {"件数": len(ended), "及时": met.sum(), "及时率": met.mean()}
    return pd.DataFrame(rows).T


def satisfaction(cases: pd.DataFrame, now: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    months = (
        cases["客户满意度"].map(SCORES).groupby(cases["反馈日期"].dt.to_period("M").astype(str)).agg(["mean", "count"])
    )
    return now["客户满意度"].value_counts().to_frame("数量"), months.tail(12)


def top_five(now: pd.DataFrame, keywords: list[str]) -> pd.DataFrame:
    pattern = "|".join(sorted(keywords, key=len, reverse=True))
    words = now["问题描述"].str.extract(f"({pattern})")[0]
    table = words.value_counts().head(5).to_frame("数量")
    table["累计"] = table["数量"].cumsum() / len(now)
    return table


def detail(now: pd.DataFrame) -> pd.DataFrame:
    names = now["客户名称/单位"].astype(str)
    return now.assign(**{"客户名称/单位": names.str[:1] + "*"})


def main(out: str, first: str, last: str, *paths: str) -> None:
    begin, end = pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)
    cases, keywords = read(list(paths))
    received = cases["反馈日期"]
    now = cases[(received >= begin) & (received < end)]
    before = cases[(received >= begin - (end - begin)) & (received < begin)]
    words, months = satisfaction(cases, now)
    tables = {
        **volumes(now, before),
        "时效": durations(now),
        "及时率": on_time(now, end),
        "满意度": words,
        "满意度趋势": months,
        "TOP5": top_five(now, keywords),
        "超时": now[(now["超时标记"] == "超时").to_numpy(dtype=np.bool_)].pipe(detail),
    }
    with pd.ExcelWriter(out, engine="xlsxwriter") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name)
        detail(now).to_excel(writer, sheet_name="明细", index=False)
        for name, kind in (("问题分类", "column"), ("处理责任人", "bar"), ("满意度趋势", "line"), ("TOP5", "column")):
            chart, rows = writer.book.add_chart({"type": kind}), len(tables[name])
            chart.add_series({"categories": [name, 1, 0, rows, 0], "values": [name, 1, 1, rows, 1], "name": name})
            writer.sheets[name].insert_chart("H2", chart)


if __name__ == "__main__":
    main(*sys.argv[1:])
