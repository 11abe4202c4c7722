"""Which of several rows is the more specific, and which units count working time."""

from xltools.language.speaking import speaking
from xltools.model.sla_timer import Limit, LimitUnit, SlaTimer


def timer(**changes: object) -> SlaTimer:
    plain = SlaTimer(
        "solution", "处理完成", "", "", "", (), "received_at", "completed_at", "solution_due_at",
        Limit(5, LimitUnit.WORKING_DAYS), False, True, None, (), "", 5,
    )  # fmt: skip
    return plain._replace(**changes)  # type: ignore[arg-type]


def test_each_named_condition_makes_a_row_more_specific() -> None:
    rows = [timer(), timer(priority="紧急"), timer(priority="紧急", channel="电话", condition_field="satisfaction")]
    assert [row.specificity for row in rows] == [0, 1, 3]


def test_working_units() -> None:
    assert [unit for unit in LimitUnit if unit.is_working] == [LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS]


def test_a_limit_in_words() -> None:
    with speaking("en"):
        said = [Limit(amount, LimitUnit.WORKING_DAYS).said for amount in (1, 1.5, 2)]
    assert said == ["1 working day", "1.5 working days", "2 working days"]
    assert Limit(1, LimitUnit.WORKING_DAYS).said == "1 工作日"
