"""A year of tickets and a quarter of incidents, lived by random people and audited after every pass.

More seeds, more people, whole archives: `python -m tests.hostile.year --seeds 1-20 --archived --by-clock`.
"""

from pathlib import Path

from tests.hostile.year.desks import it_desk, service_ticket
from tests.hostile.year.year import Plan, Year


def test_a_year_of_tickets(tmp_path: Path) -> None:
    # ST-1 … ST-10, FR-3, FR-11
    plan = Plan(service_ticket(), seed=1, days=365, pace=0.9, again=0.2, sittings=1, attended=0.45)
    year = Year(plan, tmp_path).lived()
    counts = year.office.auditor.counts
    assert len(year.cases()) > 80
    assert counts.passes > 250
    assert counts.totals == 7 * 11  # seven figures of each month that is over
    assert counts.notices > 300
    assert counts.again > 10
    assert any(case.rounds for case in year.cases())


def test_a_season_of_incidents_with_their_archive(tmp_path: Path) -> None:
    # FR-9 FR-14 FA-12 RR-9 ST-12
    year = Year(Plan(it_desk(), seed=2, days=64, pace=1, again=0.3, sittings=1, archived=True), tmp_path).lived()
    assert year.office.auditor.counts.totals == 7 * 2
    assert sum(map(len, year.office.shelf.copies.values())) > len(year.office.shelf.copies) > 10
    assert any(case.rounds for case in year.cases())
