"""Which quantiles tell how values lie? Those of cases here and of branches alike.

Invariant: no library of figures is needed to know them, for branches that did not change are summed up without one.
"""

MEDIAN, P90 = 0.5, 0.9
