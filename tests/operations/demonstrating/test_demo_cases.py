"""Made-up cases: the same for the same seed, told in time order, and wrong only where they are meant to be."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from xltools.errors import DefinitionError
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_bad_records import RECORD_KINDS
from xltools.operations.demonstrating.demo_bad_rows import KINDS, bad_kinds
from xltools.operations.demonstrating.demo_briefs import DAYS, last_full_month, planted_batch
from xltools.operations.demonstrating.demo_cases import demo_script
from xltools.operations.demonstrating.demo_stories import CasePlace, DemoCase, DemoRow, Story
from xltools.operations.demonstrating.demo_vocabulary import read_vocabulary
from xltools.workbook.definition_files import shipped_definition

NOW = datetime(2026, 11, 20, 10, 0)
COUNT = 40
TEMPLATES = ("feedback_report", "feedback_analysis", "rapid_response", "service_ticket")
# Cells that a spoiler may have filled with something that the field's kind does not foresee.
SPOILT = {"contact", "received_at", "first_response_at", "channel", "subcategory", "order_number", "number"}


@pytest.fixture(params=TEMPLATES)
def definition(request: pytest.FixtureRequest) -> RegisterDefinition:
    return shipped_definition(request.param)


def test_the_same_seed_and_moment_give_the_same_rows(definition: RegisterDefinition) -> None:
    assert demo_script(definition, 7, NOW, COUNT) == demo_script(definition, 7, NOW, COUNT)


def test_another_seed_gives_other_rows(definition: RegisterDefinition) -> None:
    assert demo_script(definition, 7, NOW, COUNT).rows != demo_script(definition, 8, NOW, COUNT).rows


def test_as_many_cases_as_asked_for_and_one_copied_row(definition: RegisterDefinition) -> None:
    script = demo_script(definition, 7, NOW, COUNT)
    assert len(script.rows["cases"]) == len(script.cases) == COUNT + 1


def test_a_case_stands_at_any_moment_as_it_stood_then() -> None:
    case = DemoCase("topic", NOW)
    later, latest = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    story = Story(case, latest)
    story.begin(priority="一般")
    story.add(later, result="第一次", completed_at=later)
    story.add(latest, result="第二次", note="")
    story.add(latest + timedelta(minutes=1), satisfaction="满意")
    case.values["contact"] = "typed by nobody in the story"
    always = {"priority": "一般", "contact": "typed by nobody in the story"}
    assert case.standing(NOW) == always
    assert case.standing(later) == {**always, "result": "第一次", "completed_at": later}
    assert case.standing(latest) == case.values == {**always, "result": "第二次", "completed_at": later}


def test_cases_and_rows_come_in_before_they_are_looked_at(definition: RegisterDefinition) -> None:
    script = demo_script(definition, 3, NOW, COUNT)
    come = [script.come_by(look) for look in script.looks]
    assert 0 < come[0] < come[1] < come[2] == len(script.cases)
    assert script.looks[-1] == NOW
    assert [case.received for case in script.cases] == sorted(case.received for case in script.cases)
    assert all(entry.at <= NOW for entries in script.entries.values() for entry in entries)


@pytest.mark.parametrize("count", [1, 5, 12])
def test_a_handful_of_cases_is_enough(definition: RegisterDefinition, count: int) -> None:
    assert count <= len(demo_script(definition, 1, NOW, count).cases) <= count + 1


@pytest.mark.parametrize("now", [datetime(2026, 10, 4, 23, 30), datetime(2027, 2, 28, 0, 5)])
def test_no_case_comes_from_the_future_on_holidays_either(definition: RegisterDefinition, now: datetime) -> None:
    assert all(case.received < now for case in demo_script(definition, 2, now, COUNT).cases)


def test_a_definition_without_stories_is_refused() -> None:
    strange = shipped_definition("service_ticket").model_copy(update={"name": "strange"})
    with pytest.raises(DefinitionError, match="demonstration only knows"):
        demo_script(strange, 1, NOW, COUNT)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cells_hold_what_their_field_allows_or_a_planted_fault(definition: RegisterDefinition, seed: int) -> None:
    odd = Counter(
        name
        for key, rows in demo_script(definition, seed, NOW, 120).rows.items()
        for row in rows
        for name, value in row.items()
        if not _is_of_kind(definition, _field(definition, key, name), row, value)
    )
    assert odd.keys() <= SPOILT
    assert all(count <= 8 for count in odd.values())


def _field(definition: RegisterDefinition, key: str, name: str) -> FieldDefinition:
    sheet = definition.sheet(key)
    assert sheet is not None
    return sheet.by_name[name]


def _is_of_kind(definition: RegisterDefinition, field: FieldDefinition, row: DemoRow, value: object) -> bool:
    if field.kind is FieldKind.CASE_NUMBER:
        return isinstance(value, (CasePlace, str)) and field.typed_by_people
    if field.kind is FieldKind.CHOICE:
        declared = definition.lists[field.choices or ""]
        return value in (declared.by_parent.get(str(row.get(str(field.depends_on)))) or declared.values)
    if field.kind is FieldKind.DATETIME:
        return isinstance(value, datetime)
    if field.kind is FieldKind.DATE:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, int if field.kind is FieldKind.INTEGER else str)


def test_every_required_cell_is_filled_but_for_planted_faults_and_proposals(definition: RegisterDefinition) -> None:
    sheet = definition.register_sheet
    empty = Counter(
        field.name
        for row in demo_script(definition, 4, NOW, 120).rows["cases"]
        for field in sheet.fields
        if field.required and field.owner == "person" and field.name not in row
    )
    assert empty.keys() <= {"contact"}


def test_times_run_forward_in_sound_cases(definition: RegisterDefinition) -> None:
    backwards = 0
    fields = [field for field in definition.register_sheet.fields if field.not_before]
    for row in demo_script(definition, 5, NOW, 120).rows["cases"]:
        for field in fields:
            later, earlier = row.get(field.name), row.get(str(field.not_before))
            if isinstance(later, date) and isinstance(earlier, date):
                backwards += _day(later) < _day(earlier) or (
                    isinstance(later, datetime) and isinstance(earlier, datetime) and later < earlier
                )
    assert 0 < backwards <= 4


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def test_nothing_has_happened_yet_that_is_still_to_come(definition: RegisterDefinition) -> None:
    planned = ("due_at", "expected_at", "new_due_at", "due_on")
    beyond = [
        (key, name, value)
        for key, rows in demo_script(definition, 6, NOW, 120).rows.items()
        for row in rows
        for name, value in row.items()
        if isinstance(value, date) and name not in planned and _day(value) > NOW.date()
    ]
    assert {(key, name) for key, name, _ in beyond} == {("cases", "received_at")}
    assert len(beyond) <= 2


def test_cases_lie_within_six_months_and_open_ones_are_mostly_recent(definition: RegisterDefinition) -> None:
    rows = demo_script(definition, 1, NOW, 300).rows["cases"]
    received = [row["received_at"] for row in rows if isinstance(row["received_at"], datetime)]
    assert NOW - timedelta(days=DAYS + 1) <= min(received)
    open_rows = [row["received_at"] for row in rows if "completed_at" not in row]
    recent = [moment for moment in open_rows if isinstance(moment, datetime) and moment > NOW - timedelta(days=14)]
    assert 5 <= len(open_rows) <= 60
    assert len(recent) >= len(open_rows) / 3


def test_battery_faults_of_one_batch_rise_in_the_last_full_month() -> None:
    rows = demo_script(shipped_definition("feedback_analysis"), 1, NOW, 300).rows["cases"]
    months = Counter(
        row["received_at"].strftime("%Y-%m")
        for row in rows
        if row.get("product_batch") == planted_batch(NOW) and isinstance(row["received_at"], datetime)
    )
    assert months[f"{last_full_month(NOW):%Y-%m}"] >= 12
    assert sum(months.values()) - months[f"{last_full_month(NOW):%Y-%m}"] <= 2


def test_one_model_fails_more_often_than_one_in_ten() -> None:  # ST-14
    for count in (COUNT, 300):
        rows = demo_script(shipped_definition("service_ticket"), 1, NOW, count).rows
        month = f"{last_full_month(NOW):%Y-%m}"
        failures = Counter(
            row["product_model"]
            for row in rows["cases"]
            if isinstance(row["received_at"], datetime) and row["received_at"].strftime("%Y-%m") == month
        )
        units = {row["product_model"]: row["units"] for row in rows["units_in_service"]}
        assert failures["AG-60"] > units["AG-60"] * 0.1
        if count == 300:
            assert all(failures[model] <= units[model] * 0.1 for model in units if model != "AG-60")


def test_each_kind_of_bad_row_is_there(definition: RegisterDefinition) -> None:
    rows = demo_script(definition, 1, NOW, COUNT).rows["cases"]
    cells = [value for row in rows for value in row.values()]
    for planted in ("产品坏了", "熟人转告", "上周三", "自编017", "=1+1", "<云帆>R&D 中心"):
        assert planted in cells
    assert any(isinstance(value, str) and "😡" in value for value in cells)
    assert any(isinstance(row.get("contact"), float) for row in rows)
    assert any("１３８" in str(row.get("contact")) for row in rows)
    assert any(str(row["customer_name"]).endswith("  ") for row in rows)
    if "first_response_at" in definition.register_sheet.by_name:
        assert any(type(row.get("first_response_at")) is time for row in rows)


def test_kinds_that_need_a_missing_field_are_left_out() -> None:
    keys = {kind.key for kind in bad_kinds(shipped_definition("service_ticket"))}
    assert {kind.key for kind in KINDS} - keys == {"foreign_subcategory", "order_digits_lost", "anonymous"}
    assert {kind.key for kind in RECORD_KINDS} & keys == {
        "unconfirmed",
        "no_meeting",
        "no_consent",
        "entry_after_closing",
        "resumed_without_pause",
    }


def test_words_name_only_values_that_the_definitions_have() -> None:
    words = read_vocabulary()
    models = {product.model for product in words.products}
    for topic in words.topics:
        definition = shipped_definition(topic.template)
        assert set(topic.products) <= models, topic.key
        for name, value in topic.fixed.items():
            field = definition.register_sheet.by_name[name]
            assert field.choices is not None, (topic.key, name)
            declared = definition.lists[field.choices]
            allowed = declared.by_parent.get(topic.fixed.get(str(field.depends_on), "")) or declared.values
            assert value in allowed, (topic.key, name)


def test_wordings_that_belong_together_come_in_equal_numbers() -> None:
    free = {"extent", "event_level", "feasibility", "resources"}
    for topic in read_vocabulary().topics:
        told = len(topic.texts["problem_description"])
        assert all(len(wordings) in (1, told) for name, wordings in topic.texts.items() if name not in free), topic.key
