"""Do the registers go back to the beginning of the period that another one is compared with?

Invariant: growth is told only where all registers were in use all along: what was not registered yet is no zero.
"""

from datetime import timedelta
from pathlib import PurePath

import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.rules.rolled_over import PREDECESSOR

# A new register is seldom written into on its first day: a part of the period, a day at least, is left for that.
_PART_FOR_THE_FIRST = 10


def covers(facts: Facts, earlier: Period) -> bool:
    """Whether every register that has cases had its first one by the beginning of an earlier period.

    One that goes on where another of the folder ended began with that one.

    Args:
        facts: As of the cut-off.
        earlier: What another period is compared with.
    """
    files = {PurePath(source.file).name for source in facts.sources}
    going_on = {source.name for source in facts.sources if source.settings.get(PREDECESSOR) in files}
    begun = facts.cases.loc[~facts.cases["register"].isin(going_on)].groupby("register")["received_at"].min()
    latest = earlier.starts_at + timedelta(days=max(1, earlier.days // _PART_FOR_THE_FIRST))
    return bool((begun < pd.Timestamp(latest)).all())
