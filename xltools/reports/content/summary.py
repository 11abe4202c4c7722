"""What does the report of a period hold, and what is it called? All sections in order.

Invariant: the same basis, the same report; nothing is taken from the clock.
"""

from collections import Counter
from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.model.period import Period
from xltools.reports.content.advice import Advice
from xltools.reports.content.basis import Basis
from xltools.reports.content.causes import causes_section
from xltools.reports.content.classes import classes_section
from xltools.reports.content.definitions import definitions_section
from xltools.reports.content.detail import detail_section
from xltools.reports.content.overdue import overdue_section
from xltools.reports.content.overview import overview_section
from xltools.reports.content.people import people_section
from xltools.reports.content.problems import problems_section
from xltools.reports.content.satisfaction import satisfaction_section
from xltools.reports.content.timing import timing_section
from xltools.reports.content.uncompared import uncompared
from xltools.reports.document import Report
from xltools.reports.facts import Facts


def summary_report(basis: Basis, advice: Sequence[Advice]) -> Report:
    """The whole report.

    Args:
        basis: What it rests on.
        advice: What is suggested (`xltools.reports.content.advice.advice`).
    """
    comparing = (
        overview_section(basis, advice),
        classes_section(basis),
        timing_section(basis),
        satisfaction_section(basis),
        problems_section(basis),
    )
    sections = (
        *(comparing if basis.comparable else map(uncompared, comparing)),
        causes_section(basis, advice),
        people_section(basis),
        overdue_section(basis),
        detail_section(basis),
        definitions_section(basis),
    )
    title = report_title(basis.facts, basis.period)
    return Report(title, basis.period.label, company(basis.facts), department(basis.facts), basis.cut_off, sections)


def plain_title(period: Period) -> str:
    """What such a report is called whatever the registers are: its files keep their name when one cannot be read."""
    return text(f"report.titles.{period.kind.value}")


def report_title(facts: Facts, period: Period) -> str:
    """What the registers' procedures call such a report; a plain title where there are several procedures, or none."""
    templates = {source.template for source in facts.sources if source.template}
    named = {source.report_titles.get(period.kind.value) for source in facts.sources if source.template}
    only = named.pop() if len(templates) == 1 and len(named) == 1 else None
    return only or plain_title(period)


def company(facts: Facts) -> str:
    """The company at the head: what most registers say."""
    return _most_said(facts, "company_name")


def department(facts: Facts) -> str:
    """The department that makes it."""
    return _most_said(facts, "service_department")


def _most_said(facts: Facts, key: str) -> str:
    said = Counter(source.settings[key] for source in facts.sources if source.settings.get(key))
    return said.most_common(1)[0][0] if said else ""
