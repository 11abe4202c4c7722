"""How did cases and their limits stand at an earlier moment? For `xltools.reports.facts.Facts.as_of`.

Invariant: nothing dated at or after the moment is left, and what an earlier round had told by then is told again.
"""

import pandas as pd

from xltools.language.words import Word
from xltools.reports.dimensions import STILL_OPEN

# What is known only once a moment has come.
_TOLD_WITH = {
    "first_response_at": ("response_hours", "response_working_hours"),
    "completed_at": ("resolution_hours", "resolution_working_hours", "root_cause", "root_cause_kind"),
    "rated_at": ("satisfaction", "customer_comment", "low_score_reason"),
}


def rounds_then(rounds: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """The rounds that were at hand at the moment and are over now, by case.

    Args:
        rounds: `Facts.rounds`.
        moment: What is dated at or after it has not come.
    """
    over = rounds[rounds["until"] >= moment].sort_values("until", kind="stable")
    return over.drop_duplicates("case").set_index("case")


def cases_then(cases: pd.DataFrame, then: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """The cases as they stood.

    Args:
        cases: Those received before the moment.
        then: `rounds_then`.
        moment: What is dated at or after it has not come.
    """
    stood = cases.copy()
    back = then[then.index.isin(stood.index)]
    for name in back.columns.intersection(stood.columns) if len(back) else ():
        stood.loc[back.index, name] = back[name].to_numpy()
    for name in stood.columns[stood.dtypes.map(lambda kind: kind.kind == "M")]:
        later = stood[name] >= moment
        if later.any():
            _take_away(stood, later, name)
    return stood


def _take_away(cases: pd.DataFrame, later: pd.Series, name: str) -> None:
    cases.loc[later, name] = pd.NaT
    for told in _TOLD_WITH.get(name, ()):
        cases.loc[later, told] = None if cases[told].dtype == object else float("nan")
    if name == "reopened_at":
        cases.loc[later, "round"] = 1.0
    if name == "closed_at":
        cases.loc[later, "state"] = STILL_OPEN


def limits_then(
    limits: pd.DataFrame, cases: pd.DataFrame, then: pd.DataFrame, extensions: pd.DataFrame, moment: pd.Timestamp
) -> pd.DataFrame:
    """The limits as they stood; those of the rounds that were at hand then have no ``until`` any more.

    A limit that nothing had met when its case was closed counts as met then, even if the case was reopened later.

    Args:
        limits: `Facts.limits`.
        cases: `cases_then`.
        then: `rounds_then`.
        extensions: `Facts.extensions`.
        moment: What is dated at or after it has not come.
    """
    at_hand, over = limits["until"].isna(), limits["until"] < moment
    back = limits["until"] == then["until"].reindex(limits["case"]).to_numpy()
    begun = limits["start"] < moment
    stood = limits[limits["case"].isin(cases.index) & (over | (begun & (at_hand | back)))].copy()
    stood.loc[~(stood["until"] < moment), "until"] = pd.NaT
    stood["done"] = stood["done"].where(stood["done"] < moment)
    waiting = stood["done"].isna() & stood["until"].isna() & stood["case"].isin(then.index)
    if waiting.any():
        stood.loc[waiting, "done"] = cases["closed_at"].reindex(stood.loc[waiting, "case"]).to_numpy()
    stood["stopped"] &= stood["done"].isna()
    stood["revised"] = revised_then(stood, extensions, moment)
    return stood


def revised_then(limits: pd.DataFrame, extensions: pd.DataFrame, moment: pd.Timestamp) -> pd.Series:
    """The deadlines as extensions had moved them by the moment, by limit. (FA-12)

    Where a later approval has moved one, it stands where the latest before it had put it. Each extension in force goes
    beyond the one before, so requests that do not, or that go beyond what is in force in the end, had no effect.

    Args:
        limits: Rows of `Facts.limits`.
        extensions: `Facts.extensions`.
        moment: What was approved at or after it has not been.
    """
    late = extensions.loc[extensions["approved_at"] >= moment, "case"]
    moved = limits["revised"].notna() & limits["case"].isin(late)
    if not moved.any():
        return limits["revised"]
    agreed = extensions[(extensions["verdict"] == Word.AGREED.value) & (extensions["approved_at"] < moment)]
    doubtful = limits.loc[moved, ["case", "due", "revised"]].rename_axis("limit").reset_index()
    pairs = doubtful.merge(agreed[["case", "new_due_at"]], on="case")
    pairs = pairs[(pairs["new_due_at"] > pairs["due"]) & (pairs["new_due_at"] <= pairs["revised"])]
    return limits["revised"].mask(moved, pairs.groupby("limit")["new_due_at"].max().reindex(limits.index))


def improvements_then(improvements: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """The improvement items as they stood; what is finished later is under way, and its effect unknown.

    Args:
        improvements: `Facts.improvements`.
        moment: What is dated at or after it has not come.
    """
    stood = improvements[~(improvements["proposed_on"] >= moment)].copy()
    unfinished = stood["finished_on"] >= moment
    stood.loc[unfinished, "finished_on"] = pd.NaT
    stood.loc[unfinished, "progress"] = Word.UNDER_WAY.value
    stood.loc[unfinished, "effect"] = None
    return stood
