"""Random facts for properties: few values, so that groups form, and moments around October 2026."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.reports.fact_tables import facts_of
from xltools.reports.facts import Facts, RegisterSource, Suggestion

_START = datetime(2026, 8, 20)
_LATER = st.none() | st.integers(0, 24 * 50)
_SOURCES = (
    RegisterSource("a.xlsx", "甲", "feedback_analysis", settings={"failure_rate_threshold": "10"}),
    RegisterSource("b.xlsx", "乙", "service_ticket", settings={"low_score_threshold": "3"}),
)
_SUGGESTIONS = (Suggestion("甲", "漏水、停机", "", "产品", "优化来料检验流程并每周抽检", "质量部"),)
_CASE = st.fixed_dictionaries(
    {
        "received": st.integers(0, 24 * 72),
        "register": st.sampled_from(["甲", "乙"]),
        "type": st.sampled_from(["", "投诉", "报修", "*", "=1+1", "a~b?"]),
        "product": st.sampled_from(["", "冰箱", "风机"]),
        "model": st.sampled_from(["", "X1", "F2"]),
        "handler": st.sampled_from(["", "刘*（A1）", "王*"]),
        "department": st.sampled_from(["", "技术部", "质量部"]),
        "customer_key": st.sampled_from(["", "k1", "k2"]),
        "description": st.sampled_from(["", "门关不严漏水", "门关不严，漏水", "又停机了"]),
        "problem": st.sampled_from(["", "漏水", "停机"]),
        "first_response": _LATER,
        "completed": _LATER,
        "closed": _LATER,
        "rated": _LATER,
        "reopened": _LATER,
        "low": st.booleans(),
        "mark": st.none() | st.integers(1, 5),
        "due": _LATER,
        "done": _LATER,
        "stopped": st.booleans(),
    }
)
_PLAIN = ("register", "type", "product", "model", "handler", "department", "customer_key", "description", "problem")
_MOMENTS = {"first_response": "first_response_at", "completed": "completed_at", "closed": "closed_at",
            "rated": "rated_at", "reopened": "reopened_at"}  # fmt: skip


def _moment(hours: int | None) -> str:
    return "" if hours is None else f"{_START + timedelta(hours=hours)}"


def _after(row: dict[str, Any], name: str) -> str:
    return _moment(None if row[name] is None else row["received"] + row[name])


def _table(rows: list[dict[str, str]]) -> str:
    if not rows:
        return ""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _facts(rows: list[dict[str, Any]]) -> Facts:
    cases, limits, ratings = [], [], []
    for place, row in enumerate(rows, start=1):
        number = f"C{place}"
        moments = {head: _after(row, name) for name, head in _MOMENTS.items()}
        hours = {"resolution_working_hours": str(row["completed"] / 3) if row["completed"] is not None else ""}
        cases.append({"number": number, "received_at": _moment(row["received"]),
                      **{name: row[name] for name in _PLAIN}, **moments, **hours})  # fmt: skip
        if row["due"] is not None:
            limits.append({"case": number, "timer": "solution", "label": "处理完成", "start": _moment(row["received"]),
                           "due": _after(row, "due"), "done": _after(row, "done"),
                           "stopped": "是" if row["stopped"] else ""})  # fmt: skip
        if row["mark"] is not None and row["rated"] is not None:
            ratings.append({"case": number, "dimension": "满意度", "value": str(row["mark"]), "top": "5",
                            "rated_at": _after(row, "rated"), "low": "是" if row["low"] else "",
                            "reason": row["description"] if row["low"] else ""})  # fmt: skip
    units = _table([{"register": "乙", "model": "X1", "units": "7"}])
    return facts_of(
        _table(cases),
        limits=_table(limits),
        ratings=_table(ratings),
        units=units,
        suggestions=_SUGGESTIONS,
        sources=_SOURCES,
    )


FACTS = st.lists(_CASE, max_size=25).map(_facts)
