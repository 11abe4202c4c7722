"""Are customers satisfied, on paper."""

from tests.reports.content.test_summary import report_of, tables
from tests.reports.fact_tables import facts_of
from xltools.language.speaking import text
from xltools.reports.document import Cell, Tone
from xltools.reports.facts import Facts


def rated(before: int, now: int) -> Facts:
    """So many cases that were closed and marked with 4 of 5, in September and in October."""
    days = [f"09-{day:02} 09:00" for day in range(1, before + 1)] + [f"10-{day:02} 09:00" for day in range(1, now + 1)]
    cases = [f"| {day} | {day} | {1 + (place % 2)} |" for place, day in enumerate(days)]
    marks = [f"| {place} | 满意度 | 4 | 5 | {day} |" for place, day in enumerate(days, start=1)]
    return facts_of(
        "\n".join(["| received_at | closed_at | round |", *cases]),
        ratings="\n".join(["| case | dimension | value | top | rated_at |", *marks]),
    )


def test_the_mean_of_a_small_period_before_is_faint_as_well() -> None:
    for before, tone in ((4, Tone.FAINT), (5, Tone.PLAIN)):
        made = tables(report_of(rated(before, 6)))["scores"]
        place = [each.head for each in made.columns].index(text("report.heads.mean_score_before"))
        assert made.rows[0][place] == Cell(4.0, tone=tone)


def test_each_month_of_the_first_time_fix_has_its_n() -> None:
    note = tables(report_of(rated(3, 6)))["first_time_fix"].note
    told = [
        text("report.first_time_fix.month", month=month, rate=rate, n=n)
        for month, rate, n in (("2026-09", 2 / 3, 3), ("2026-10", 3 / 6, 6))
    ]
    assert all(each in note for each in told)
    assert "n=3" in note
    assert "n=6" in note
