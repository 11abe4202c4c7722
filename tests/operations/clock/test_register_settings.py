"""What registers' settings say, for what is done beside a pass."""

from pathlib import Path

from tests.registers import NOW, template
from tests.rules.case_views import policy_of
from xltools.operations.clock.register_settings import everybody, settings_of

ONE = """
| name | role | department |
| 郑伟 | 经理 | 售后部     |
| 刘敏 | 客服 | 售后部     |
"""
OTHER = """
| name | role | department |
| 郑伟 | 经理 | 总部       |
| 方正 | 经理 | 总经办     |
"""


def test_settings_are_read_from_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "工单.xlsx"
    path.write_bytes(template("service_ticket"))
    policy = settings_of(path, NOW)
    assert policy is not None
    assert policy.settings["report_day"] == "5"
    assert "郑伟" in [person.name for person in policy.people]


def test_what_is_no_register_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "工单.xlsx"
    assert settings_of(path, NOW) is None
    path.write_bytes(b"no workbook")
    assert settings_of(path, NOW) is None


def test_people_of_several_registers_stand_together_once() -> None:
    together = everybody([policy_of(people=ONE), policy_of(people=OTHER)])
    assert together is not None
    assert [(each.name, each.department) for each in together.people] == [
        ("郑伟", "售后部"),
        ("刘敏", "售后部"),
        ("方正", "总经办"),
    ]


def test_without_registers_there_is_nobody() -> None:
    assert everybody([]) is None
