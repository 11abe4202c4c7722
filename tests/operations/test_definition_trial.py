"""Mistakes in a definition are all told, each at its line; sound definitions are told nothing of."""

from collections.abc import Callable
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.registers import SMALL
from xltools.model.finding import Severity
from xltools.operations.definition_trial import try_definition
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem
from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_files import templates_folder

NOW = datetime(2026, 9, 14, 10, 0)
Trial = Callable[..., list[DefinitionProblem]]
DESK = SMALL.with_name("it_service_desk.toml")


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Try the example with some of its text exchanged."""

    def run(*changes: tuple[str, str]) -> list[DefinitionProblem]:
        text = example_definition()
        for before, after in changes:
            assert text.count(before) >= 1, before
            text = text.replace(before, after, 1)
        path = tmp_path / "repairs.toml"
        path.write_text(text, encoding="utf-8")
        found = list(try_definition(path, NOW))
        lines = text.splitlines()
        assert all(each.line <= len(lines) for each in found if each.file == path.name)
        return found

    return run


@pytest.mark.parametrize("name", ["feedback_report", "service_ticket"])
def test_shipped_definitions_have_no_mistakes(name: str) -> None:
    assert list(map(str, try_definition(templates_folder() / f"{name}.toml", NOW))) == []


def test_neither_has_the_desk_nor_the_example(trial: Trial) -> None:
    assert list(map(str, try_definition(DESK, NOW))) == []
    assert list(map(str, trial())) == []


@pytest.mark.parametrize("other", ["common", "common.en", "demo_vocabulary", "known_heads"])
def test_a_file_with_something_else_in_it_is_told_once(other: str) -> None:
    (found,) = try_definition(templates_folder() / f"{other}.toml", NOW)
    assert (found.file, found.key, found.severity) == (f"{other}.toml", "file", Severity.ERROR)


HEAD = '{ name = "result", header = "Result", kind = "long_text"'
OF_TOOL = '{ name = "next_step", header = "Next step", kind = "text", owner = "tool" },\n' + HEAD
REPAIRED = '"Repaired at", kind = "datetime", group = "Repair", not_before = "received_at"'
TIMER = 'starts_at = "Received at", ends_at = "Repaired at", due_at = "Solution due", limit = 3, unit = "working days"'
LAST_STATE = '{ name = "Done", closed = true }'
AGAIN = '{ name = "Again", until = [{ field = "completed_at" }] },\n    ' + LAST_STATE
WAITED = '"completed_at" }] },'
LOG = 'key = "log"\ntitle = "Log"\nkind = "log"'
TIMER_SHEET = 'key = "timer"\ntitle = "Log"\nkind = "settings"'
DATED = 'dated_by = "received_at"'
# what is wrong, text of the example, what stands there instead, the key that is told
MISTAKES = [
    ("not TOML", 'title = "Repairs"', 'title = "Repairs', "file"),
    ("unknown key", "version = 1 ", "version = 1\ncolour = 1 ", "colour"),
    ("misspelled key of a field", HEAD, HEAD + ", requierd = true", "sheets.cases.fields[13].requierd"),
    ("unknown kind", HEAD, HEAD.replace("long_text", "longtext"), "sheets.cases.fields[13].kind"),
    ("unknown shared field", '{ use = "contact" }', '{ use = "contract" }', "sheets.cases.fields[6]"),
    ("tab title too long", 'title = "Log"', f'title = "{"x" * 32}"', "sheets.log.title"),
    ("tab of the tool", 'title = "Log"', 'title = "to do"', "sheets.log.title"),
    ("tab title twice but for capitals", 'title = "Log"', 'title = "REPAIRS"', "sheets.log.title"),
    ("heads equal but for blanks", 'header = "Fault"', 'header = "contact  DETAILS"', "sheets.cases.fields[7].header"),
    ("width out of bounds", "width = 40, hint", "width = 400, hint", "sheets.cases.fields[7].width"),
    ("word of the log missing", '"paused", ', "", "lists.log_kind.values"),
    ("state out of reach", LAST_STATE, AGAIN, "states[2]"),
    ("state behind the last", LAST_STATE, f"{LAST_STATE}, {LAST_STATE}", "states[2]"),
    ("state that waits for no field", WAITED, '"finished_at" }] },', "states[1].until[0].field"),
    ("fact without its sheet", WAITED, '"plan_approved" }] },', "states[1].until[0].field"),
    ("value of no list", WAITED, '"priority", values = ["hihg"] }] },', "states[1].until[0].values[0]"),
    ("timer of no column", TIMER, TIMER.replace("Repaired", "Repaird"), "default_rows.timers[1].ends_at"),
    ("timer of no unit", TIMER, TIMER.replace("working days", "workdays"), "default_rows.timers[1].unit"),
    ("role of nobody", '"Service manager", escal', '"Boss", escal', "default_rows.timers[0].escalates_to"),
    ("cell missing in a row", 'department = "Repairs", ', "", "default_rows.people[0].department"),
    ("numbers dated by a text", DATED, 'dated_by = "problem_description"', "numbering.dated_by"),
    ("numbers dated by no field", DATED, 'dated_by = "opened_at"', "numbering.dated_by"),
    ("column that the tool does not fill", HEAD, OF_TOOL, "sheets.cases.fields[13].owner"),
    ("kind that rules cannot use", REPAIRED, '"Repaired at", kind = "text"', "sheets.cases.fields[14].kind"),
    ("urgent value of no list", 'urgent = ["high"]', 'urgent = ["hi"]', "urgent[0]"),
    ("settings sheet that nobody reads", LOG, TIMER_SHEET, "sheets.timer"),
    ("include that is not there", "common.en.toml", "common.de.toml", "include"),
    ("language without texts", 'language = "en"', 'language = "tlh"', "language"),
    ("title that no file can have", 'title = "Repairs"\nversion', 'title = "Repairs: A/B?"\nversion', "title"),
    ("title of a device of Windows", 'title = "Repairs"\nversion', 'title = "NUL"\nversion', "title"),
    (
        "earlier than a text",
        'not_before = "received_at"',
        'not_before = "result"',
        "sheets.cases.fields[14].not_before",
    ),
    ("closed state called like an open one", 'name = "Done"', 'name = "In repair"', "states[2].name"),
    ("placeholder that is none", "R{year}", "R{yaer}", "numbering.pattern"),
    ("key twice", 'urgent = ["high"]', 'urgent = ["high"]\nurgent = ["high"]', "file"),
    ("version in quotes", "version = 1 ", 'version = "1 "', "version"),
    ("date order that is none", 'date_order = "dmy"', 'date_order = "dym"', "date_order"),
]


@pytest.mark.parametrize(
    ("before", "after", "key"), [pytest.param(*row[1:], id=row[0].replace(" ", "-")) for row in MISTAKES]
)
def test_a_mistake_is_told_at_its_key_and_line(trial: Trial, before: str, after: str, key: str) -> None:
    tabs = [('"cases", "log"', '"cases", "timer"')] if after == TIMER_SHEET else []
    found = trial((before, after), *tabs)
    told = [each for each in found if each.key == key]
    assert told, list(map(str, found))
    assert all("\n" not in str(each) for each in found)
    if "common" not in before:  # a file that is not there has no lines
        assert any(abs(told[0].line - line) <= 1 for line in changed_lines(before, after)), str(told[0])


def changed_lines(before: str, after: str) -> set[int]:
    """The lines that the change touches, from 1, in the changed text."""
    text = example_definition()
    compared = SequenceMatcher(None, text.splitlines(), text.replace(before, after, 1).splitlines(), autojunk=False)
    blocks = [code[3:] for code in compared.get_opcodes() if code[0] != "equal"]
    return {line for first, last in blocks for line in range(first + 1, max(last, first + 1) + 1)}


def test_all_mistakes_are_told_at_once(trial: Trial) -> None:
    found = trial(
        ("version = 1 ", "version = 1\ncolour = 1 "),
        (HEAD, HEAD + ", requierd = true"),
        ("width = 40, hint", "width = 400, hint"),
        ('values = ["phone", "e-mail", "counter"]', 'values = ["phone", "phone"]'),
        ('{ use = "contact" }', '{ use = "contract" }'),
    )
    assert [each.key for each in found] == [
        "colour",
        "lists.channel",
        "sheets.cases.fields[6]",
        "sheets.cases.fields[7].width",
        "sheets.cases.fields[13].requierd",
    ]
    assert {each.severity for each in found} == {Severity.ERROR}


def test_the_nearest_that_would_do_is_named(trial: Trial) -> None:
    found = {
        each.key: each.should_be for each in trial((HEAD, HEAD.replace("long_text", "lon_text") + ", requierd = true"))
    }
    assert "long_text" in found["sheets.cases.fields[13].kind"]
    assert "required" in found["sheets.cases.fields[13].requierd"]


def test_a_mistake_in_the_included_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "common.en.toml").write_text(
        (templates_folder() / "common.en.toml").read_text(encoding="utf-8").replace('"yes", ', "", 1), encoding="utf-8"
    )
    path = tmp_path / "repairs.toml"
    path.write_text(example_definition(), encoding="utf-8")
    told = [(each.file, each.key) for each in try_definition(path, NOW)]
    assert ("common.en.toml", "lists.yes_no.values") in told


def test_a_setting_names_a_role_of_nobody(tmp_path: Path) -> None:
    path = tmp_path / "repairs.toml"
    extra = '\n[extra_rows]\nsettings = [{ key = "report_recipients", label = "Reports go to", value = "Nobody" }]\n'
    path.write_text(example_definition() + extra, encoding="utf-8")
    assert [each.key for each in try_definition(path, NOW)] == ["extra_rows.settings[0].value"]


def test_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "repairs.toml"
    path.write_text(example_definition(), encoding="utf-8")
    try_definition(path, NOW)
    assert list(tmp_path.iterdir()) == [path]


SETTINGS = """
[extra_rows]
settings = [
    { key = "%s", label = "x", value = %s },
]
"""


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("time_zone", '"Europe/Berlin"', []),
        ("time_zone", '"Europe/Berln"', ["extra_rows.settings[0].value"]),
        ("notice_days", '"soon"', ["extra_rows.settings[0].value"]),  # the register would fall back on it
        ("notice_days", "14", []),
        ("attachments_folder", '"a:b"', ["extra_rows.settings[0].value"]),
        ("statutory_holidays", '"maybe"', ["extra_rows.settings[0].value"]),
        ("no_such", "1", ["extra_rows.settings[0].key"]),
    ],
)
def test_a_setting_that_could_not_work_is_told(tmp_path: Path, key: str, value: str, told: list[str]) -> None:
    path = tmp_path / "repairs.toml"
    path.write_text(example_definition() + SETTINGS % (key, value), encoding="utf-8")
    found = try_definition(path, NOW)
    assert [each.key for each in found] == told
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(f'"{key}"' in lines[each.line - 1] for each in found)


@pytest.mark.parametrize("language", ["", 'language = "zh-CN"\n'])
def test_words_of_another_language_have_one_cause(tmp_path: Path, language: str) -> None:
    path = tmp_path / "repairs.toml"
    before = next(line for line in example_definition().splitlines(keepends=True) if line.startswith("language"))
    path.write_text(example_definition().replace(before, language), encoding="utf-8")
    (found,) = try_definition(path, NOW)
    assert (found.file, found.key, found.severity) == (path.name, "language", Severity.ERROR)
    assert '"en"' in found.should_be


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "repairs.toml"
    path.write_bytes(example_definition().encode() + b"# Zo\xeb\n")
    (found,) = try_definition(path, NOW)
    assert (found.key, found.line) == ("file", example_definition().count("\n") + 1)


def test_a_list_instead_of_a_table_is_told_without_the_librarys_words(tmp_path: Path) -> None:
    path = tmp_path / "repairs.toml"
    text = example_definition().replace('[lists.channel]\ntitle = "Channel"\nvalues', "[lists]\nchannel")
    path.write_text(text, encoding="utf-8")
    (found,) = try_definition(path, NOW)
    assert found.key == "lists.channel"
    assert "values" in found.should_be
    assert "ListDefinition" not in str(found)


@pytest.mark.parametrize(
    ("before", "after", "meant"),
    [
        ('{ use = "channel" }', '{ use = "chanel" }', "channel"),
        ('choices = "priority"', 'choices = "priorities"', "priority"),
        ('until = [{ field = "completed_at" }]', 'until = [{ field = "complete_at" }]', "completed_at"),
        ('required_when = [{ field = "completed_at" }]', 'required_when = [{ field = "completed" }]', "completed_at"),
        ('dated_by = "received_at"', 'dated_by = "recieved_at"', "received_at"),
        ('department = "Repairs"', 'departement = "Repairs"', "department"),
        ("common.en.toml", "comon.en.toml", "common.en.toml"),
        ('"cases", "log"', '"cases", "logg"', "log"),
    ],
)
def test_the_nearest_name_is_told(trial: Trial, before: str, after: str, meant: str) -> None:
    assert f"nearest: {meant}" in " ".join(map(str, trial((before, after))))
