"""The report in English: the same figures in other words, and no Chinese sign but what customers wrote. # issue 7"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

import pytest
from hypothesis import Phase, given, settings

from tests.reports.fact_tables import facts_of
from tests.reports.random_facts import FACTS
from tests.reports.summary_workbook.reading import opened
from xltools.errors import ReportError
from xltools.language.speaking import speaking
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.reports.content.advice import advice, measures_by_register
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.cross_tables import cross_table_report, known_dimensions
from xltools.reports.content.detail import counted_on_detail
from xltools.reports.content.group_measures import MEASURES
from xltools.reports.content.summary import summary_report
from xltools.reports.document import DETAIL, ColumnKind, Report, Table, scalar_of
from xltools.reports.facts import Facts, RegisterSource, Suggestion
from xltools.reports.number_words import says_points, value_words
from xltools.reports.row_prints import RowChanges
from xltools.reports.summary_workbook.writing import write_workbook

OCTOBER, END = Period.month(2026, 10), datetime(2026, 11, 1)
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_FORBIDDEN_IN_TABS = re.compile(r"[\[\]:*?/\\]")
SOURCES = (
    RegisterSource("desk.xlsx", "Service desk", "it", rows=30, unnumbered=1, undated=2, policy="p" * 8, language="en",
                   missing=("no_sheet.extensions", "no_dimension.region", "no_rating"),
                   settings={"failure_rate_threshold": "10"}, heads={"Team": "department", "Room": "region"}),
    RegisterSource("lab.xlsx", "Lab", "it", rows=1, policy="q" * 8, language="en", heads={"Room": "channel"}),
    RegisterSource("broken.xlsx", "broken", trouble="damaged"),
)  # fmt: skip
HEADS = (
    "number", "register", "type", "category", "product", "model", "batch", "region", "department", "handler", "problem",
    "description", "customer", "customer_key", "received_at", "first_response_at", "completed_at", "closed_at",
    "rated_at", "reopened_at", "escalated_at", "state", "resolution_hours", "resolution_working_hours",
    "response_working_hours", "root_cause_kind", "Floor",
)  # fmt: skip


def _case(number: str, day: str, problem: str, batch: str, **values: str) -> dict[str, str]:
    return {
        "number": number, "register": "Service desk", "type": "Incident", "category": "Printing", "product": "Printer",
        "model": "LX 3", "batch": batch, "region": "North", "department": "IT support", "handler": "J. S***",
        "problem": problem, "description": f"Paper jams in printer {number}", "customer": "A. B***",
        "customer_key": number, "received_at": f"{day} 09:00", "first_response_at": f"{day} 09:30",
        "completed_at": f"{day} 15:00", "closed_at": f"{day} 16:00", "rated_at": f"{day} 16:00", "state": "closed",
        "resolution_hours": "6", "resolution_working_hours": "5", "response_working_hours": "0.5", "Floor": "3",
        "root_cause_kind": "Wear",
    } | values  # fmt: skip


def rows() -> list[dict[str, str]]:
    jams = [_case(f"N{place}", f"10-{place:02}", "paper jam", "B2") for place in range(1, 21)]
    others = [_case(f"O{place}", f"09-{place:02}", "paper jam", f"B{3 + place % 7}") for place in range(1, 21)]
    return [
        *jams,
        *others,
        _case(
            "W1", "10-21", "more printers", "", type="Suggestion", description="One each", escalated_at="10-22 09:00"
        ),
        _case("L1", "10-02", "", "", register="Lab", completed_at="", closed_at="", state="in progress", handler=""),
        _case("L0", "08-02", "", "", register="Lab", handler=""),
        _case("R1", "10-03", "slow", "", reopened_at="10-05 09:00", rated_at="10-06 09:00"),
        _case("S1", "10-04", "", "B9", closed_at="11-05 09:00", model="", type=""),
    ]


def table(found: list[dict[str, str]]) -> str:
    lines = [HEADS, *([row.get(head, "") for head in HEADS] for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def facts() -> Facts:
    suggestions = (
        Suggestion(
            "Service desk", "paper jam, jams", "", "product", "Change the feed rollers of batch B2", "IT support"
        ),
        Suggestion(
            "Service desk", "failure rate, LX 3", "", "product", "Replace the feed units of all LX 3", "IT support"
        ),
        Suggestion("Service desk", "B2", "批次", "product", "Send the whole batch back to the supplier", "Purchasing"),
    )
    return facts_of(
        table(rows()),
        limits="""
            | case | timer | label | start | due | done |
            | N1 | solution | Solution | 10-01 09:00 | 10-02 09:00 | 10-03 09:00 |
            | L1 | solution | Solution | 10-02 09:00 | 10-03 09:00 | |
            | N2 | response | First response | 10-02 09:00 | 10-02 12:00 | 10-02 09:30 |
        """,
        ratings="""
            | case | dimension | value | top | word | rated_at | low | reason |
            | N1 | Satisfaction | 1 | 5 | dissatisfied | 10-05 09:00 | yes | It took too long |
            | N2 | Satisfaction | 5 | 5 | very satisfied | 10-05 09:00 | | |
            | R1 | Satisfaction | 1 | 5 | dissatisfied | 10-06 09:00 | yes | |
        """,
        extensions="""
            | case | applied_at | approved_at | verdict |
            | N1 | 10-02 09:00 | 10-02 10:00 | 同意 |
            | N2 | 10-02 09:00 | 10-02 10:00 | 不同意 |
        """,
        improvements="""
            | register | number | title | measure | department | owner | proposed_on | due_on | progress |
            | Service desk | N1 | Rollers | New ones | IT support | J. S*** | 10-01 00:00 | 10-20 00:00 | 进行中 |
        """,
        units="| register | model | units |\n| Service desk | LX 3 | 50 |",
        suggestions=suggestions,
        sources=SOURCES,
    )  # fmt: skip


def making() -> Making:
    changes = RowChanges({"Service desk": tuple(f"N{place}" for place in range(40))}, {}, {"Lab": ("L9",)}, ("Lab",))
    return Making(changes, "2026-11-05 08:00")


def reported(known: Facts, language: str, cut_off: datetime = END, how: Making | None = None) -> Report:
    with speaking(language):
        basis = basis_of(known.as_of(cut_off), OCTOBER, cut_off, how or Making())
        return summary_report(basis, advice(basis))


def strings(value: object) -> Iterator[str]:
    """All texts of a report, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) or (isinstance(value, tuple) and hasattr(value, "_fields")):
        names = [each.name for each in fields(value)] if is_dataclass(value) else value._fields
        for name in names:
            yield from strings(getattr(value, name))
    elif isinstance(value, dict):
        yield from strings(list(value.items()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from strings(each)


def chinese_in(report: Report) -> list[str]:
    return [text for text in strings(report) if _CHINESE.search(text)]


def tables(report: Report) -> dict[str, Table]:
    return {block.key: block for section in report.sections for block in section.blocks if isinstance(block, Table)}


@pytest.mark.parametrize("cut_off", [END, datetime(2026, 10, 20, 12)], ids=["over", "not over"])
@pytest.mark.parametrize("how", [Making(), making()], ids=["first", "changed"])
def test_nothing_chinese_stands_in_it(cut_off: datetime, how: Making) -> None:
    report = reported(facts(), "en", cut_off, how)
    assert chinese_in(report) == []
    assert all(len(each.title) <= 31 and not _FORBIDDEN_IN_TABS.search(each.title) for each in report.sections)


def test_every_part_of_the_report_is_there() -> None:
    """What the test above is worth: all tables are drawn from these facts."""
    there = set(tables(reported(facts(), "en")))
    assert there >= {"by_type", "durations", "timers", "months", "exceptions", "approval", "scores", "low_reasons"}
    assert there >= {"problems", "demands", "failures", "causes", "advice", "improvements", "work_handler", "overdue"}
    assert there >= {"done_late", DETAIL, "sources", "reconciled", "definitions", "first_time_fix", "on_time_register"}


def test_a_report_of_nothing_is_in_english_too() -> None:
    assert chinese_in(reported(facts_of(sources=SOURCES), "en")) == []
    assert chinese_in(reported(facts_of(sources=()), "en")) == []


def test_words_of_registers_in_another_language_mean_the_same() -> None:
    english, chinese = (tables(reported(facts(), language)) for language in ("en", "zh-CN"))
    assert [row[1] for row in english["exceptions"].rows] == [row[1] for row in chinese["exceptions"].rows]
    assert [row[1] for row in english["exceptions"].rows] == [1, 2, 1, 1, 1]
    progress = [each.head for each in english["improvements"].columns].index("Progress")
    assert [scalar_of(row[progress]) for row in english["improvements"].rows] == ["in progress"]
    assert [scalar_of(row[progress]) for row in chinese["improvements"].rows] == ["进行中"]
    assert "Send the whole batch back to the supplier" in [scalar_of(row[2]) for row in english["advice"].rows]


def test_a_case_that_is_closed_later_is_open_in_the_words_of_the_report() -> None:
    detail = tables(reported(facts(), "en"))[DETAIL]
    state = [each.head for each in detail.columns].index("State")
    assert {row[state] for row in detail.rows if row[0] == "S1"} == {"open"}


def test_what_is_asked_for_is_known_by_its_name_or_key_in_any_language() -> None:  # FA-16
    whole = facts().as_of(END)
    told = set()
    with speaking("en"):
        for by in ("Type", "type", "TYPE", "类型"):
            asked = ReportDefinition(name="mine", by=(by, "Floor"), measure=("On-time rate", "received", "及时率"))
            report = cross_table_report(whole, OCTOBER, END, asked, Making())
            assert chinese_in(report) == []
            assert counted_on_detail(report)[0] == 24
            told.add(tuple(str(column) for column in tables(report)["groups"].columns))
        assert len(told) == 1
        assert {"Type", "Floor", "Month"} <= set(known_dimensions(whole))
        for by, measure in (("Kind of thing", "cases"), ("Type", "cases of it")):
            with pytest.raises(ReportError):
                cross_table_report(
                    whole, OCTOBER, END, ReportDefinition(name="x", by=(by,), measure=(measure,)), Making()
                )


def test_a_dimension_is_known_by_the_head_of_its_column_where_that_is_one_thing() -> None:
    with speaking("en"):
        assert facts().dimension("team") == "department"
        assert facts().dimension("Room") is None


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_has_an_english_head(key: str) -> None:
    with speaking("en"):
        asked = ReportDefinition(name="mine", by=("month",), measure=(key,))
        report = cross_table_report(facts().as_of(END), OCTOBER, END, asked, Making())
        assert chinese_in(report) == []
        assert write_workbook(report)


def titles(language: str, kept_in: str) -> list[str]:
    known = replace(facts(), sources=tuple(replace(each, language=kept_in) for each in SOURCES))
    with speaking(language):
        basis = basis_of(known.as_of(END), OCTOBER, END, Making())
        entered = measures_by_register(basis.facts, OCTOBER, advice(basis))
    return [measure.title for measures in entered.values() for measure in measures]


def test_measures_are_entered_in_the_language_of_their_register() -> None:  # ST-15
    """And so once only, whatever language the report is asked for in."""
    for kept_in in ("en", "zh-CN"):
        found = titles("en", kept_in)
        assert len(found) == 3
        assert found == titles("zh-CN", kept_in)
        assert {bool(_CHINESE.search(title)) for title in found} == {kept_in == "zh-CN"}


def test_points_bear_their_unit_where_the_head_does_not() -> None:
    heads = [each.head for each in tables(reported(facts(), "en"))["timers"].columns]
    with speaking("en"):
        assert [value_words(0.012, ColumnKind.POINTS, head) for head in heads if says_points(head)] == ["+1.2"]
        assert value_words(0.012, ColumnKind.POINTS, "Change") == "+1.2pp"


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking takes long
@given(FACTS)
def test_the_language_chooses_words_and_never_figures(known: Facts) -> None:
    english, chinese = (tables(reported(known, language)) for language in ("en", "zh-CN"))
    assert english.keys() == chinese.keys()
    for key in english:
        assert numbers(english[key]) == numbers(chinese[key]), key
        for check in english[key].checks:
            place = [each.head for each in english[key].columns].index(check.column)
            assert sum(int(str(scalar_of(row[place]) or 0)) for row in english[key].rows) == check.expected
    with speaking("en"):
        opened(write_workbook(reported(known, "en"))).close()


def numbers(of: Table) -> Counter[float]:
    """The figures of a table; a group of those that say nothing may stand elsewhere by its name."""
    found = (scalar_of(value) for row in of.rows for value in row)
    return Counter(round(value, 9) for value in found if isinstance(value, (int, float)))
