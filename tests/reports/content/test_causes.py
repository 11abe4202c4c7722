"""A cause is told with what else its cases share. # FA-17"""

from datetime import datetime

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.causes.cause import Cause
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.causes import in_common

HEAD = "| number | problem | batch | region | received_at |"
PLANTED = [f"| P{place} | 电池 | B2 | 华东 | 10-{place:02} |" for place in range(1, 11)]
OTHERS = [f"| Q{place} | 异响 | B{place} | 华东 | 10-{place:02} |" for place in range(3, 13)]


def test_what_nearly_all_cases_share_and_others_do_not_is_named() -> None:
    facts = facts_of("\n".join([HEAD, *PLANTED, *OTHERS]))
    end = datetime(2026, 11, 1)
    basis = basis_of(facts, Period.month(2026, 10), end, Making())
    cause = Cause((("问题", "电池"),), 10, 0, 20, 10, None, 0.001, tuple(range(10)))
    assert in_common(basis, cause) == [("批次", "B2", 1.0)]  # the region is everybody's
