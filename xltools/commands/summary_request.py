"""Which period and which report do the words of a command ask for?

Invariant: what cannot be meant is refused before anything is read; the refusal says how it is written.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from xltools.commands.period_options import PERIOD_NAMES
from xltools.language.speaking import speaking, text
from xltools.model.period import Period, month_named, quarter_named, week_named
from xltools.model.policy import listed_values
from xltools.model.report_definition import ReportDefinition
from xltools.operations.reporting.saved_reports import saved_reports
from xltools.operations.workspace_language import workspace_language
from xltools.reports.joined_words import bracketed, comma_joined, listed

_PERIODS = {"month": month_named, "quarter": quarter_named, "week": week_named}


def period_asked_for(asked: Mapping[str, Any], today: date) -> Period:
    """The one period that was named; the last month that is over where none was.

    Raises:
        click.UsageError: Several were named, or one that is no period; says how it is written.
    """
    named = [key for key in PERIOD_NAMES if key != "last" and asked[key]]
    if len(named) > 1 or (asked["last"] and not asked["first"]):
        raise click.UsageError("name one period: --month, --quarter, --week, --day, or --from with --to")
    if not named:
        return Period.month(today.year, today.month).previous()
    try:
        period = _read_period(named[0], asked, today)
        period.previous()  # what it is compared with
    except (ValueError, OverflowError) as error:
        raise click.UsageError(str(error)) from None
    return period


def _read_period(name: str, asked: Mapping[str, Any], today: date) -> Period:
    if (reader := _PERIODS.get(name)) is not None:
        return reader(asked[name])
    if name == "day":
        return Period.day(_day(asked["day"]))
    return Period.span(_day(asked["first"]), _day(asked["last"]) if asked["last"] else today)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
        day + timedelta(days=1)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a day; write it like 2026-11-05") from None
    return day


def report_asked_for(folder: Path, asked: Mapping[str, Any]) -> ReportDefinition | None:
    """The report of the team's own that is asked for; None for the summary.

    Raises:
        click.UsageError: The words do not go together, or no such report is saved.
        DefinitionError: The file of saved reports is faulty.
    """
    if asked["saved"]:
        if asked["by"] or asked["measure"] or asked["where"] or asked["name"]:
            raise click.UsageError("--report makes a saved report as it is; it does not go with --by and its like")
        return _saved(folder, asked["saved"])
    if not asked["by"]:
        if asked["measure"] or asked["where"] or asked["name"]:
            raise click.UsageError("--measure, --where and --save go with --by")
        return None
    with speaking(workspace_language(folder)):
        by = _each_once("--by", asked["by"], 4)
        measure = _each_once("--measure", asked["measure"] or text("report.measures.received"), 12)
        where = _conditions(asked["where"])
        return ReportDefinition(
            name=(asked["name"] or _title(by, measure, where))[:60], by=by, measure=measure, where=where
        )


def _title(by: Sequence[str], measure: Sequence[str], where: Mapping[str, Sequence[str]]) -> str:
    title = text("reporting.asked_title", by=listed(by), measure=listed(measure))
    told = [f"{label}={listed(values)}" for label, values in where.items()]
    return bracketed(title, comma_joined(told)) if told else title


def _each_once(option: str, text: str, most: int) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(listed_values(text)))
    if not 1 <= len(names) <= most:
        raise click.UsageError(f"{option} takes one to {most} names")
    return names


def _conditions(conditions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    where: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        label, sign, values = condition.partition("=")
        if not (label.strip() and sign and listed_values(values)):
            raise click.UsageError(
                f"{condition!r} is no condition; write it like channel=phone,mail, in the words of the registers"
            )
        where[label.strip()] = (*where.get(label.strip(), ()), *listed_values(values))
    return where


def _saved(folder: Path, name: str) -> ReportDefinition:
    known = saved_reports(folder)
    if name not in known:
        there = f"Saved are: {', '.join(known)}" if known else "None is saved; save one with --by … --save NAME"
        raise click.UsageError(f"no report {name!r} is saved in {folder}. {there}.")
    return known[name]
