"""Titles of improvement items tell period and cause, each from the others. (ST-15)"""

from datetime import date

from xltools.model.period import Period
from xltools.model.proposed_measure import LONGEST_TITLE, ProposedMeasure
from xltools.reports.causes.measures import proposed_measures
from xltools.reports.facts import Suggestion

TODAY = date(2026, 11, 2)
OCTOBER = Period.month(2026, 10)


def suggestion(measure: str, register: str = "台账") -> Suggestion:
    return Suggestion(register, "电池", "", "产品", measure, "质量部")


def test_a_suggestion_becomes_a_measure_of_its_register() -> None:
    ((register, measure),) = proposed_measures("A型号·电池故障", [suggestion("抽检电芯")], OCTOBER, TODAY)
    assert register == "台账"
    assert measure == ProposedMeasure("2026年10月：A型号·电池故障", "产品", "抽检电芯", "质量部", TODAY)


def test_titles_differ_within_a_register_and_fit_the_column() -> None:
    rows = [suggestion("甲"), suggestion("乙"), suggestion("丙", "别册"), suggestion("丁")]
    found = proposed_measures("长" * 300, rows, OCTOBER, TODAY, date(2026, 12, 1))
    titles = [(each.register, each.measure.title) for each in found]
    assert len(set(titles)) == len(rows)
    assert found[0].measure.title == found[2].measure.title
    assert all(len(title) <= LONGEST_TITLE for _, title in titles)
    assert {each.measure.due_on for each in found} == {date(2026, 12, 1)}
