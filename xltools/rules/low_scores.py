"""Was the customer dissatisfied on any dimension? (ST-10)

Invariant: an empty score is no score, not a zero.
"""

from xltools.language.speaking import text
from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Column

_DIMENSION = "score_"


def low_score_marks(view: CaseView, policy: Policy) -> Column | None:
    """The column ``low_score_mark``: 低分 where any score is at or below the threshold; None without the column."""
    threshold = policy.settings.get("low_score_threshold")
    dimensions = [name for name in view.columns if name.startswith(_DIMENSION)]
    if threshold is None or not dimensions or view.field("low_score_mark") is None:
        return None
    limit, low = float(threshold), text("wording.low_score")
    marked: list[str | None] = [None] * len(view)
    for name in dimensions:
        for index, score in enumerate(view.columns[name]):
            if score is not None and isinstance(score, (int, float)) and score <= limit:
                marked[index] = low
    return marked
