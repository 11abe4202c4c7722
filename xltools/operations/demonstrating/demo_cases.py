"""Which rows does a demonstration register hold? Made-up cases of six months, good and bad, sheet by sheet.

Invariant: the same definition, seed, moment and count give the same rows; nothing here touches disk or clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from xltools.errors import DefinitionError
from xltools.model.field import FieldKind
from xltools.model.register_definition import RegisterDefinition, SettingValue, SheetDefinition
from xltools.operations.demonstrating.demo_bad_rows import spoil_some
from xltools.operations.demonstrating.demo_briefs import Brief, briefs_of
from xltools.operations.demonstrating.demo_feedback_analysis import tell_feedback_analysis
from xltools.operations.demonstrating.demo_feedback_report import tell_feedback_report
from xltools.operations.demonstrating.demo_further_rows import add_lessons, further_rows
from xltools.operations.demonstrating.demo_rapid_response import tell_rapid_response
from xltools.operations.demonstrating.demo_scenes import Fate, Scene
from xltools.operations.demonstrating.demo_service_ticket import tell_service_ticket
from xltools.operations.demonstrating.demo_stage import Stage
from xltools.operations.demonstrating.demo_stories import CasePlace, DemoCase, DemoRow, Entry, Story
from xltools.operations.demonstrating.demo_vocabulary import read_vocabulary

LOOKED_AT_DAYS_AGO = (38, 1)
_TELLERS: dict[str, Callable[[Scene, Story], None]] = {
    "feedback_report": tell_feedback_report,
    "feedback_analysis": tell_feedback_analysis,
    "rapid_response": tell_rapid_response,
    "service_ticket": tell_service_ticket,
}


@dataclass(frozen=True, slots=True)
class DemoScript:
    """What is to be written into one register.

    Attributes:
        cases: The cases in the order of their rows, as they stand at the end.
        entries: By sheet, the further rows in the order of their writing; case numbers still to come are `CasePlace`.
        staff: What is to be said of people on sheet 人员, by name and field.
        looks: When the register is refreshed; the last time is the present.
    """

    cases: list[DemoCase]
    entries: dict[str, list[Entry]]
    staff: dict[str, dict[str, SettingValue]]
    looks: tuple[datetime, ...]

    @property
    def rows(self) -> dict[str, list[DemoRow]]:
        """By sheet, all rows that people typed."""
        further = {key: [entry.values for entry in entries] for key, entries in self.entries.items()}
        return {"cases": [case.values for case in self.cases], **further}

    def come_by(self, moment: datetime) -> int:
        """How many of the cases had come in by then."""
        return sum(case.received <= moment for case in self.cases)


def demo_script(definition: RegisterDefinition, seed: int, now: datetime, count: int) -> DemoScript:
    """The cases of one register, and the stamps of six months during which the tool was not really there.

    Raises:
        DefinitionError: The definition is none of the shipped ones: there are no stories for it.
    """
    if definition.name not in _TELLERS:
        raise DefinitionError(definition.name, "name", f"the demonstration only knows {', '.join(_TELLERS)}")
    rng = Random(f"{seed} {definition.name}")  # noqa: S311 - a story, not a secret
    stage = Stage(definition, read_vocabulary(), rng, looks_at(now))
    cases = [_told(stage, brief) for brief in sorted(briefs_of(stage, count), key=lambda brief: brief.received)]
    add_lessons(stage, cases)
    spoil_some(cases, definition, rng, stage.now)
    entries = {sheet.key: found for sheet in definition.sheets if (found := _belonging(sheet, cases))}
    _misquote(definition, entries, rng)
    return DemoScript(cases, entries | further_rows(stage, count), _staff(stage, cases), stage.looks)


def looks_at(now: datetime) -> tuple[datetime, ...]:
    """When the registers are refreshed: some weeks ago, yesterday in the evening, and now."""
    present = now.replace(second=0, microsecond=0)
    evening = present.replace(hour=18, minute=0)
    return (*(evening - timedelta(days=days) for days in LOOKED_AT_DAYS_AGO), present)


def _staff(stage: Stage, cases: list[DemoCase]) -> dict[str, dict[str, SettingValue]]:
    today = stage.now.date()
    said: dict[str, dict[str, SettingValue]] = {}
    for each in stage.words.staff_of(stage.definition.name):
        if each.away_after:
            said[each.name] = {
                "absent_from": today - timedelta(days=each.away_before),
                "absent_until": today + timedelta(days=each.away_after),
            }
        if each.hands_full:
            on_hand = sum(
                case.values.get("handler") == each.name and "completed_at" not in case.values for case in cases
            )
            said[each.name] = {"maximum_load": on_hand}
    return said


def _told(stage: Stage, brief: Brief) -> DemoCase:
    scene = Scene(stage, brief.topic, brief.customer, brief.received, brief.batch, brief.drawn, brief.fate)
    urgent = brief.drawn in ("紧急", "特急") or brief.drawn.endswith("/高")
    registered = min(brief.received + timedelta(minutes=stage.rng.randrange(1, 9 if urgent else 60)), stage.now)
    case = DemoCase(brief.topic.key, brief.received, staged=brief.fate is not Fate.USUAL)
    story = Story(case, brief.received if brief.fate is Fate.UNTOUCHED else stage.now)
    story.case.stamps["registered_at"] = registered
    _TELLERS[stage.definition.name](scene, story)
    return story.case


def _belonging(sheet: SheetDefinition, cases: list[DemoCase]) -> list[Entry]:
    """The rows of one further sheet with their cases' places, in the order of their writing."""
    number = next((field for field in sheet.fields if field.kind is FieldKind.CASE_NUMBER), None)
    if number is None:
        return []
    entries = [
        Entry(at, {number.name: CasePlace(place), **values})
        for place, case in enumerate(cases)
        for at, values in case.entries.get(sheet.key, ())
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _misquote(definition: RegisterDefinition, entries: dict[str, list[Entry]], rng: Random) -> None:
    """One log row bears a number that no case has."""
    log = entries.get("log")
    if log:
        serial = "9" * definition.numbering.width
        wrong = definition.numbering.prefix(datetime(2024, 5, 1), "CS") + serial
        rng.choice(log).values["case_number"] = wrong
