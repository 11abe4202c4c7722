"""Examples of dates follow the order in which a register's people write them, and are understood by it (FA-5)."""

from datetime import datetime

import pytest

from tests.workbook.template_samples import small_definition
from xltools.model.field import FieldKind
from xltools.model.finding import FindingCode
from xltools.model.register_definition import DateOrder
from xltools.workbook.cell_kinds import Anchors, converted
from xltools.workbook.date_samples import date_sample
from xltools.workbook.template.cell_validation import validation_rule
from xltools.workbook.typed_values import moment_of

FIRST_PARTS = {DateOrder.YEAR_FIRST: "2024", DateOrder.DAY_FIRST: "31", DateOrder.MONTH_FIRST: "05"}


@pytest.mark.parametrize("order", DateOrder)
def test_an_example_is_understood(order: DateOrder) -> None:
    sample = date_sample(FieldKind.DATETIME, order)
    assert sample.startswith(FIRST_PARTS[order])
    meant = moment_of(sample, order=order)
    assert isinstance(meant, datetime)
    assert (meant.year, meant.month, meant.hour, meant.minute) == (2024, 5, 9, 30)
    assert moment_of(date_sample(FieldKind.DATE, order), order=order) == meant.replace(hour=0, minute=0)


@pytest.mark.parametrize("order", DateOrder)
def test_findings_and_validations_show_it(order: DateOrder) -> None:
    definition = small_definition(date_order=order)
    sheet = definition.register_sheet
    field, sample = sheet.by_name["received_at"], date_sample(FieldKind.DATETIME, order)
    anchors = Anchors(lambda _: None, lambda _: None, order)
    faults = converted(field, ["soon", "9:30"], anchors).faults
    assert [each.code for each in faults] == [FindingCode.DATE_UNREADABLE, FindingCode.TIME_WITHOUT_DAY]
    assert {each.params["sample"] for each in faults} == {sample}
    assert sample in validation_rule(definition, sheet, field)["error_message"]
