"""Words in other capitals are taken as their list spells them, in cases, settings, imports and lists (FA-1, FA-5)."""

from datetime import date, datetime

import pytest

from tests.registers import NOW, definition, issued, read, rows_of, template, workbook
from tests.workbook.settings.settings_tables import settings, told_in_all
from xltools.language.speaking import speaking
from xltools.model.list_words import as_listed
from xltools.model.pass_context import Entry, PassContext
from xltools.model.register import Register
from xltools.model.sla_timer import LimitUnit
from xltools.rules.entering import rows_to_enter
from xltools.rules.staff_labels import staff_labels
from xltools.rules.survey_answers import answers_to_enter
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.settings.lists import read_lists

DESK = "it_service_desk"


@pytest.mark.parametrize(
    ("typed", "words", "listed"),
    [
        ("Phone", ("phone", "chat"), "phone"),
        ("ｐｈｏｎｅ", ("phone", "chat"), "phone"),
        ("phone", ("phone", "Phone"), "phone"),
        ("PHONE", ("phone", "Phone"), "PHONE"),  # it could be either
        ("fax", ("phone",), "fax"),
        ("", ("phone",), ""),
    ],
)
def test_a_word_is_spelled_as_the_list_has_it(typed: str, words: tuple[str, ...], listed: str) -> None:
    assert as_listed(typed, words) == listed


def test_a_case_in_other_capitals_is_fit_and_reads_like_any_other() -> None:
    typed = {"Opened at": "@2024-05-01 09:30", "Channel": "E-Mail", "Category": "Software", "Subcategory": "erp"}
    cases = read(workbook([typed], DESK), name=DESK).cases
    values = {name: cases.values[name][0] for name in ("channel", "category", "subcategory")}
    assert values == {"channel": "e-mail", "category": "software", "subcategory": "ERP"}
    assert cases.cells["category"][0] == "Software"  # what stands there is not changed


def test_a_day_off_counts_in_whatever_capitals() -> None:
    register = in_english(calendar="| Date | Kind |\n| @2026-11-09 | Off |")
    assert register.policy.calendar is not None
    assert date(2026, 11, 9) in register.policy.calendar.reasons
    assert told(register) == []


def test_settings_are_read_in_whatever_capitals() -> None:
    register = in_english(
        working_hours="| Weekday | Opens | Closes |\n| monday | 08:00 | 12:00 |",
        timers=(
            "| Key | Limit name | Priority | Channel | Condition: column | Condition: value | Starts at | Ends at "
            "| Limit | Unit | Repeats | May pause |\n"
            "| own | Own | p1 | Phone | Diagnosis | Defect | Opened at | Resolved at | #2 | Working Hours | No | YES |"
        ),
        keywords="| Keyword | Type | Category | Weight |\n| jam | Hardware | Printer | #1 |",
        assignment="| Category | Subcategory | Role |\n| HARDWARE | Printer | Team lead |",
    )
    policy = register.policy
    assert policy.calendar is not None
    assert policy.calendar.business.between(datetime(2026, 11, 9), datetime(2026, 11, 10)).seconds == 4 * 3600
    timer = policy.timers[0]
    assert (timer.priority, timer.channel, timer.condition_values) == ("P1", "phone", ("defect",))
    assert (timer.limit.unit, timer.repeats, timer.may_pause) == (LimitUnit.WORKING_HOURS, False, True)
    assert (policy.keywords[0].first_class, policy.keywords[0].second_class) == ("hardware", "printer")
    assert (policy.assignment[0].category, policy.assignment[0].subcategory) == ("hardware", "printer")
    assert told(register) == []


def test_parameters_are_read_in_whatever_capitals() -> None:
    shipped = definition(DESK).sheet("settings")
    assert shipped is not None
    changed = {"staff_names": "Full Name", "reopen_satisfaction": "Dissatisfied, Neutral"}
    rows = [
        {
            "Key": str(row["key"]),
            "Parameter": str(row["label"]),
            "Value": changed.get(str(row["key"]), str(row["value"])),
        }
        for row in shipped.rows
    ]
    register = settings(DESK, settings=rows)
    with speaking("en"):
        assert staff_labels(register.policy).full_names
    assert register.policy.setting_values("reopen_satisfaction") == ("dissatisfied", "neutral")


def test_rows_of_exports_are_entered_as_the_lists_spell_them() -> None:
    register = read(template(DESK), name=DESK)
    entry = Entry("key", {"channel": "Portal", "customer_name": "Eva Lind", "satisfaction": "SATISFIED"})
    context = PassContext(NOW, "desk.xlsx", issued(register), entries=(entry,), answers=(entry,))
    assert rows_to_enter(register, context)[0]["channel"] == "portal"
    assert answers_to_enter(register, context)[0]["satisfaction"] == "satisfied"


def test_a_list_in_other_capitals_keeps_the_words_that_rules_know() -> None:
    desk = definition(DESK)
    cells = SheetCells("Lists", [("Progress", "Channel"), ("Done", "Pigeon")], frozenset(), frozenset())
    lists = read_lists(desk, cells, [])
    assert (lists.plain["progress"], lists.plain["channel"]) == (("done",), ("Pigeon",))


def in_english(**sheets: str) -> Register:
    return settings(DESK, **{key: rows_of(table) for key, table in sheets.items()})


def told(register: Register) -> list[tuple[str, int, str]]:
    with speaking("en"):
        return told_in_all(register)
